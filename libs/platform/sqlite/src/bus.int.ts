import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreCorrupt, StoreLocked, type BusMessage } from '@tamani/ports';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ioError, withCommit } from '../testing/bad-disk.js';
import { BUS_SCHEMA, BUS_SCHEMA_VERSION } from './bus/schema.js';
import { openDatabase, type Database } from './database/database.js';
import { lockFile } from './database/file-lock.js';
import { openSqliteBus, SqliteBus } from './index.js';

const TOPIC = 'test.events.v1';
const GROUP = 'test.handler';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-bus-'));
  file = join(folder, 'bus.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const message = (key: string, nth: number): BusMessage => ({
  id: `${key}-${nth}`,
  type: 'test.Happened.v1',
  key,
  data: JSON.stringify({ nth }),
});

/** As the relay makes them: of the event at a position of the log. */
const placed = (nth: number): BusMessage => ({
  ...message('a', nth),
  data: `{"causationId":"e${nth}","position":"${nth}"}`,
});

/** The file of a process that is killed now. */
function asKilled(): string {
  const copy = join(mkdtempSync(join(folder, 'killed-')), 'bus.db');
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${copy}${end}`);
  return copy;
}

const database = (): Database =>
  openDatabase({
    file,
    synchronous: 'full',
    schemaVersion: BUS_SCHEMA_VERSION,
    schema: BUS_SCHEMA,
  });

async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !reached(); tries += 1) await pause(5);
  expect(reached()).toBe(true);
}

describe('the bus in a file', () => {
  it('continues after the last handled message when it is reopened', async () => {
    const first = openSqliteBus({ file });
    const seen: string[] = [];
    const consumer = await first.consume(
      GROUP,
      { topics: [TOPIC] },
      async ({ id }) => void seen.push(id),
    );
    await first.publish(
      TOPIC,
      [1, 2, 3].map((nth) => message('a', nth)),
    );
    await until(() => seen.length === 3);
    await consumer.close();
    await first.publish(TOPIC, [message('a', 4)]);
    await first.close();
    const second = openSqliteBus({ file });
    expect(await second.lag(GROUP, [TOPIC])).toBe(1);
    await second.consume(GROUP, { topics: [TOPIC] }, async ({ id }) => void seen.push(id));
    await until(() => seen.length === 4);
    expect(seen).toEqual(['a-1', 'a-2', 'a-3', 'a-4']);
    await second.close();
  });

  it('redelivers exactly the messages that were not handled, in any order', async () => {
    const bus = openSqliteBus({ file, retryPauseMs: 1 });
    const handled: string[] = [];
    const consumer = await bus.consume(GROUP, { topics: [TOPIC] }, async ({ id, key }) => {
      if (key === 'poison') throw new Error('not today');
      handled.push(id);
    });
    const others = Array.from({ length: 50 }, (_, nth) => message(`k${nth % 5}`, nth));
    await bus.publish(TOPIC, [message('poison', 0), ...others, message('poison', 1)]);
    await until(() => handled.length === 50);
    expect(await bus.lag(GROUP, [TOPIC])).toBe(2);
    await consumer.close();
    await bus.close();
    const again = openSqliteBus({ file });
    const seen: string[] = [];
    await again.consume(GROUP, { topics: [TOPIC] }, async ({ id }) => void seen.push(id));
    await until(() => seen.length === 2);
    expect(await again.lag(GROUP, [TOPIC])).toBe(0);
    expect(seen).toEqual(['poison-0', 'poison-1']);
    await again.close();
  });

  it('after a kill has the first messages, and of the groups nothing beyond them', async () => {
    const bus = openSqliteBus({ file });
    await bus.join(GROUP, [TOPIC]);
    await bus.publish(TOPIC, [placed(1)]);
    await pause(2_500);
    const seen: string[] = [];
    await bus.consume(GROUP, { topics: [TOPIC] }, async ({ id }) => void seen.push(id));
    await bus.publish(TOPIC, [placed(2), placed(3)]);
    bus.reach(TOPIC, 3n);
    await until(() => seen.length === 3);
    const left = asKilled();
    // Control: what is published and handled is there a little later.
    await pause(2_500);
    const later = asKilled();
    await bus.close();
    for (const [at, reached, lag] of [
      [left, 1n, 1],
      [later, 3n, 0],
    ] as const) {
      const found = openSqliteBus({ file: at });
      expect(await found.reached(TOPIC)).toBe(reached);
      expect(await found.lag(GROUP, [TOPIC])).toBe(lag);
      await found.close();
    }
  });

  it('takes and delivers nothing more after a commit that failed', async () => {
    const fatal: Error[] = [];
    let fails = false;
    const spoil = withCommit((commit) => {
      if (fails) throw ioError();
      commit();
    });
    const lock = lockFile(file);
    const bus = new SqliteBus(spoil(database()), lock, {
      file,
      onFatal: (error) => fatal.push(error),
    });
    const seen: string[] = [];
    await bus.consume(GROUP, { topics: [TOPIC] }, async ({ id }) => {
      seen.push(id);
      await pause(200);
    });
    await bus.publish(TOPIC, [message('a', 1), message('a', 2)]);
    await until(() => seen.length === 1);
    fails = true;
    await bus.join('test.other', [TOPIC]);
    await pause(500);
    expect(seen).toEqual(['a-1']);
    expect(fatal).toHaveLength(1);
    await expect(bus.publish(TOPIC, [message('a', 3)])).rejects.toThrow('read-only');
    await bus.close();
    const again = openSqliteBus({ file });
    expect(await again.lag(GROUP, [TOPIC])).toBe(0);
    await again.close();
  });

  it('never delivers a corrupted message: it stops and reports it', async () => {
    const first = openSqliteBus({ file });
    await first.publish(TOPIC, [message('a', 1), message('b', 2)]);
    await first.close();
    const db = database();
    db.exec(`UPDATE messages_1 SET data = '{"nth":9}' WHERE key = 'b'`);
    db.close();
    const found: Error[] = [];
    const second = openSqliteBus({ file, onCorrupt: (error) => found.push(error) });
    const seen: string[] = [];
    await second.consume(GROUP, { topics: [TOPIC] }, async ({ data }) => void seen.push(data));
    await until(() => found.length > 0);
    expect(found[0]).toBeInstanceOf(StoreCorrupt);
    expect(seen).not.toContain('{"nth":9}');
    await second.close();
  });

  it('belongs to one process', async () => {
    const bus = openSqliteBus({ file });
    expect(() => openSqliteBus({ file })).toThrow(StoreLocked);
    await bus.close();
    await openSqliteBus({ file }).close();
  });
});
