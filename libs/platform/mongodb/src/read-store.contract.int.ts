import { afterAll, describe, test } from '@jest/globals';
import { describeReadStoreContract, mongoServer, serverOf } from '@tamani/testing';
import { onDatabase } from '../testing/database.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

/** Some five a second on a compatible server and a small machine: each makes a collection. */
const RUNS = 400;

if (found) describeReadStoreContract('mongodb', () => onDatabase(found.address), { runs: RUNS });
else describe.skip('mongodb: read store', () => test('a server answers', () => undefined));
