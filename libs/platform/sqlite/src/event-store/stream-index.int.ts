import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventNamed } from '../../testing/events.js';
import { openDatabase, prepareRows } from '../database/database.js';
import { openSqliteEventStore } from '../index.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from './schema.js';

/** More than a merge round holds, so that rounds begin, end and are cut by reopenings. */
const EVENTS = 120_000;
const STREAMS = 2_000;
const REOPENINGS = 4;

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-index-'));
  file = join(folder, 'events.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): ReturnType<typeof openSqliteEventStore> =>
  openSqliteEventStore({ file, synchronous: 'off' });

/** How far the index in the file goes. */
function indexedUpTo(): number {
  const db = openDatabase({
    file,
    synchronous: 'off',
    schemaVersion: EVENT_STORE_SCHEMA_VERSION,
    schema: EVENT_STORE_SCHEMA,
  });
  const [upTo] = prepareRows(db, 'SELECT indexed_up_to FROM log_state').get() as [number];
  db.close();
  return upTo;
}

describe('the index of streams, merged after the log', () => {
  it('finds the same events before, during and after merges, and after reopenings', async () => {
    const random = seeded('stream index', { runs: 1, fullRuns: 1 }).random().next;
    const heads = new Map<string, number>();
    let store = open();
    let written = 0;
    for (let part = 1; part <= REOPENINGS; part += 1) {
      while (written < (EVENTS * part) / REOPENINGS) {
        const appends = Array.from({ length: 20 }, async (_, lane) => {
          const stream = `test.Stream-${lane}-${Math.floor((random() * STREAMS) / 20)}`;
          const head = heads.get(stream) ?? -1;
          const count = 1 + Math.floor(random() * 20);
          written += count;
          heads.set(stream, head + count);
          const events = Array.from({ length: count }, (__, index) =>
            eventNamed(`${stream} ${head + 1 + index}`, 1),
          );
          await store.append(stream, events, head < 0 ? 'no_stream' : BigInt(head));
        });
        await Promise.all(appends);
      }
      await store.close();
      store = open();
      for (let nth = 0; nth < 100; nth += 1) await compareOne(store, heads, random);
    }
    await store.close();
    expect(indexedUpTo()).toBeGreaterThan(65_536);
    expect(indexedUpTo()).toBeLessThan(written);
  }, 120_000);
});

/** Reads a random part of a random stream, forwards and backwards. */
async function compareOne(
  store: ReturnType<typeof open>,
  heads: ReadonlyMap<string, number>,
  random: () => number,
): Promise<void> {
  const [stream, head] = [...heads][Math.floor(random() * heads.size)] as [string, number];
  const from = Math.floor(random() * (head + 2));
  const limit = 1 + Math.floor(random() * 200);
  const ids = (first: number, last: number): string[] =>
    Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index).map(
      (revision) => eventNamed(`${stream} ${revision}`, 1).id,
    );
  const forwards = await store.readStream(stream, { from: BigInt(from), limit });
  expect(forwards.map(({ id }) => id)).toEqual(ids(from, Math.min(from + limit - 1, head)));
  const backwards = await store.readStream(stream, { direction: 'backwards', limit });
  expect(backwards.map(({ id }) => id).reverse()).toEqual(ids(Math.max(head - limit + 1, 0), head));
}
