import { describeBusContract } from '@tamani/testing';
import { onFile } from '../testing/harness.js';
import { openSqliteBus } from './index.js';

describeBusContract('sqlite', async () => {
  const harness = onFile((file) => openSqliteBus({ file, retryPauseMs: 1 }));
  return { bus: harness.current, reopen: harness.reopen, dispose: harness.dispose };
});
