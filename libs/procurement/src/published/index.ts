export * from './messages.js';
export * from './views.js';
export * from './translate.js';
