import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  LeaseLost,
  OutcomeUnknown,
  StaleWrite,
  StoreCorrupt,
  StoreLocked,
  StoreMisuse,
  StoreUnavailable,
  type DocumentWrite,
} from '@tamani/ports';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withPages } from '../testing/bad-disk.js';
import { openDatabase, prepareRows, type Database } from './database/database.js';
import { lockFile } from './database/file-lock.js';
import { openSqliteReadStore, SqliteReadStore, verifyReadsFile } from './index.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from './read-store/schema.js';

const NAME = 'test_budgets_v1';
const SPEC = {
  name: NAME,
  fields: { fund: 'text', amountMinor: 'integer' },
  indexes: [['fund']],
} as const;

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-read-'));
  file = join(folder, 'read.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const database = (): Database =>
  openDatabase({
    file,
    synchronous: 'normal',
    schemaVersion: READ_STORE_SCHEMA_VERSION,
    schema: READ_STORE_SCHEMA,
  });

const write = (key: string, position: bigint, expected?: bigint): DocumentWrite => ({
  collection: NAME,
  key,
  doc: { fund: 'F', amountMinor: Number(position), note: 'n'.repeat(500) },
  position,
  expected,
});

describe('a batch', () => {
  it('is written whole with its checkpoint, or not at all', async () => {
    const store = openSqliteReadStore({ file });
    await store.ensure(SPEC);
    await store.commit({ writes: [write('a', 1n)], checkpoint: { name: 'p', position: 1n } });
    const stale = store.commit({
      writes: [write('b', 2n), write('a', 2n, 0n), write('c', 2n)],
      checkpoint: { name: 'p', position: 2n },
    });
    await expect(stale).rejects.toThrow(StaleWrite);
    expect([...(await store.load(NAME, ['a', 'b', 'c'])).keys()]).toEqual(['a']);
    expect(await store.checkpoint('p')).toBe(1n);
    await store.close();
  });

  it('on a full disk is not acknowledged; the store says so and takes no more', async () => {
    const fatal: Error[] = [];
    const lock = lockFile(file);
    const onFatal = (error: Error): void => void fatal.push(error);
    const store = new SqliteReadStore(withPages(60)(database()), lock, { file, onFatal });
    await store.ensure(SPEC);
    let written = 0n;
    const fill = async (): Promise<void> => {
      for (let nth = 1n; nth < 10_000n; nth += 1n) {
        const checkpoint = { name: 'p', position: nth };
        await store.commit({ writes: [write(`k${nth}`, nth)], checkpoint });
        written = nth;
      }
    };
    await expect(fill()).rejects.toThrow(OutcomeUnknown);
    await expect(store.commit({ writes: [] })).rejects.toThrow(StoreUnavailable);
    await pause(5);
    expect(fatal).toHaveLength(1);
    expect(await store.checkpoint('p')).toBe(written);
    await store.close();
    const again = openSqliteReadStore({ file });
    expect(await again.checkpoint('p')).toBe(written);
    expect((await again.sum(NAME, { groupBy: [], sums: [] }))[0]?.count).toBe(Number(written));
    await again.close();
  });
});

describe('leases', () => {
  it('are free after a restart, as one process owns the file; the epochs go on', async () => {
    const first = openSqliteReadStore({ file });
    const before = await first.leases.acquire('projector', 'killed', 3_600_000);
    await first.close();
    const second = openSqliteReadStore({ file });
    const after = await second.leases.acquire('projector', 'restarted', 1_000);
    expect(after).toEqual({ name: 'projector', owner: 'restarted', epoch: 2 });
    const late = second.commit({
      writes: [],
      checkpoint: { name: 'p', position: 1n, lease: before },
    });
    await expect(late).rejects.toThrow(LeaseLost);
    await second.close();
  });
});

describe('collections', () => {
  it('that were dropped leave no room behind once the file is compacted', async () => {
    const store = openSqliteReadStore({ file });
    const beside = { ...SPEC, name: 'test_budgets_v1_rebuilt' };
    for (const spec of [SPEC, beside]) await store.ensure(spec);
    const writes = Array.from({ length: 2_000 }, (_, nth) => write(`k${nth}`, BigInt(nth + 1)));
    await store.commit({ writes });
    await store.commit({ writes: writes.map((one) => ({ ...one, collection: beside.name })) });
    await store.drop(beside.name);
    await store.close();
    const before = statSync(file).size;
    const again = openSqliteReadStore({ file });
    await again.compact();
    expect((await again.find(NAME, { limit: 1_000 })).documents).toHaveLength(1_000);
    await again.close();
    expect(statSync(file).size).toBeLessThan(before * 0.6);
    expect(verifyReadsFile(file)).toEqual([]);
  });

  it('with other fields need a new version; other indexes are brought up to date', async () => {
    const store = openSqliteReadStore({ file });
    await store.ensure(SPEC);
    await store.commit({ writes: [write('a', 1n)] });
    const other = { ...SPEC, fields: { ...SPEC.fields, open: 'boolean' } } as const;
    await expect(store.ensure(other)).rejects.toThrow(StoreMisuse);
    await store.ensure({ ...SPEC, indexes: [['amountMinor', 'fund']] });
    expect(await store.get(NAME, 'a')).toMatchObject({ key: 'a', position: 1n });
    await store.close();
    const db = database();
    const indexes = prepareRows(db, `SELECT name FROM sqlite_schema WHERE name LIKE 'index%'`);
    expect(indexes.all()).toEqual([[`index_${NAME}__amountMinor__fund`]]);
    db.close();
  });

  it('answer a filtered, sorted page from an index', async () => {
    const store = openSqliteReadStore({ file });
    await store.ensure(SPEC);
    await store.close();
    const db = database();
    const plan = prepareRows(
      db,
      `EXPLAIN QUERY PLAN SELECT key FROM docs_${NAME}
       WHERE (f_fund, key) > (?, ?) ORDER BY f_fund ASC, key ASC LIMIT 10`,
    ).all('F', 'a');
    db.close();
    expect(JSON.stringify(plan)).toContain(`index_${NAME}__fund`);
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  });

  it('with a document that is no JSON any more: not served', async () => {
    const store = openSqliteReadStore({ file });
    await store.ensure(SPEC);
    await store.commit({ writes: [write('a', 1n)] });
    await store.close();
    const db = database();
    db.exec(`UPDATE docs_${NAME} SET doc = '{"fund'`);
    db.close();
    const again = openSqliteReadStore({ file });
    await expect(again.get(NAME, 'a')).rejects.toThrow(StoreCorrupt);
    expect(() => openSqliteReadStore({ file })).toThrow(StoreLocked);
    await again.close();
  });
});
