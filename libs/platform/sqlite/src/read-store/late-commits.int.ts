import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { LeaseLost, OutcomeUnknown, StaleWrite, StoreUnavailable } from '@tamani/ports';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ioError, withCommit, withPages } from '../../testing/bad-disk.js';
import { openDatabase, type Database } from '../database/database.js';
import { lockFile } from '../database/file-lock.js';
import { openSqliteReadStore, SqliteReadStore } from '../index.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from './schema.js';

const SPEC = { name: 'test_late_v1', fields: { fund: 'text' }, indexes: [['fund']] } as const;

/** Batches that are made again from the log share a commit. */
let folder = '';
let file = '';
let store: SqliteReadStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-late-'));
  file = join(folder, 'read.db');
  store = openSqliteReadStore({ file });
  await store.ensure(SPEC);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const batch = (key: string, position: bigint, isRemade = true) => ({
  writes: [
    { collection: SPEC.name, key, doc: { fund: key }, position, expected: undefined } as const,
  ],
  checkpoint: { name: 'p', position },
  isRemade,
});

/** What a process that is killed now would find at its next start. */
async function afterKill(of = file) {
  const copy = join(mkdtempSync(join(folder, 'copy-')), 'read.db');
  for (const end of ['', '-wal'])
    if (existsSync(`${of}${end}`)) copyFileSync(`${of}${end}`, `${copy}${end}`);
  const found = openSqliteReadStore({ file: copy });
  const { documents } = await found.find(SPEC.name, { limit: 1_000 });
  const checkpoint = await found.checkpoint('p');
  await found.close();
  return { keys: documents.map(({ key }) => key), checkpoint };
}

it('are read at once, and after a kill there with their checkpoint or not at all', async () => {
  await store.commit(batch('a', 1n, false));
  await store.commit(batch('b', 2n));
  await store.commit(batch('c', 3n));
  expect((await store.find(SPEC.name, { limit: 9 })).documents).toHaveLength(3);
  expect(await store.checkpoint('p')).toBe(3n);
  expect(await afterKill()).toEqual({ keys: ['a'], checkpoint: 1n });
  await pause(2_500);
  expect(await afterKill()).toEqual({ keys: ['a', 'b', 'c'], checkpoint: 3n });
});

it('are there when what came after them is', async () => {
  await store.commit(batch('a', 1n));
  await store.commit(batch('b', 2n, false));
  expect(await afterKill()).toEqual({ keys: ['a', 'b'], checkpoint: 2n });
});

it('are there after a close', async () => {
  await store.commit(batch('a', 1n));
  await store.close();
  store = openSqliteReadStore({ file });
  expect(await store.checkpoint('p')).toBe(1n);
});

it('do not wait when they are many', async () => {
  for (let nth = 1n; nth <= 2_500n; nth += 1n) await store.commit(batch(`k${nth}`, nth));
  expect(await afterKill()).toMatchObject({ checkpoint: 2_500n });
});

it('stay when one after them is refused, of which nothing stays', async () => {
  await store.commit(batch('a', 1n));
  const stale = [...batch('b', 3n).writes, ...batch('a', 3n).writes];
  const refused = store.commit({ ...batch('b', 3n), writes: stale });
  await expect(refused).rejects.toThrow(StaleWrite);
  const lease = { name: 'nobody', owner: 'me', epoch: 1 };
  const late = { writes: [], checkpoint: { name: 'p', position: 9n, lease }, isRemade: true };
  await expect(store.commit(late)).rejects.toThrow(LeaseLost);
  await store.commit(batch('c', 4n, false));
  expect(await afterKill()).toEqual({ keys: ['a', 'c'], checkpoint: 4n });
});

it('that are refused alone hold nobody up: there is no transaction without a batch', async () => {
  await store.commit(batch('a', 1n, false));
  const stale = { ...batch('a', 2n), checkpoint: undefined };
  await expect(store.commit(stale)).rejects.toThrow(StaleWrite);
  const other = new DatabaseSync(file, { timeout: 0 });
  expect(() => other.exec('BEGIN IMMEDIATE; ROLLBACK')).not.toThrow();
  await store.commit(batch('b', 2n));
  // Control: with one that waits there is.
  expect(() => other.exec('BEGIN IMMEDIATE')).toThrow('locked');
  other.close();
});

/** A store on a database that is spoilt, and what it said of that. */
async function spoiltBy(spoil: (db: Database) => Database) {
  const fatal: Error[] = [];
  const own = join(folder, 'bad.db');
  const db = openDatabase({
    ...{ file: own, synchronous: 'normal' },
    ...{ schemaVersion: READ_STORE_SCHEMA_VERSION, schema: READ_STORE_SCHEMA },
  });
  const onFatal = (error: Error): void => void fatal.push(error);
  const reads = new SqliteReadStore(spoil(db), lockFile(own), { file: own, onFatal });
  await reads.ensure(SPEC);
  return { reads, fatal, file: own };
}

/** A store whose commits begin to fail. */
async function spoilt(errorOf = ioError) {
  const bad = { isBroken: false };
  const fault = withCommit((commit) => {
    if (bad.isBroken) throw errorOf();
    commit();
  });
  return { ...(await spoiltBy(fault)), bad };
}

it('meet a full disk between two commits: none is there without those before it', async () => {
  const { reads, fatal, file: own } = await spoiltBy(withPages(300));
  const doc = (nth: bigint) => ({ fund: `f${nth}`, text: 'x'.repeat(9_000) });
  let last = 0n;
  const failure = await (async () => {
    for (let nth = 1n; nth < 1_000n; nth += 1n) {
      const one = batch(`k${nth}`, nth);
      const writes = one.writes.map((write) => ({ ...write, doc: doc(nth) }));
      await reads.commit({ ...one, writes, isRemade: nth % 40n !== 0n });
      last = nth;
    }
  })().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OutcomeUnknown);
  await expect(reads.commit(batch('z', 9_999n))).rejects.toThrow(StoreUnavailable);
  await pause(2_500);
  expect(fatal.map(({ message }) => message)).toEqual(['database or disk is full']);
  await reads.close();
  const { keys, checkpoint = 0n } = await afterKill(own);
  expect(checkpoint).toBeGreaterThan(0n);
  expect(checkpoint).toBeGreaterThanOrEqual(last - (last % 40n));
  expect(keys).toHaveLength(Number(checkpoint));
});

it('that a lock of another program keeps from the disk are lost: the store goes no further', async () => {
  const busy = (): Error => Object.assign(new Error('database is locked'), { errcode: 5 });
  const { reads, fatal, bad } = await spoilt(busy);
  bad.isBroken = true;
  // Control: of a batch that nobody was answered for the writer knows.
  await expect(reads.commit(batch('a', 1n, false))).rejects.toThrow(StoreUnavailable);
  await pause(5);
  expect(fatal).toEqual([]);
  await reads.commit(batch('b', 1n));
  await expect(reads.commit(batch('c', 2n, false))).rejects.toThrow(OutcomeUnknown);
  bad.isBroken = false;
  await expect(reads.commit(batch('d', 3n))).rejects.toThrow(StoreUnavailable);
  await pause(5);
  expect(fatal).toHaveLength(1);
  await reads.close();
});

it('end with the disk: the store says so, takes no more, and the file is as it was', async () => {
  const { reads, fatal, bad } = await spoilt();
  await reads.commit(batch('a', 1n, false));
  await reads.commit(batch('b', 2n));
  bad.isBroken = true;
  await expect(reads.commit(batch('c', 3n, false))).rejects.toThrow(OutcomeUnknown);
  await expect(reads.commit(batch('d', 4n))).rejects.toThrow(StoreUnavailable);
  await pause(5);
  expect(fatal).toHaveLength(1);
  expect(await reads.checkpoint('p')).toBe(1n);
  await reads.close();
});

it('whose commit in a while meets a broken disk: the store says so by itself', async () => {
  const { reads, fatal, bad } = await spoilt();
  bad.isBroken = true;
  await reads.commit(batch('a', 1n));
  await pause(2_500);
  expect(fatal).toHaveLength(1);
  await expect(reads.commit(batch('b', 2n))).rejects.toThrow(StoreUnavailable);
  await reads.close();
});
