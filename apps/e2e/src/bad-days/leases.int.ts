import { expect } from '@jest/globals';
import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { allAtWork } from './trouble/projectors.js';
import { Sleeper } from './trouble/sleeper.js';

/**
 * Leases only save work: two relays publish the same ids, and two projectors fold the same log.
 * What keeps one that has lost its lease from hurting the other is the condition of each write.
 */
await describeDays('leases', (engines) => {
  let stale = 0;
  testDay('that everybody has: two of each worker at work', {
    engines,
    round: () => (seed) => ({ wrap: allAtWork(seed, () => (stale += 1)) }),
    struck: () => {
      process.stderr.write(`writes that came too late: ${stale}\n`);
      expect(stale).toBeGreaterThan(0);
    },
  });

  const sleepers: Sleeper[] = [];
  testDay('that run out over a projector that sleeps with documents in its hand', {
    engines,
    round: () => (seed) => {
      const sleeper = new Sleeper(seed);
      sleepers.push(sleeper);
      return { wrap: sleeper.wrap };
    },
    struck: () => {
      const told = sleepers.map((sleeper) => sleeper.told);
      process.stderr.write(`projectors that woke up were told: ${told}\n`);
      expect(told).not.toContain('nothing yet');
      expect(told).toContain('stale');
    },
  });

  testControl('written without the condition, documents are not what the log makes', {
    engines,
    round: () => (seed) => ({ wrap: new Sleeper(seed, true).wrap }),
    fails: /^read model: budgets_budget_lines/,
  });
});
