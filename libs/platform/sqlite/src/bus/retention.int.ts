import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BusMessage, LogMark } from '@tamani/ports';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, prepareRows } from '../database/database.js';
import { openSqliteBus, verifyBusFile, type SqliteBus } from '../index.js';
import { BUS_SCHEMA, BUS_SCHEMA_VERSION } from './schema.js';

const TOPIC = 'test.events.v1';
const KEPT = 100;
const MANY = 2_000;

let folder = '';
let file = '';
let bus: SqliteBus;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-retention-'));
  file = join(folder, 'bus.db');
  bus = openSqliteBus({ file, kept: KEPT });
});
afterEach(async () => {
  await bus.close();
  rmSync(folder, { recursive: true, force: true });
});

const reopened = async (kept = KEPT): Promise<void> => {
  await bus.close();
  bus = openSqliteBus({ file, kept });
};

/** As the relay makes them: each of the event at its position. */
const message = (n: number): BusMessage => ({
  id: `m${n}`,
  type: 'test.Happened.v1',
  key: `k${n % 7}`,
  data: `{"note":"${'n'.repeat(400)}","causationId":"e${n}","position":"${n}"}`,
});

async function publish(from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 50)
    await bus.publish(
      TOPIC,
      Array.from({ length: Math.min(50, to - at + 1) }, (_, n) => message(at + n)),
    );
}

/** Consumes for a group; what it has seen. */
async function consuming(group: string): Promise<{ seen: string[]; close(): Promise<void> }> {
  const seen: string[] = [];
  const consumer = await bus.consume(group, { topics: [TOPIC] }, async ({ id }) => {
    seen.push(id);
  });
  return { seen, close: () => consumer.close() };
}

async function handledAll(group: string): Promise<void> {
  for (let tries = 0; (await bus.lag(group, [TOPIC])) > 0; tries += 1) {
    if (tries > 2_000) throw new Error(`${group} does not come to the end`);
    await pause(5);
  }
}

/** Messages in the file, which nobody has open. */
async function stored(): Promise<{ readonly count: number; readonly first: number }> {
  await bus.close();
  const db = openDatabase({
    ...{ file, synchronous: 'full' as const },
    ...{ schemaVersion: BUS_SCHEMA_VERSION, schema: BUS_SCHEMA },
  });
  const [count, first] = prepareRows(
    db,
    'SELECT count(*), coalesce(min(message_offset), 0) FROM messages_1',
  ).get() as unknown as [number, number];
  db.close();
  bus = openSqliteBus({ file, kept: KEPT });
  return { count, first };
}

/** Nothing that `doctor` would find. */
async function expectSound(): Promise<void> {
  await bus.close();
  expect(verifyBusFile(file)).toEqual([]);
  bus = openSqliteBus({ file, kept: KEPT });
}

const idsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `m${from + n}`);

test('what every group has handled is deleted; each group has got every message once', async () => {
  const [one, other] = [await consuming('test.one'), await consuming('test.other')];
  await publish(1, MANY);
  for (const group of ['test.one', 'test.other']) await handledAll(group);
  await pause(300);
  await publish(MANY + 1, MANY + 2_000);
  for (const group of ['test.one', 'test.other']) await handledAll(group);
  const all = idsOf(1, MANY + 2_000).sort();
  for (const { seen } of [one, other]) expect([...seen].sort()).toEqual(all);
  await Promise.all([one.close(), other.close()]);
  const { count } = await stored();
  expect(count).toBeLessThan(MANY);
  expect(count).toBeGreaterThanOrEqual(KEPT);
  await expectSound();
});

test('control: without it everything stays', async () => {
  await reopened(Number.MAX_SAFE_INTEGER);
  const { close } = await consuming('test.one');
  await publish(1, MANY);
  await handledAll('test.one');
  await close();
  expect((await stored()).count).toBe(MANY);
});

test('a group that is known and stopped keeps what it has not handled, also over restarts', async () => {
  const stopped = await consuming('test.stopped');
  await publish(1, 300);
  await handledAll('test.stopped');
  await stopped.close();
  await reopened();
  const { close } = await consuming('test.one');
  await publish(301, MANY);
  await handledAll('test.one');
  await close();
  const { first } = await stored();
  expect(first).toBeLessThanOrEqual(301);
  const again = await consuming('test.stopped');
  await handledAll('test.stopped');
  expect([...again.seen].sort()).toEqual(idsOf(301, MANY).sort());
});

test('a group is known from its first consume on, before it has handled anything', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const waiting = await bus.consume('test.waiting', { topics: [TOPIC] }, () => held);
  const { close } = await consuming('test.one');
  await publish(1, MANY);
  await handledAll('test.one');
  expect(await bus.lag('test.waiting', [TOPIC])).toBe(MANY);
  release();
  await handledAll('test.waiting');
  await Promise.all([waiting.close(), close()]);
});

test('a topic that no group consumes costs nothing but its newest messages', async () => {
  await publish(1, 10 * MANY);
  const { count } = await stored();
  expect(count).toBeLessThan(3 * KEPT + 512);
  // What a few commits bring, a quarter of it all.
  expect(statSync(file).size).toBeLessThan(3_000_000);
});

test('a new group begins at the first message: where that is deleted, the topic begins again', async () => {
  const { close } = await consuming('test.one');
  await publish(1, MANY);
  await handledAll('test.one');
  await pause(300);
  await publish(MANY + 1, MANY + 400);
  await handledAll('test.one');
  await close();
  expect((await stored()).first).toBeGreaterThan(1);
  expect(await bus.reached(TOPIC)).toBe(BigInt(MANY + 400));
  const old = await consuming('test.one');
  await bus.join('test.new', [TOPIC]);
  const fresh = await consuming('test.new');
  // The relay begins there: it publishes all from the log again.
  expect(await bus.reached(TOPIC)).toBe(0n);
  await publish(1, MANY + 400);
  for (const group of ['test.one', 'test.new']) await handledAll(group);
  expect([...fresh.seen].sort()).toEqual(idsOf(1, MANY + 400).sort());
  expect(new Set(old.seen).size).toBe(MANY + 400);
  await Promise.all([old.close(), fresh.close()]);
  await reopened();
  const { position }: LogMark = await bus.keepLog('log');
  expect(position).toBe(BigInt(MANY + 400));
  await expectSound();
});

test('the beginning of a topic that is not as written is corrupt: nothing is passed over', async () => {
  const { close } = await consuming('test.one');
  await publish(1, MANY);
  await handledAll('test.one');
  await close();
  await bus.close();
  const db = openDatabase({
    ...{ file, synchronous: 'full' as const },
    ...{ schemaVersion: BUS_SCHEMA_VERSION, schema: BUS_SCHEMA },
  });
  db.exec('UPDATE topics SET first = first + 64');
  db.close();
  expect(verifyBusFile(file)).not.toHaveLength(0);
  bus = openSqliteBus({ file, kept: KEPT });
  await expect(consuming('test.one')).rejects.toThrow(/begins at message/);
});
