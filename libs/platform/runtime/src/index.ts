export * from './commands/command-handler.js';
export * from './definitions.js';
export * from './event-codec.js';
export * from './runtime-ports.js';
export { refuse as runtimeRefusals } from './runtime-errors.js';
