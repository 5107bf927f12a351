import { expect } from '@jest/globals';
import type { Trouble } from './harness/day.js';
import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { Poison } from './trouble/poison.js';

/** Parking that forgets: a message that cannot be handled is passed over. */
const forgetful: Trouble = async ({ rig }) => {
  for (const { runtime } of rig.replicas)
    for (const { parking } of runtime.processRunners)
      Object.assign(parking, { park: async () => undefined });
};

await describeDays('a poison message', (engines) => {
  const poisons: Poison[] = [];
  testDay('parks its key in order, the others go on, and a replay heals', {
    engines,
    round: () => (seed) => {
      const poison = Poison.of(seed);
      poisons.push(poison);
      return { change: poison.change, trouble: poison.trouble };
    },
    struck: () => {
      // Of some keys, followers were parked behind the first.
      expect(poisons.filter(({ parked }) => parked > 1)).not.toEqual([]);
    },
  });

  testControl('a message that is passed over instead is missed', {
    engines,
    round: () => () => ({ change: new Poison('execution').change, trouble: forgetful }),
    // Its line shows it, or the payment for the delivery that is not accrued.
    fails: /outcome: BL-rich is|is refused: delivery_not_accrued/,
  });
});
