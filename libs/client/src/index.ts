export * from './client.js';
export * from './problem.js';
export type { Query } from './query.js';
