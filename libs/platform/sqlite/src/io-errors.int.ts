import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { randomOf, seeded } from '@tamani/testing/engines';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, linesOf, startWriter, type WriterOptions } from '../testing/child.js';
import { complaints, wholeLog } from '../testing/log-check.js';
import { readRecording, recordedTo } from '../testing/recorded/recording.js';
import { canTrace } from '../testing/trace.js';
import { openSqliteEventStore } from './index.js';

/** Some places in the short run, every write and every sync in the full one. */
const places = seeded('errors of the disk', { runs: 4, fullRuns: 100_000 });
const APPENDS = 64;
const RUN = 'io';

const traced = canTrace();
if (!traced) process.stderr.write('SKIPPED: errors of the disk: strace cannot be used here\n');

interface Fault {
  readonly call: 'pwrite64' | 'fsync';
  readonly error: 'ENOSPC' | 'EIO';
  readonly nth: number;
}

describeOn(traced || undefined, 'a write or a sync that fails', () => {
  let root = '';
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-io-')));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** A writer on files of its own; `wrapped` by what is told those files. */
  async function written(
    name: string,
    wrapped: (files: readonly string[]) => readonly string[],
    mode: NonNullable<WriterOptions['mode']> = 'honest',
  ) {
    const folder = join(root, name);
    mkdirSync(folder);
    const [file, ackFile] = [join(folder, 'events.db'), join(folder, 'acks')];
    const wrapper = wrapped(['', '-wal', '-journal'].map((part) => `${file}${part}`));
    const more = { run: RUN, mode, limit: APPENDS, padding: 500, wrapper };
    await gone(startWriter({ file, ackFile, ...more }));
    return { folder, file, ackFile, lines: linesOf(ackFile) };
  }

  /** What a writer without trouble does: so often can each call fail. */
  async function undisturbed(): Promise<{ faults: readonly Fault[]; events: number }> {
    const trace = join(root, 'trace');
    const { folder, file } = await written('sound', () => recordedTo(trace));
    const calls = { pwrite64: 0, sync: 0 };
    for (const { kind, path } of readRecording(trace, join(folder, 'events.db'))) {
      if (path.endsWith('.lock')) continue;
      if (kind === 'write') calls.pwrite64 += 1;
      if (kind === 'sync') calls.sync += 1;
    }
    const each = (call: Fault['call'], error: Fault['error'], count: number): Fault[] =>
      Array.from({ length: count }, (_, at) => ({ call, error, nth: at + 1 }));
    const faults = [
      ...each('pwrite64', 'ENOSPC', calls.pwrite64),
      ...each('pwrite64', 'EIO', calls.pwrite64),
      ...each('fsync', 'EIO', calls.sync),
    ];
    return { faults, events: (await wrongIn(file, [])).events };
  }

  const failing =
    ({ call, error, nth }: Fault) =>
    (files: readonly string[]): readonly string[] => [
      ...['strace', '-f', '-qq', '-o', `${files[0]}.faults`],
      ...files.flatMap((file) => ['-P', file]),
      ...['-e', `trace=${call}`],
      // A full disk stays full; a sync that is tried again would say that all is well.
      ...['-e', `inject=${call}:error=${error}:when=${nth}${error === 'ENOSPC' ? '+' : ''}`],
    ];

  const acknowledgedOf = (lines: readonly string[]) =>
    lines.filter((line) => line.startsWith('crash.'));

  async function wrongIn(file: string, acknowledged: readonly string[]) {
    const store = openSqliteEventStore({ file });
    const wrong = await complaints(store, acknowledged);
    const events = await wholeLog(store);
    await store.close();
    return { wrong, events: events.length, ids: new Set(events.map(({ id }) => id)).size };
  }

  it(`acknowledges nothing that is not there, ends, and each event comes once`, async () => {
    const { faults: all, events } = await undisturbed();
    const random = randomOf(places.seed);
    const chosen =
      places.numRuns >= all.length
        ? all
        : Array.from({ length: places.numRuns }, () => random.pick(all));
    let struck = 0;
    for (const [nth, fault] of chosen.entries()) {
      const { file, ackFile, lines } = await written(`fault-${nth}`, failing(fault));
      const acknowledged = acknowledgedOf(lines);
      struck += Number(readFileSync(`${file}.faults`, 'utf8').includes('(INJECTED)'));
      expect({ fault, late: acknowledgedAfterFatal(lines) }).toEqual({ fault, late: 0 });
      expect({ fault, ...(await wrongIn(file, acknowledged)) }).toMatchObject({ fault, wrong: [] });
      // The same appends again, on a disk that is well.
      await gone(startWriter({ file, ackFile, run: RUN, limit: APPENDS, padding: 500 }));
      const again = await wrongIn(file, acknowledgedOf(linesOf(ackFile)));
      expect({ fault, ...again }).toEqual({
        fault,
        wrong: [],
        events,
        ids: events,
      });
      rmSync(join(file, '..'), { recursive: true });
    }
    process.stderr.write(
      `errors of the disk: ${chosen.length} of ${all.length}, ${struck} struck\n`,
    );
    // How many calls there are differs a little from run to run.
    expect(struck).toBeGreaterThanOrEqual(chosen.length / 2);
  }, 7_200_000);

  it('is seen when a store acknowledges before it writes (control)', async () => {
    for (let nth = 10; nth < 60; nth += 10) {
      const fault: Fault = { call: 'pwrite64', error: 'ENOSPC', nth };
      const { file, lines } = await written(`early-${nth}`, failing(fault), 'early');
      const { wrong } = await wrongIn(file, acknowledgedOf(lines));
      if (wrong.some((complaint) => complaint.startsWith('lost'))) return;
    }
    throw new Error('nothing that was acknowledged too early was ever lost: the test sees nothing');
  }, 60_000);
});

/** Acknowledgements after the writer was told that the disk has failed. */
function acknowledgedAfterFatal(lines: readonly string[]): number {
  const at = lines.indexOf('fatal');
  return at < 0 ? 0 : lines.slice(at).filter((line) => line.startsWith('crash.')).length;
}
