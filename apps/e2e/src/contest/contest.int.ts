import { beforeAll, describe, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { existsSync } from 'node:fs';
import { seedOf } from '../random.js';
import { runContest, type Contest } from './contest.js';
import { planOf } from './plan.js';
import type { Told } from './protocol.js';
import { WORKER } from './workers.js';

const PROCESSES = 4;
const LINES = 8;
const AT_ONCE = 64;

const url = process.env['TAMANI_ESDB_URL'];
if (url === undefined) {
  process.stderr.write(
    'contest of four processes: NOT RUN: TAMANI_ESDB_URL is not set. It cannot run on SQLite: ' +
      'there one process owns the files.\n',
  );
}

const namespace = (name: string): string => `contest_${name}_${Date.now().toString(36)}`;

const toldIn = ({ reports }: Contest): readonly Told[] => reports.flatMap(({ told }) => told);
const problemsIn = ({ verdicts }: Contest): readonly string[] =>
  verdicts.flatMap(({ problems }) => problems);

function print(name: string, { plan, reports, seconds, verdicts }: Contest): void {
  const sum = (of: 'conflicts' | 'cameBack') => reports.reduce((all, one) => all + one[of], 0);
  const { asked, repeats, shares } = plan;
  const told = reports.flatMap((report) => report.told);
  const accepted = told.filter(({ outcome, replayed }) => outcome === 'accepted' && !replayed);
  const rate = Math.round((asked.length + repeats) / seconds);
  process.stdout.write(
    `${name}: ${shares.length} processes, ${asked.length} reservations and ${repeats} repeats ` +
      `over ${verdicts.length} lines in ${seconds.toFixed(1)} s (${rate}/s): ` +
      `${accepted.length} accepted, ${sum('conflicts')} conflicts, ` +
      `${sum('cameBack')} came back\n`,
  );
}

describeOn(url, 'the contest for the last cent', (url) => {
  const envOf = (name: string) => ({ TAMANI_ESDB_URL: url, TAMANI_NAMESPACE: namespace(name) });

  beforeAll(() => {
    if (!existsSync(WORKER)) throw new Error(`${WORKER} is missing: npm run build`);
  });

  describe('10,000 reservations by four processes', () => {
    let contest: Contest;
    beforeAll(async () => {
      const seed = seedOf('contest of four processes');
      const sizes = { processes: PROCESSES, each: 2_500, lines: LINES, repeatedPercent: 5 };
      const plan = planOf({ seed, ...sizes });
      const options = { env: envOf('race'), atOnce: AT_ONCE, ignoresConflicts: false };
      contest = await runContest(plan, options);
      print('contest', contest);
    }, 600_000);

    test('available is never below zero; a refused request would not have fitted', () => {
      expect(problemsIn(contest)).toEqual([]);
      const { verdicts, foldedAvailable } = contest;
      expect(verdicts.map((one) => one.availableMinor)).toEqual(foldedAvailable);
    });

    test('each of them has one answer, and both who sent it were told that one', () => {
      const { plan, verdicts } = contest;
      const outcomes = new Map(verdicts.flatMap((one) => [...one.outcomes]));
      expect(plan.asked).toHaveLength(10_000);
      expect([...outcomes.keys()].sort()).toEqual(plan.asked.map((a) => a.reservationId).sort());
      const told = toldIn(contest);
      expect(told).toHaveLength(plan.asked.length + plan.repeats);
      const wrong = told.filter((one) => outcomes.get(one.reservationId) !== one.outcome);
      expect(wrong).toEqual([]);
    });

    // That it has one effect is in the problems above. Two who append the same ids at the same
    // revision at the same moment are both told that it is new: the server does not say.
    test('a command sent by two processes is found there by the later one', () => {
      const fresh = toldIn(contest).filter(({ replayed }) => !replayed);
      const ids = new Set(fresh.map((one) => one.reservationId));
      expect(contest.plan.repeats).toBeGreaterThan(300);
      expect(fresh.length - ids.size).toBeLessThan(contest.plan.repeats / 20);
    });

    test('the processes did compete on every line', () => {
      for (const { conflicts } of contest.reports) expect(conflicts).toBeGreaterThan(0);
      for (const { outcomes } of contest.verdicts) {
        expect(new Set(outcomes.values())).toEqual(new Set(['accepted', 'refused']));
      }
    });

    test('of equal amounts exactly as many are accepted as fit', () => {
      const equal = contest.plan.lines.filter((line) => line.equalMinor !== undefined);
      expect(equal).toHaveLength(1);
      for (const { id, allottedMinor, equalMinor = 1n } of equal) {
        const verdict = contest.verdicts.find(({ lineId }) => lineId === id);
        const accepted = [...(verdict?.outcomes.values() ?? [])].filter((o) => o === 'accepted');
        expect(BigInt(accepted.length)).toBe(allottedMinor / equalMinor);
      }
    });
  });

  test('control: with conflicts written over, the same check finds lines overspent', async () => {
    const seed = seedOf('control of the contest');
    const sizes = { processes: PROCESSES, each: 250, lines: 2, repeatedPercent: 5 };
    const options = { env: envOf('control'), atOnce: AT_ONCE, ignoresConflicts: true };
    const contest = await runContest(planOf({ seed, ...sizes }), options);
    print('control', contest);
    const problems = problemsIn(contest);
    expect(problems.filter((text) => text.includes('overspent'))).not.toEqual([]);
    expect(problems.filter((text) => text.includes('decided twice'))).not.toEqual([]);
  }, 120_000);
});
