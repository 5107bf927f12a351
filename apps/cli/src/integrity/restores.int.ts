import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForeignLog, StoreCorrupt } from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answersOf, counting, startCounting, type Counting } from '../../testing/counting.js';
import { quietOutput } from '../../testing/output.js';
import { rebuildFromScratch } from '../operations/rebuild.command.js';
import { EXIT } from '../shell/exit-codes.js';

const cases = seeded('restores', { runs: 30, fullRuns: 200 });
const FILES = ['events.db', 'bus.db', 'read.db'] as const;
const STEPS = 4;
/** A group that waits for what never comes is seen by this. */
const SETTLE_MS = 15_000;
/** By then everything that follows from the log is in the files. */
const COMMITTED_MS = 2_500;

let root = '';
/** The files of three systems as a kill at different times left them, with their logs. */
const kept: string[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tamani-restores-'));
  await grow('one', STEPS);
  await grow('other', STEPS);
  // A copy of an early state that went its own way, past the later ones.
  copy(join(root, 'one-0'), join(root, 'branch'));
  await grow('branch', STEPS + 2);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of FILES.flatMap((name) => [name, `${name}-wal`]))
    if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
}

async function grow(name: string, steps: number): Promise<void> {
  const counted = await startCounting(join(root, name));
  for (let step = 0; step < steps; step += 1) {
    for (let nth = 0; nth < 4; nth += 1) await counted.add(`c${nth % 3}`, 1 + step * 10 + nth);
    await counted.runtime.settled();
    // What is derived is committed late: a kill leaves files with the newest of it, and without.
    if (step % 2 === 0) await pause(COMMITTED_MS);
    copy(join(root, name), join(root, `${name}-${step}`));
    kept.push(`${name}-${step}`);
  }
  await counted.close();
}

interface Restored {
  readonly folder: string;
  readonly what: string;
}

/** A folder as a careless hand may leave it: each file of another time or system, a log cut. */
function restored(random: () => number, nth: number): Restored {
  const folder = join(root, `case-${nth}`);
  mkdirSync(folder);
  const pick = (): string => kept[Math.floor(random() * kept.length)] as string;
  const first = pick();
  const from = FILES.map(() => (random() < 0.5 ? first : pick()));
  FILES.forEach((file, at) => {
    for (const name of [file, `${file}-wal`])
      if (existsSync(join(root, from[at] as string, name)))
        copyFileSync(join(root, from[at] as string, name), join(folder, name));
  });
  const cut = random() < 0.5 ? FILES[Math.floor(random() * FILES.length)] : undefined;
  const wal = join(folder, `${cut}-wal`);
  if (cut && existsSync(wal)) truncateSync(wal, Math.floor(random() * statSync(wal).size));
  return {
    folder,
    what: `${FILES.map((file, at) => `${file} of ${from[at]}`).join(', ')}; cut: ${cut}`,
  };
}

type Outcome = 'refused' | 'right' | 'wrong';

/** Whether lists and effects are what the log says, now and after it has grown. */
async function outcomeOf(folder: string, checkLog = true): Promise<Outcome> {
  let counted: Counting;
  try {
    counted = await startCounting(folder, { checkLog });
  } catch (error) {
    if (error instanceof ForeignLog || error instanceof StoreCorrupt) return 'refused';
    throw error;
  }
  try {
    for (let more = 0; more < 2; more += 1) {
      const isSettled = await counted.runtime.settled(SETTLE_MS).then(
        () => true,
        () => false,
      );
      const { logged, sums, echoes } = await answersOf(counted);
      const expected = JSON.stringify(sorted(logged));
      const isRight = [sums, echoes].every((list) => JSON.stringify(sorted(list)) === expected);
      if (!isSettled || !isRight) return 'wrong';
      await counted.add('c1', 7);
    }
    return 'right';
  } finally {
    await counted.close();
  }
}

const sorted = (sums: Readonly<Record<string, number>>) =>
  Object.entries(sums).sort(([one], [other]) => (one < other ? -1 : 1));

describe('files that do not belong together', () => {
  it(`are refused or healed, never served: ${cases.numRuns} restores`, async () => {
    const random = cases.random().next;
    const counts = { refused: 0, right: 0 };
    for (let nth = 0; nth < cases.numRuns; nth += 1) {
      const { folder, what } = restored(random, nth);
      const outcome = await outcomeOf(folder);
      expect({ what, outcome }).not.toMatchObject({ outcome: 'wrong' });
      counts[outcome as keyof typeof counts] += 1;
      if (outcome === 'refused') await cured(folder);
      rmSync(folder, { recursive: true });
    }
    process.stderr.write(`restores: ${JSON.stringify(counts)}\n`);
    expect(Math.min(counts.refused, counts.right)).toBeGreaterThan(0);
  }, 600_000);

  it('are served when nobody looks which log they are of (control)', async () => {
    const random = cases.random().next;
    for (let nth = 0; nth < 200; nth += 1) {
      const { folder } = restored(random, nth);
      const outcome = await outcomeOf(folder, false);
      rmSync(folder, { recursive: true });
      if (outcome === 'wrong') return;
    }
    throw new Error('no restored file was ever served: the test sees nothing');
  }, 600_000);
});

/** The cure that the refusal names works, and leaves the log as it is. */
async function cured(folder: string): Promise<void> {
  const place = { folder, contexts: [counting] };
  expect(await rebuildFromScratch(place, quietOutput())).toBe(EXIT.ok);
  expect(await outcomeOf(folder)).toBe('right');
}
