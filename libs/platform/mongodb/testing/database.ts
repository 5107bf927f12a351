import type { ReadStoreHarness } from '@tamani/testing';
import { createConnection } from 'mongoose';
import {
  openMongoReadStore,
  type MongoReadStore,
  type MongoReadStoreOptions,
} from '../src/index.js';

let last = 0;
/** A database that nobody has used. */
export const freshNamespace = (what: string): string =>
  `${what}_${process.pid.toString(36)}${Date.now().toString(36)}_${(last += 1)}`;

/** The read store on a database of its own, which a contract suite may close and open again. */
export async function onDatabase(
  url: string,
  options: Partial<MongoReadStoreOptions> = {},
): Promise<ReadStoreHarness> {
  const all = { url, namespace: freshNamespace('contract'), ...options };
  let reads: MongoReadStore = await openMongoReadStore(all);
  return {
    reads,
    async reopen() {
      await reads.close();
      reads = await openMongoReadStore(all);
      return reads;
    },
    async dispose() {
      await reads.close();
      await dropDatabase(url, all.namespace);
    },
  };
}

export async function dropDatabase(url: string, namespace: string): Promise<void> {
  const connection = await createConnection(url, { dbName: namespace }).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

/** What answers at an address. */
export async function engineAt(url: string): Promise<string> {
  const reads = await openMongoReadStore({ url, namespace: freshNamespace('engine') });
  await reads.close();
  return reads.engine;
}
