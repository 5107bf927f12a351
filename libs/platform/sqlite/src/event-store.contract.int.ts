import { describeEventStoreContract } from '@tamani/testing';
import { onFile } from '../testing/harness.js';
import { openSqliteEventStore } from './index.js';

describeEventStoreContract('sqlite', async () => {
  const harness = onFile((file) => openSqliteEventStore({ file }));
  return { store: harness.current, reopen: harness.reopen, dispose: harness.dispose };
});
