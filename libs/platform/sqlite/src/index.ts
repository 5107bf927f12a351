export { openSqliteBus, SqliteBus } from './bus/bus.js';
export { openSqliteEventStore, SqliteEventStore } from './event-store/event-store.js';
export { openSqliteReadStore, SqliteReadStore } from './read-store/read-store.js';
