import { openSqliteBus, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBusContract } from './bus/bus.contract.js';
import { describeReadStoreContract } from './read-store/read-store.contract.js';

/** One file in a folder of its own, opened, opened again, and removed. */
async function inFolder<T extends { close(): Promise<void> }>(open: (file: string) => T) {
  const home = await mkdtemp(join(tmpdir(), 'tamani-contract-'));
  const file = join(home, 'contract.db');
  let current = open(file);
  return {
    first: current,
    reopen: async (): Promise<T> => {
      await current.close();
      return (current = open(file));
    },
    dispose: async (): Promise<void> => {
      await current.close();
      await rm(home, { recursive: true });
    },
  };
}

describeBusContract('sqlite', async () => {
  const { first, ...rest } = await inFolder((file) => openSqliteBus({ file, retryPauseMs: 1 }));
  return { bus: first, ...rest };
});

describeReadStoreContract('sqlite', async () => {
  const { first, ...rest } = await inFolder((file) => openSqliteReadStore({ file }));
  return { reads: first, ...rest };
});
