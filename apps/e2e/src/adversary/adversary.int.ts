import { beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { campaign, rules, shortest, type Campaign } from './campaign.js';
import { acts, nameOf, untouched } from './script/acts/index.js';
import { doorNames } from './system/doors.js';
import { pending } from './pending.js';

const { seed, numRuns } = seeded('adversary in memory', {
  runs: 200,
  fullRuns: 20_000,
});
const histories = Number(process.env['TAMANI_HISTORIES'] ?? numRuns);
/** In fewer, a rule that is seldom broken may hold by chance. */
const ENOUGH = 20_000;
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

  const holding = rules.filter((rule) => !Object.hasOwn(pending, rule));
  test.each(holding)(
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

  const awaited = Object.keys(pending);
  (awaited.length > 0 && histories >= ENOUGH ? test.each(awaited) : test.skip.each(awaited))(
    '%s does not hold yet',
    (rule) => {
      expect(rules).toContain(rule);
      expect(played.broken.get(rule) ?? []).not.toEqual([]);
    },
  );
});
