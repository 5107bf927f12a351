import { beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import type { Finding } from './books/evidence.js';
import { campaignOverRest, restRules } from './rest/campaign.js';

const { seed, numRuns } = seeded('adversary over REST', { runs: 40, fullRuns: 400 });
const histories = Number(process.env['TAMANI_HISTORIES'] ?? numRuns);
const HOUR = 3_600_000;

describe(`the adversary over REST, ${process.env['TAMANI_PROFILE'] ?? 'embedded'}`, () => {
  let found: readonly Finding[] = [];

  beforeAll(async () => {
    found = await campaignOverRest(seed, histories);
  }, HOUR);

  test.each(restRules)('%s', (rule) => {
    const broken = found.filter((one) => one.rule === rule).map(({ text }) => text);
    expect(broken.slice(0, 5)).toEqual([]);
  });
});
