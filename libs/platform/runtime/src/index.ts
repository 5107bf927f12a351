export * from './definitions.js';
export * from './event-codec.js';
export { refuse as runtimeRefusals } from './runtime-errors.js';
