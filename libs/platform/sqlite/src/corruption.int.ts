import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreCorrupt, type StoredEvent } from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventNamed } from '../testing/events.js';
import { byStream, wholeLog } from '../testing/log-check.js';
import { openDatabase, prepareRows } from './database/database.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from './event-store/schema.js';
import { openSqliteEventStore } from './index.js';

const flips = seeded('bit flips', { runs: 150, fullRuns: 1_000 });
const EVENTS = 300;
/** Where a file says which versions of SQLite may write it. */
const WRITE_VERSION = 18;

let folder = '';
let sound = '';
let originals: readonly StoredEvent[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-corruption-'));
  sound = join(folder, 'sound.db');
  const store = openSqliteEventStore({ file: sound });
  for (let nth = 0; nth < EVENTS; nth += 1)
    await store.append(`test.Stream-${nth}`, [eventNamed(`event-${nth}`)], 'no_stream');
  originals = await wholeLog(store);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy with one bit of an event's text flipped: in its id, type, data or meta. */
function flipped(random: () => number, nth = 0): { file: string; event: StoredEvent } {
  const file = join(folder, `flipped-${nth}.db`);
  const bytes = readFileSync(sound);
  const event = originals[Math.floor(random() * originals.length)] as StoredEvent;
  const text = `${event.id}${event.type}${event.data}${event.meta}`;
  const within = Math.floor(random() * text.length);
  const bit = 1 << Math.floor(random() * 8);
  let copies = 0;
  // Every copy: a page that was split may keep an old one in its unused part.
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text)) {
    bytes[at + within] = (bytes[at + within] as number) ^ bit;
    copies += 1;
  }
  expect(copies).toBeGreaterThan(0);
  writeFileSync(file, bytes);
  return { file, event };
}

describe('a flipped bit in an event', () => {
  it(`is never served: ${flips.numRuns} flips`, async () => {
    const random = flips.random().next;
    for (let nth = 0; nth < flips.numRuns; nth += 1) {
      const { file, event } = flipped(random, nth + 1);
      const store = openSqliteEventStore({ file });
      await expect(wholeLog(store)).rejects.toThrow(StoreCorrupt);
      await expect(store.readStream(event.stream)).rejects.toThrow(StoreCorrupt);
      await expect(follow(store)).rejects.toThrow(StoreCorrupt);
      await store.close();
      rmSync(file);
    }
  });

  it('is served by plain SQLite, which has no checksums (control)', () => {
    const { file, event } = flipped(flips.random().next);
    const db = openRaw(file);
    const row = prepareRows(db, 'SELECT id, type, data, meta FROM events WHERE position = ?');
    const served = row.get(Number(event.position)) as unknown as string[];
    db.close();
    expect(served).toHaveLength(4);
    expect(served).not.toEqual([event.id, event.type, event.data, event.meta]);
  });
});

describe('rows that were changed by hand', () => {
  const cases = [
    ['an event taken out', 'DELETE FROM events WHERE position = 7'],
    ['the name of a stream taken out', 'DELETE FROM streams WHERE id = 7'],
    ['two events exchanged', exchange(7, 8)],
    ['a revision renumbered', 'UPDATE events SET revision = 1 WHERE position = 7'],
    ['an event moved to another stream', 'UPDATE events SET stream = 8 WHERE position = 7'],
  ] as const;

  it.each(cases)('%s: refused', async (_, sql) => {
    const file = join(folder, 'changed.db');
    copyFileSync(sound, file);
    change(file, sql);
    await expect(openAndRead(file)).rejects.toThrow(StoreCorrupt);
  });

  it('the end cut off: refused at opening', () => {
    const file = join(folder, 'cut.db');
    copyFileSync(sound, file);
    change(file, `DELETE FROM events WHERE position = ${EVENTS}`);
    expect(() => openSqliteEventStore({ file })).toThrow(StoreCorrupt);
  });

  it('a header of a file that must not be written: refused at opening', () => {
    const file = join(folder, 'header.db');
    const bytes = readFileSync(sound);
    bytes[WRITE_VERSION] = 66;
    writeFileSync(file, bytes);
    expect(() => openSqliteEventStore({ file })).toThrow(StoreCorrupt);
  });

  it('nothing changed: served (control)', async () => {
    const file = join(folder, 'same.db');
    copyFileSync(sound, file);
    expect(await openAndRead(file)).toEqual(originals);
  });
});

it('a page reads the rows that it gives, and none behind them', async () => {
  const file = join(folder, 'behind.db');
  copyFileSync(sound, file);
  change(file, 'DELETE FROM events WHERE position = 9');
  const store = openSqliteEventStore({ file });
  const { events } = await store.readAll({ after: 0n, limit: 8 });
  expect(events).toEqual(originals.slice(0, 8));
  await expect(store.readAll({ after: 0n, limit: 9 })).rejects.toThrow(StoreCorrupt);
  await store.close();
});

async function openAndRead(file: string): Promise<readonly StoredEvent[]> {
  const store = openSqliteEventStore({ file });
  try {
    const log = await wholeLog(store);
    for (const stream of byStream(log).keys()) await store.readStream(stream);
    return log;
  } finally {
    await store.close();
  }
}

async function follow(store: ReturnType<typeof openSqliteEventStore>): Promise<void> {
  const { signal } = new AbortController();
  for await (const item of store.subscribeAll({ after: 0n, signal }))
    if (item.kind === 'caughtUp') return;
}

const openRaw = (file: string): ReturnType<typeof openDatabase> =>
  openDatabase({
    file,
    synchronous: 'off',
    schemaVersion: EVENT_STORE_SCHEMA_VERSION,
    schema: EVENT_STORE_SCHEMA,
  });

function change(file: string, sql: string): void {
  const db = openRaw(file);
  db.exec(sql);
  db.close();
}

function exchange(one: number, other: number): string {
  const move = (from: number, to: number): string =>
    `UPDATE events SET position = ${to} WHERE position = ${from}`;
  return [move(one, -1), move(other, one), move(-1, other)].join(';');
}
