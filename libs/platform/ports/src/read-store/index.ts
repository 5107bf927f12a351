/** What every read store refuses, and how its pages go on: said once for all engines. */
export * from './collection-spec.js';
export * from './page-cursor.js';
export * from './query-input.js';
export * from './write-input.js';
