import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  canTrace,
  putInto,
  readRecording,
  RecordedDisk,
  type Contents,
  type Operation,
} from '@tamani/sqlite/testing';
import { describeOn } from '@tamani/testing';
import { seeded } from '@tamani/testing/engines';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Machine, storesOf } from './machine.js';
import { ground, outcome, purchase } from './purchase.js';

/** Moments of about 2,200; each takes the seconds of a start and a purchase. */
const moments = seeded('ends at any write', { runs: 2, fullRuns: 200 });
const LONG_MS = 14_400_000;

const traced = canTrace();
if (!traced) process.stderr.write('SKIPPED: ends at any write: strace cannot be used here\n');

describeOn(traced || undefined, 'a purchase, from requisition to payment', () => {
  let root = '';
  let of: Awaited<ReturnType<typeof ground>>;
  let before: Contents;
  let operations: readonly Operation[] = [];
  let undisturbed = '';

  const base = () => join(root, 'base');
  const recorded = () => join(root, 'recorded');

  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-cut-')));
    const first = await Machine.on(base());
    of = await ground(first.api);
    await first.settled();
    await first.end('SIGTERM');
    cpSync(base(), recorded(), { recursive: true });
    const files = readdirSync(recorded()).map((name) => join(recorded(), name));
    before = new Map(files.map((file) => [file, readFileSync(file)]));
    const trace = join(root, 'trace');
    const watched = await Machine.on(recorded(), {}, trace);
    await purchase(watched.api, of);
    await watched.settled();
    undisturbed = await outcome(watched.api, of);
    await watched.end('SIGTERM');
    const stores = storesOf(recorded());
    operations = readRecording(trace, recorded()).filter(({ path }) =>
      stores.some((store) => path === recorded() || path === store || path === `${store}-wal`),
    );
  }, 300_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Starts on what is left, asks for the same purchase again, and says what has become of it. */
  async function finished(left: Contents, env: Record<string, string> = {}): Promise<string> {
    const folder = mkdtempSync(join(root, 'left-'));
    putInto(folder, left, recorded());
    const machine = await Machine.on(folder, env);
    try {
      await purchase(machine.api, of);
      await machine.settled();
      return await outcome(machine.api, of);
    } finally {
      await machine.end('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  }

  /** Moments of the recording, in order. */
  const chosen = (random: () => number): readonly number[] =>
    Array.from(
      { length: moments.numRuns },
      () => 1 + Math.floor(random() * operations.length),
    ).sort((one, other) => one - other);

  const ends: readonly (readonly [
    string,
    (disk: RecordedDisk, random: () => number) => Contents,
  ])[] = [
    ['a kill', (disk) => disk.afterKill()],
    ['a power cut', (disk, random) => disk.afterPowerCut(random)],
  ];

  test.each(ends)(
    '%s after any write: it starts, nothing is repaired by hand, and it ends as undisturbed',
    async (name, left) => {
      const random = moments.random().next;
      const disk = new RecordedDisk(operations, before);
      const places = chosen(random);
      for (const place of places) {
        disk.advance(place);
        const after = await finished(left(disk, random)).catch((error: unknown) => String(error));
        expect({ place, after }).toEqual({ place, after: undisturbed });
      }
      process.stderr.write(`${name}: ${places.length} of ${operations.length} writes\n`);
    },
    LONG_MS,
  );

  test(
    'is not as undisturbed without the memory of command ids (control)',
    async () => {
      const disk = new RecordedDisk(operations, before);
      disk.advance(operations.length);
      const forgetful = { NODE_ENV: 'test', TAMANI_TEST_FAULT: 'forget-command-ids' };
      // Nothing else may be the reason.
      await expect(finished(disk.afterKill(), forgetful)).rejects.toThrow('already_exists');
    },
    LONG_MS,
  );
});
