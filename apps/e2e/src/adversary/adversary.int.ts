import { beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { campaign, rules, shortest, type Campaign } from './campaign.js';
import { acts, nameOf, untouched } from './script/acts/index.js';
import { doorNames } from './system/doors.js';

/** The same histories until the code changes: one in thousands still finds something new. */
const FIRST = 651_510_000;
const { seed, numRuns } = seeded('adversary in memory', {
  ...{ runs: 1_200, fullRuns: 20_000, seed: FIRST },
});
const histories = Number(process.env['TAMANI_HISTORIES'] ?? numRuns);
const HOUR = 3_600_000;

describe('the adversary, in memory', () => {
  let played: Campaign;
  beforeAll(async () => {
    played = await campaign(seed, histories);
    const { acts, seconds, broken } = played;
    const counts = [...broken].map(([rule, { length }]) => `${rule} in ${length}`);
    process.stdout.write(
      `${histories} histories, ${acts} acts in ${seconds.toFixed(0)} s\n${counts.join('\n')}\n`,
    );
  }, HOUR);

  test.each(rules)(
    '%s',
    async (rule) => {
      const seeds = played.broken.get(rule);
      if (!seeds) return;
      const text = await shortest(rule, seeds);
      throw new Error(`${rule}: broken in ${seeds.length} of ${histories} histories\n${text}`);
    },
    HOUR,
  );

  test('somebody does every write that there is', () => {
    const done = new Set(acts.map(nameOf));
    const isLeft = (name: string) => untouched.includes(name.split('/')[0] ?? '');
    expect(doorNames.filter((name) => !done.has(name) && !isLeft(name))).toEqual([]);
  });
});
