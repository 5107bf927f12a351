import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { seeded } from '@tamani/testing/engines';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, startWriter, type WriterOptions } from '../testing/child.js';
import { complaints } from '../testing/log-check.js';
import { putInto, RecordedDisk } from '../testing/recorded/disk.js';
import { readRecording, recordedTo, type Operation } from '../testing/recorded/recording.js';
import { canTrace } from '../testing/trace.js';
import { openDatabase, prepareRows } from './database/database.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from './event-store/schema.js';
import { openSqliteEventStore } from './index.js';

const cuts = seeded('power cuts', { runs: 30, fullRuns: 1_000 });
/** Enough for the write-ahead log to begin anew. */
const LOAD = { limit: 1_200, padding: 3_000 };

const traced = canTrace();
if (!traced) process.stderr.write('SKIPPED: power cuts: strace cannot be used here\n');

describeOn(traced || undefined, 'a power cut at any moment', () => {
  let root = '';
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-power-')));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** What a writer does to a new log and to the file of its acknowledgements. */
  async function recorded(mode: NonNullable<WriterOptions['mode']>) {
    const folder = join(root, mode);
    const [file, ackFile] = [join(folder, 'data', 'events.db'), join(root, `${mode}.acks`)];
    const wrapper = recordedTo(join(root, `${mode}.trace`));
    await gone(startWriter({ file, ackFile, run: 'cut', mode, ...LOAD, wrapper }));
    const all = readRecording(join(root, `${mode}.trace`), root);
    const operations = all.filter(({ path }) => path === ackFile || path.startsWith(folder));
    return { folder, operations };
  }

  interface Recorded {
    readonly folder: string;
    readonly operations: readonly Operation[];
  }

  /** Where the power is cut: anywhere, half of the times just after something was acknowledged. */
  function placesIn({ operations }: Recorded, random: () => number): readonly number[] {
    const acked = operations.flatMap(({ kind }, at) => (kind === 'said' ? [at + 1] : []));
    const anywhere = (among: number) => Math.floor(random() * among);
    const places = Array.from({ length: cuts.numRuns }, (_, nth) =>
      nth % 2 === 0 ? (acked[anywhere(acked.length)] ?? 0) : anywhere(operations.length),
    );
    return places.sort((one, other) => one - other);
  }

  /** What is wrong with the log that is found when the power is back, for each cut. */
  async function found(of: Recorded) {
    const random = cuts.random().next;
    const disk = new RecordedDisk(of.operations);
    const all: { acknowledged: number; wrong: readonly string[] }[] = [];
    for (const place of placesIn(of, random)) {
      disk.advance(place);
      const folder = mkdtempSync(join(root, 'cut-'));
      putInto(folder, disk.afterPowerCut(random), of.folder);
      const acknowledged = disk.said
        .map((line) => line.trim())
        .filter((line) => /^crash/.test(line));
      all.push({ acknowledged: acknowledged.length, wrong: await wrongIn(folder, acknowledged) });
      rmSync(folder, { recursive: true });
    }
    return all;
  }

  it(`loses and damages nothing that was acknowledged: ${cuts.numRuns} cuts`, async () => {
    const honest = await recorded('honest');
    const header = honest.operations.filter(
      (one) => one.kind === 'write' && one.path.endsWith('-wal') && one.at === 0,
    );
    // Otherwise nothing is said of a log that begins anew.
    expect(header.length).toBeGreaterThan(1);
    const all = await found(honest);
    expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(all.filter(({ acknowledged }) => acknowledged > 0).length).toBeGreaterThan(
      cuts.numRuns / 2,
    );
    process.stderr.write(`power cuts: ${all.length}, of ${honest.operations.length} operations\n`);
  }, 1_800_000);

  it('takes what was acknowledged when commits are not synced (control)', async () => {
    const all = await found(await recorded('normal'));
    const lost = all.filter(({ wrong }) => wrong.some((complaint) => complaint.startsWith('lost')));
    expect(lost.length).toBeGreaterThan(0);
  }, 1_800_000);
});

/** Opens the log as a start does, reads all of it in every way, and has SQLite look at the file. */
async function wrongIn(folder: string, acknowledged: readonly string[]) {
  const file = join(folder, 'data', 'events.db');
  const store = openSqliteEventStore({ file });
  try {
    const wrong = await complaints(store, acknowledged).catch((error: unknown) => [String(error)]);
    return [...wrong, ...(await unsound(file, () => store.close()))];
  } finally {
    await store.close();
  }
}

async function unsound(file: string, close: () => Promise<void>): Promise<readonly string[]> {
  await close();
  const version = { schemaVersion: EVENT_STORE_SCHEMA_VERSION, schema: EVENT_STORE_SCHEMA };
  const db = openDatabase({ file, synchronous: 'off', ...version });
  const rows = prepareRows(db, 'PRAGMA integrity_check').all() as unknown as [string][];
  db.close();
  return rows.map(([line]) => line).filter((line) => line !== 'ok');
}
