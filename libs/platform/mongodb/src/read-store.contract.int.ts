import { afterAll } from '@jest/globals';
import { describeOn, describeReadStoreContract, mongoServer, serverOf } from '@tamani/testing';
import { onDatabase } from '../testing/database.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

/** About five per second on a compatible server and a small machine: each creates a collection. */
const RUNS = 250;

describeOn(found, 'mongodb: read store', ({ address }) =>
  describeReadStoreContract('mongodb', () => onDatabase(address), { runs: RUNS }),
);
