export * from './engines.js';
export * from './given-when-then.js';
