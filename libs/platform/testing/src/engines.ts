/** What runs without jest: for benches, child processes and drills. */
export * from './fakes/fake-clock.js';
export * from './fakes/random.js';
export * from './fakes/seeded.js';
export * from './fakes/sequential-ids.js';
