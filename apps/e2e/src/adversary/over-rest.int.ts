import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { checks } from './checks/index.js';
import { livenessRules, unfinished } from './checks/liveness.js';
import { evidenceOf, type Finding } from './books/evidence.js';
import { windDown } from './closing/wind-down.js';
import { Improvisation, stageOf, type Told } from './history/history.js';
import { pending } from './pending.js';
import { reportRules, Reports } from './rest/reports.js';
import { RestApi } from './rest/rest-api.js';
import { Everything } from './rest/everything.js';
import { RestSystem } from './rest/rest-system.js';

const { seed, numRuns } = seeded('adversary over REST', { runs: 4, fullRuns: 400 });
const histories = Number(process.env['TAMANI_HISTORIES'] ?? numRuns);
const HOUR = 3_600_000;
/** Histories that are played side by side. */
const TOGETHER = 3;
const LENGTH = { least: 30, most: 60 };

const rules = [...checks.flatMap((check) => [...check.rules]), ...livenessRules, ...reportRules];

describe(`the adversary over REST, ${process.env['TAMANI_PROFILE'] ?? 'embedded'}`, () => {
  let api: RestApi;
  let found: readonly Finding[] = [];

  beforeAll(async () => {
    api = await RestApi.open();
    const reports = new Reports(api);
    const systems = Array.from(
      { length: histories },
      (_, at) => new RestSystem(api, `h${seed + at}`),
    );
    const turns: Told[] = [];
    const lanes = Array.from({ length: TOGETHER }, async (_, lane) => {
      for (let at = lane; at < histories; at += TOGETHER) {
        const system = systems[at] as RestSystem;
        const stage = await stageOf(system, seed + at, yearBefore(system.today));
        const history = await new Improvisation(system, seed + at, stage).play(LENGTH);
        await reports.take();
        turns.push(...history.turns);
      }
    });
    await Promise.all(lanes);
    await api.settled();
    const everything = new Everything(api, systems);
    const before = await evidenceOf(everything, turns);
    const atRest = checks.flatMap((check) => [...check.find(before)]);
    const of = { seed, world: { from: before.turns[0]?.day ?? '' }, turns } as never;
    const ended = await windDown(everything, of);
    const after = await evidenceOf(everything, ended.turns);
    const atEnd = checks.flatMap((check) => [...check.find(after)]);
    found = [...atRest, ...atEnd, ...unfinished(after), ...(await reports.find())];
    const requests = ended.turns.reduce((sum, turn) => sum + turn.requests.length, 0);
    process.stdout.write(`${histories} histories, ${requests} requests over REST\n`);
  }, HOUR);

  afterAll(() => api?.close());

  test.each(rules.filter((rule) => !Object.hasOwn(pending, rule)))('%s', (rule) => {
    const broken = found.filter((one) => one.rule === rule).map(({ text }) => text);
    expect(broken.slice(0, 5)).toEqual([]);
  });
});

/** The year in which the financial year before this one began. */
function yearBefore(today: string): number {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) < '07' ? year - 2 : year - 1;
}
