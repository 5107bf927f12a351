import { afterAll } from '@jest/globals';
import { describeEventStoreContract } from '@tamani/testing';
import { freshNamespace, foundServer } from '../testing/support/contract-server.js';
import { openEventStoreDb } from './index.js';

const server = await foundServer();

// Model-based runs cost a server more than a file: a thousand of them in the full run.
const runs = process.env['TAMANI_TEST_FULL'] ? 1_000 : 150;

describeEventStoreContract(
  'eventstoredb',
  async () => {
    const options = { url: server.url, namespace: freshNamespace() };
    let store = await openEventStoreDb(options);
    return {
      store,
      async reopen() {
        await store.close();
        store = await openEventStoreDb(options);
        return store;
      },
      dispose: () => store.close(),
    };
  },
  { runs },
);

afterAll(() => server.stop());
