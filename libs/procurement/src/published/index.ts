export * from './messages.js';
export * from './facts.js';
export * from './translator.js';
