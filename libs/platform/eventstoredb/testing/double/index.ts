export { startDouble } from './start.js';
export type { DoubleOptions, EventStoreDbDouble } from './start.js';
export { startControl } from './faults/control.js';
export type { FaultAction, Operation } from './faults/rules.js';
