export { openEventStoreDb, EventStoreDb } from './event-store.js';
export type { EventStoreDbLog, EventStoreDbOptions } from './client/options.js';
