import { beforeAll, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { seeded } from '@tamani/testing/engines';
import type { Finding } from '../books/evidence.js';
import { campaignOverRest, restRules } from '../rest/campaign.js';

const { seed, numRuns } = seeded('adversary on the engines', { runs: 40 });
const histories = Number(process.env['TAMANI_HISTORIES'] ?? numRuns);
const HOUR = 3_600_000;

/** Five services of two replicas each: `npm run test:engines -- apps/e2e/src/adversary/engines`. */
describeOn(process.env['TAMANI_ESDB_URL'], 'the adversary over REST, on the engines', () => {
  let found: readonly Finding[] = [];

  beforeAll(async () => {
    found = await campaignOverRest(seed, histories, 'distributed');
  }, HOUR);

  test.each(restRules)('%s', (rule) => {
    const broken = found.filter((one) => one.rule === rule).map(({ text }) => text);
    expect(broken.slice(0, 5)).toEqual([]);
  });
});
