export { MongoReadStore, openMongoReadStore } from './read-store/read-store.js';
export type { MongoReadStoreOptions } from './read-store/read-store.js';
