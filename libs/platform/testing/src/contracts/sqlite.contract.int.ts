import { openSqliteEventStore } from '@tamani/sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventStoreContract } from './event-store/event-store.contract.js';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tamani-contract-'));

describeEventStoreContract('sqlite', async () => {
  const home = await folder();
  const file = join(home, 'events.db');
  let store = openSqliteEventStore({ file });
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = openSqliteEventStore({ file }));
    },
    dispose: async () => {
      await store.close();
      await rm(home, { recursive: true });
    },
  };
});
