import { describeReadStoreContract } from '@tamani/testing';
import { onFile } from '../testing/harness.js';
import { openSqliteReadStore } from './index.js';

describeReadStoreContract('sqlite', async () => {
  const harness = onFile((file) => openSqliteReadStore({ file }));
  return { reads: harness.current, reopen: harness.reopen, dispose: harness.dispose };
});
