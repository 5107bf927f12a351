export { startDouble } from './start.js';
export type { DoubleOptions, EventStoreDbDouble } from './start.js';
export { startControl } from './faults/control.js';
export type { Faults } from './faults/faults.js';
export type { FaultAction, FaultRule, Operation } from './faults/rules.js';
