export * from './bus.port.js';
export * from './event-store.port.js';
export * from './read-store.port.js';
export * from './store-errors.js';
export * from './input/append-input.js';
export * from './input/log-filter.js';
export * from './input/message-input.js';
export * from './read-store/index.js';
