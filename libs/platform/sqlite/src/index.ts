export { openSqliteBus, SqliteBus } from './bus/bus.js';
export type { SqliteBusOptions } from './bus/bus.js';
export { openSqliteEventStore, SqliteEventStore } from './event-store/event-store.js';
export type { SqliteEventStoreOptions } from './event-store/event-store.js';
export { openSqliteReadStore, SqliteReadStore } from './read-store/read-store.js';
export type { SqliteReadStoreOptions } from './read-store/read-store.js';
