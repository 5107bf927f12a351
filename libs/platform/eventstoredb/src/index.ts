export { openEventStoreDb, EventStoreDb } from './event-store.js';
