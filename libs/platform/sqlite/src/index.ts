export { openSqliteEventStore, SqliteEventStore } from './event-store/event-store.js';
export type { SqliteEventStoreOptions } from './event-store/event-store.js';
export { openSqliteBus, SqliteBus } from './bus/bus.js';
export type { SqliteBusOptions } from './bus/bus.js';
