import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, StoreLocked, StoreUnavailable, type EventStore } from '@tamani/ports';
import { copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ioError, storeOn, withCommit, withPages, type CommitFault } from '../testing/bad-disk.js';
import { gone, linesOf, startWriter, untilLines } from '../testing/child.js';
import { eventNamed } from '../testing/events.js';
import { complaints, wholeLog } from '../testing/log-check.js';
import { pragma, type Database } from './database/database.js';
import { openSqliteEventStore } from './index.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-faults-'));
  file = join(folder, 'events.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const named = (nth: number): string => `test.Stream-${nth}`;

/** Appends to many streams at once on a failing database; the result of each. */
async function appendOn(spoil: (db: Database) => Database, count: number) {
  const fatal: Error[] = [];
  const store = storeOn(file, spoil, (error) => fatal.push(error));
  const results = await Promise.allSettled(
    Array.from({ length: count }, (_, nth) =>
      store.append(named(nth), [eventNamed(named(nth), 8_000)], 'no_stream'),
    ),
  );
  const late = await store.append(named(count), [eventNamed(named(count))], 'no_stream').then(
    () => 'written',
    (error: unknown) => error,
  );
  const readable = await wholeLog(store);
  await store.close();
  return { fatal, results, late, readable };
}

/** Numbers of the appends that were acknowledged. */
const acknowledgedOf = (results: readonly PromiseSettledResult<unknown>[]): number[] =>
  results.flatMap(({ status }, nth) => (status === 'fulfilled' ? [nth] : []));

/** The acknowledged appends that a healthy store does not find in the file. */
async function lostOf(results: readonly PromiseSettledResult<unknown>[]): Promise<string[]> {
  const store = openSqliteEventStore({ file });
  const there = new Set((await wholeLog(store)).map(({ stream }) => stream));
  await store.close();
  return acknowledgedOf(results)
    .map(named)
    .filter((stream) => !there.has(stream));
}

/** Repeats every append on a healthy store: each is there exactly once afterwards. */
async function repeatAll(count: number): Promise<number> {
  const store = openSqliteEventStore({ file });
  let again = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const event = eventNamed(named(nth), 8_000);
    const { alreadyAppended } = await store.append(named(nth), [event], 'no_stream');
    if (alreadyAppended) again += 1;
  }
  expect((await wholeLog(store)).length).toBe(count);
  await store.close();
  return again;
}

describe('a disk that is full', () => {
  const COUNT = 1_000;

  it('acknowledges only what is written, reports the fault and accepts no more writes', async () => {
    const { fatal, results, late, readable } = await appendOn(withPages(1_000), COUNT);
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(acknowledgedOf(results).length).toBeGreaterThan(0);
    expect(refused[0]).toBeInstanceOf(OutcomeUnknown);
    expect(refused.at(-1)).toBeInstanceOf(StoreUnavailable);
    expect(fatal.map(({ message }) => message)).toEqual(['database or disk is full']);
    expect(late).toBeInstanceOf(StoreUnavailable);
    expect(readable.length).toBe(acknowledgedOf(results).length);
    expect(await lostOf(results)).toEqual([]);
    await repeatAll(COUNT);
  });

  it('this test notices a store that acknowledges anyway (control)', async () => {
    // A store that does not look at the result of its commit.
    const { results } = await appendOn((db) => withCommit(() => db.exec('ROLLBACK'))(db), 50);
    expect(acknowledgedOf(results).length).toBe(50);
    expect((await lostOf(results)).length).toBe(50);
  });
});

describe('a sync that fails', () => {
  const cases: readonly { when: string; fault: CommitFault; written: number }[] = [
    {
      when: 'before the commit has reached the disk',
      fault: () => {
        throw ioError();
      },
      written: 0,
    },
    {
      when: 'after the commit has reached the disk',
      fault: (commit) => {
        commit();
        throw ioError();
      },
      written: 5,
    },
  ];

  it.each(cases)(
    'leaves the outcome unknown, $when; the repeat gives each event once',
    async ({ fault, written }) => {
      const { fatal, results, late } = await appendOn(withCommit(fault), 5);
      for (const result of results)
        expect(result).toMatchObject({ status: 'rejected', reason: { name: 'OutcomeUnknown' } });
      expect(fatal.map(({ message }) => message)).toEqual(['disk I/O error']);
      expect(late).toBeInstanceOf(StoreUnavailable);
      expect(await repeatAll(5)).toBe(written);
    },
  );

  it('does not show what was not acknowledged', async () => {
    const { readable } = await appendOn(withCommit(cases[1]?.fault as CommitFault), 5);
    expect(readable).toEqual([]);
  });
});

describe('a file that cannot grow (the kernel refuses the write)', () => {
  it('stops the acknowledgements; what was acknowledged is kept', async () => {
    const ackFile = join(folder, 'acks');
    // Blocks of 1 KiB; the signal is ignored, so that the write fails with EFBIG.
    const limited = ['bash', '-c', `trap '' XFSZ; ulimit -f 1500; exec "$@"`, 'bash'];
    const child = startWriter({ file, ackFile, run: 'limited', wrapper: limited });
    await gone(child);
    const lines = linesOf(ackFile);
    const acknowledged = lines.filter((line) => line.startsWith('crash.'));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line === 'fatal')).toHaveLength(1);
    expect(lines).toContain('failed OutcomeUnknown');
    expect(lines).toContain('done');
    const store = openSqliteEventStore({ file });
    expect(await complaints(store, acknowledged)).toEqual([]);
    await store.close();
  });
});

describe('a log that is taken away under the server', () => {
  const write = (store: EventStore, nth: number) =>
    store.append(named(nth), [eventNamed(named(nth))], 'no_stream');

  it.each(['', '-wal'])(
    'is noticed before anything more is acknowledged: events.db%s',
    async (part) => {
      const fatal: Error[] = [];
      const store = openSqliteEventStore({ file, onFatal: (error) => fatal.push(error) });
      await write(store, 0);
      renameSync(`${file}${part}`, join(folder, 'elsewhere'));
      await expect(write(store, 1)).rejects.toThrow(OutcomeUnknown);
      await expect(write(store, 2)).rejects.toThrow(StoreUnavailable);
      expect(fatal.map(({ message }) => message)).toEqual([
        `${file}${part} was deleted or replaced`,
      ]);
      await store.close();
    },
  );

  it('and so is another one in its place; one that stays is not (control)', async () => {
    const fatal: Error[] = [];
    const store = openSqliteEventStore({ file, onFatal: (error) => fatal.push(error) });
    await write(store, 0);
    copyFileSync(file, join(folder, 'copy'));
    await write(store, 1);
    expect(fatal).toEqual([]);
    renameSync(join(folder, 'copy'), file);
    await expect(write(store, 2)).rejects.toThrow(OutcomeUnknown);
    expect(fatal).toHaveLength(1);
    await store.close();
  });
});

describe('the files of a store', () => {
  it('are for their owner only, whatever the mask of the process', async () => {
    const before = process.umask(0);
    const store = openSqliteEventStore({ file });
    await store.append(named(0), [eventNamed(named(0))], 'no_stream');
    const modes = readdirSync(folder).map((name) => [
      name,
      statSync(join(folder, name)).mode & 0o777,
    ]);
    process.umask(before);
    await store.close();
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
    expect(modes.length).toBeGreaterThan(2);
  });
});

describe('a second process', () => {
  it('is refused with the name of the file until the first has ended, killed or not', async () => {
    const ackFile = join(folder, 'acks');
    const first = startWriter({ file, ackFile, run: 'first' });
    await untilLines(first, ackFile, 2);
    expect(() => openSqliteEventStore({ file })).toThrow(StoreLocked);
    expect(() => openSqliteEventStore({ file })).toThrow(`${file} is in use by another process`);
    first.kill('SIGKILL');
    await gone(first);
    const store = openSqliteEventStore({ file });
    expect(() => openSqliteEventStore({ file })).toThrow(StoreLocked);
    await store.close();
    await openSqliteEventStore({ file }).close();
  });
});

describe('durability settings', () => {
  it('are set at each opening, whatever they were before', async () => {
    await openSqliteEventStore({ file, synchronous: 'off' }).close();
    const seen: unknown[] = [];
    const look = (db: Database): Database => {
      seen.push(pragma(db, 'synchronous'), pragma(db, 'journal_mode'));
      return db;
    };
    await storeOn(file, look, () => undefined).close();
    expect(seen).toEqual([2, 'wal']);
  });
});
