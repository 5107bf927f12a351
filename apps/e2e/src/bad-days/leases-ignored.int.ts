import { expect } from '@jest/globals';
import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { allAtWork, type Meddling } from './trouble/projectors.js';

/**
 * Leases only save work: what keeps two projectors from hurting each other is the condition of
 * each write of a document, and two relays publish the same ids. So without leases all must end
 * well, and without the condition it must not.
 */
await describeDays('leases that everybody has', (engines) => {
  const polite: Meddling = { stale: 0, isForced: false };
  testDay('two of each worker at work, and nothing is hurt', {
    engines,
    round: () => (seed) => ({ wrap: allAtWork(seed, polite) }),
    struck: () => {
      process.stderr.write(`writes that came too late: ${polite.stale}\n`);
      expect(polite.stale).toBeGreaterThan(0);
    },
  });

  testControl('writes without their condition leave documents that the log does not make', {
    engines,
    round: () => (seed) => ({ wrap: allAtWork(seed, { stale: 0, isForced: true }) }),
    fails: /read model: /,
  });
});
