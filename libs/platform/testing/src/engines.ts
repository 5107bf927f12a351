/** What runs without jest: for benches, child processes and drills. */
export * from './fakes/fake-clock.js';
export * from './fakes/random.js';
export * from './fakes/seeded.js';
export * from './fakes/sequential-ids.js';
export * from './memory/bus.model.js';
export * from './memory/event-store.model.js';
export * from './memory/memory-bus.js';
export * from './memory/memory-event-store.js';
export * from './memory/memory-read-store.js';
export * from './memory/query.model.js';
export * from './memory/read-store.model.js';
export * from './faults/fault-plan.js';
export * from './faults/faulty-bus.js';
export * from './faults/faulty-event-store.js';
export * from './faults/faulty-read-store.js';
