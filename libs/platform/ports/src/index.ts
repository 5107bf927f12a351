export * from './bus.port.js';
export * from './event-store.port.js';
export * from './read-store.port.js';
export * from './store-errors.js';
