import { expect, test } from '@jest/globals';
import { isFullRun } from '@tamani/testing/engines';
import { onServers } from '../rig/engines.js';
import { freshNamespace } from '../rig/rig.js';
import { Barrier } from './barrier.js';
import type { SuiteEngines } from './engines-of-suite.js';
import { runDay, undisturbedOutcome, type Day, type DayOptions } from './day.js';

/** What a day does with one seed. */
export type DayOf = (seed: number) => Omit<DayOptions, 'open' | 'seed' | 'undisturbed' | 'ready'>;

export interface SeededDay {
  readonly engines: SuiteEngines;
  /** Created anew for concurrent runs, from their shared parts. */
  readonly round: (seeds: readonly number[]) => DayOf;
  /** Each engine of each replica is behind a line that can be cut; it costs a third more. */
  readonly hasLines?: boolean;
  /** Runs side by side. */
  readonly together?: number;
  /** Told when all is over: that the trouble has struck at all. */
  readonly struck?: () => void;
}

const SEEDS = 20;
const FULL_SEEDS = 200;
const TOGETHER = 2;
const TIMEOUT_MS = 1_800_000;
const MOST_SHOWN = 5;
/** With fewer seeds it is left to chance whether each kind of trouble has come. */
const MANY = 10;

/** `TAMANI_TEST_SEED` alone, or 1 to `TAMANI_TEST_SEEDS` (20, 200 in a full run). */
export function seedsOfDay(): readonly number[] {
  const { TAMANI_TEST_SEED: one, TAMANI_TEST_SEEDS: count } = process.env;
  if (one !== undefined) return [Number(one)];
  const length = Number(count ?? (isFullRun() ? FULL_SEEDS : SEEDS));
  return Array.from({ length }, (_, n) => n + 1);
}

/** A test: the day with each seed, and each time the end is that of an undisturbed run. */
export function testDay(name: string, day: SeededDay): void {
  test(
    name,
    async () => {
      const seeds = seedsOfDay();
      const started = { ms: performance.now(), cpu: process.cpuUsage() };
      const days = await runSeeds(seeds, day);
      print(name, days, started);
      const wrong = days.filter(({ problems }) => problems.length > 0);
      const shown = wrong.map(({ seed, problems }) => ({ seed, problems: firstOf(problems) }));
      expect(shown.slice(0, MOST_SHOWN)).toEqual([]);
      expect(days.map(({ seed }) => seed)).toEqual([...seeds]);
      if (seeds.length >= MANY) day.struck?.();
    },
    TIMEOUT_MS,
  );
}

/**
 * A control: a mechanism is off, the same day, and the check must fail, for the reason that the
 * mechanism is there for. One seed of several is enough.
 */
export function testControl(
  name: string,
  day: SeededDay & { readonly fails: RegExp; readonly tries?: number },
): void {
  test(
    `control: ${name}`,
    async () => {
      const found: string[] = [];
      for (
        let seed = 1;
        seed <= (day.tries ?? 5) && !found.some((p) => day.fails.test(p));
        seed++
      ) {
        const run = runSeeds([seed], day).then(
          (days) => days.flatMap(({ problems }) => problems),
          (error: unknown) => [String(error)],
        );
        found.push(...(await run));
      }
      const reason = found.find((problem) => day.fails.test(problem));
      process.stderr.write(`control: ${name}: ${reason?.slice(0, 200) ?? 'nothing failed'}\n`);
      expect(reason ?? found).toMatch(day.fails);
    },
    TIMEOUT_MS,
  );
}

async function runSeeds(seeds: readonly number[], day: SeededDay): Promise<readonly Day[]> {
  const { together = TOGETHER } = day;
  const days: Day[] = [];
  for (let at = 0; at < seeds.length; at += together) {
    days.push(...(await runRound(seeds.slice(at, at + together), day)));
  }
  return days;
}

/** All end before a failure is reported, so that nothing runs on in parallel with the next ones. */
async function runRound(seeds: readonly number[], day: SeededDay): Promise<readonly Day[]> {
  const { hasLines = false } = day;
  const undisturbed = await undisturbedOutcome();
  const dayOf = day.round(seeds);
  const barrier = new Barrier(seeds.length);
  const runs = seeds.map((seed) => {
    const open = onServers(day.engines.addresses, freshNamespace(), { hasLines });
    const ready = (): Promise<void> => barrier.wait();
    return runDay({ seed, open, undisturbed, ready, ...dayOf(seed) }).catch((error: unknown) => {
      barrier.leave();
      throw error;
    });
  });
  const settled = await Promise.allSettled(runs);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

function print(
  name: string,
  days: readonly Day[],
  started: { readonly ms: number; readonly cpu: NodeJS.CpuUsage },
): void {
  const sum = (of: 'events' | 'acknowledged' | 'repeats') => days.reduce((n, d) => n + d[of], 0);
  const { user, system } = process.cpuUsage(started.cpu);
  const seconds = ((performance.now() - started.ms) / 1_000).toFixed(1);
  const cpu = ((user + system) / 1_000_000).toFixed(1);
  process.stderr.write(
    `${name}: seeds ${days.map(({ seed }) => seed).join(' ')} (again: TAMANI_TEST_SEED=n) in ` +
      `${seconds} s (${cpu} s of processor): ${sum('acknowledged')} acknowledged, ` +
      `${sum('repeats')} asked again, ${sum('events')} events\n`,
  );
}

const firstOf = (problems: readonly string[]): readonly string[] =>
  problems.slice(0, MOST_SHOWN).map((problem) => problem.slice(0, 600));
