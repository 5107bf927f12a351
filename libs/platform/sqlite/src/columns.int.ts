import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  columnKey,
  StoreCorrupt,
  type CollectionSpec,
  type Condition,
  type FindQuery,
} from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, prepareRows, type Database } from './database/database.js';
import { openSqliteReadStore, type SqliteReadStore } from './index.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from './read-store/schema.js';

const FIELDS: CollectionSpec['fields'] = {
  at: 'integer',
  kind: 'text',
  of: 'text',
  when: 'text',
  size: 'integer',
};
const PLAIN: CollectionSpec = { name: 'test_plain_v1', fields: FIELDS, indexes: [['at']] };
const COLUMNS: CollectionSpec = {
  name: 'test_columns_v1',
  fields: FIELDS,
  indexes: [['kind'], ['of']],
  columns: {
    at: 'position',
    kind: 'word',
    of: 'id',
    when: 'moment',
    size: 'integer',
    roles: 'word',
  },
};

interface Row {
  readonly kind: string | null;
  readonly of: string;
  readonly when: string;
  readonly size: number;
  readonly roles: readonly string[];
}

/** Ids that begin alike, a UUID in capitals, one that is none, and nothing. */
const OFS = [
  ...['0198aaaa-0000-7000-8000-000000000001', '0198aaaa-0000-7000-8000-000000000002'],
  ...[
    '0198AAAA-0000-7000-8000-000000000001',
    'a:1',
    'a:2',
    '',
    'ffffffff-ffff-4fff-bfff-000000000000',
  ],
];
const when = (ms: number): string => new Date(1_780_000_000_000 + ms).toISOString();
const row = fc.record<Row>({
  kind: fc.option(fc.constantFrom('FundsReserved', 'é', 'É', '')),
  of: fc.constantFrom(...OFS),
  when: fc.integer({ min: 0, max: 40 }).map(when),
  size: fc.integer({ min: -2, max: 2 }),
  roles: fc.subarray(['buyer', 'auditor']),
});
const order = fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);
const moment = fc.integer({ min: -5, max: 45 }).map(when);
const kinds = fc.constantFrom('FundsReserved', 'é', 'other', '');
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant('of'),
    op: fc.constant('eq' as const),
    value: fc.constantFrom(...OFS, 'no'),
  }),
  fc.record({ field: fc.constant('of'), op: fc.constant('in' as const), values: fc.subarray(OFS) }),
  fc.record({
    field: fc.constant('kind'),
    op: fc.constant('eq' as const),
    value: fc.option(kinds),
  }),
  fc.record({
    field: fc.constant('kind'),
    op: fc.constant('in' as const),
    values: fc.array(kinds, { maxLength: 3 }),
  }),
  fc.record({ field: fc.constant('kind'), op: fc.constant('contains' as const), value: kinds }),
  fc.record({ field: fc.constant('kind'), op: order, value: kinds }),
  fc.record({ field: fc.constant('when'), op: order, value: moment }),
  fc.record({ field: fc.constant('size'), op: order, value: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ field: fc.constant('at'), op: order, value: fc.integer({ min: 0, max: 200 }) }),
);

let folder = '';
let file = '';
let store: SqliteReadStore;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-columns-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
beforeEach(() => {
  file = join(folder, `read-${files++}.db`);
  store = openSqliteReadStore({ file, mergeAt: 16 });
});

/** The same documents in both, in batches, at positions with gaps. */
async function fill(rows: readonly Row[], from = 0): Promise<void> {
  for (let n = 0; n < rows.length; n += 5) {
    const writes = rows.slice(n, n + 5).flatMap((one, index) => {
      const at = from + 3 * (n + index + 1);
      const common = { doc: { ...one, at }, position: BigInt(at), expected: undefined };
      return [PLAIN, COLUMNS].map(({ name: collection }) => {
        return { collection, key: columnKey(BigInt(at)), ...common };
      });
    });
    await store.commit({ writes });
  }
}

/** How far the index has come, as it is in the file. */
function mergedUpTo(): number {
  const db = open();
  const [upTo] = prepareRows(db, `SELECT up_to FROM merged_${COLUMNS.name}`).get() as [number];
  db.close();
  return upTo;
}

const open = (): Database =>
  openDatabase({
    ...{ file, synchronous: 'normal', schema: READ_STORE_SCHEMA },
    schemaVersion: READ_STORE_SCHEMA_VERSION,
  });

async function all(collection: string, query: FindQuery): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await store.find(collection, { ...query, ...(cursor ? { cursor } : {}) });
    expect(page.documents.length).toBeLessThanOrEqual(query.limit);
    found.push(...page.documents);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

describe('documents in columns', () => {
  it('are found as documents with a text are: any query, any page, merged or not', async () => {
    const cases = fc.record({
      rows: fc.array(row, { maxLength: 150 }),
      queries: fc.array(
        fc.record({
          where: fc.array(condition, { maxLength: 3 }),
          direction: fc.constantFrom('asc' as const, 'desc' as const),
          limit: fc.integer({ min: 1, max: 20 }),
        }),
        { maxLength: 6 },
      ),
    });
    const property = fc.asyncProperty(cases, async ({ rows, queries }) => {
      for (const { name } of [PLAIN, COLUMNS]) await store.drop(name);
      for (const spec of [PLAIN, COLUMNS]) await store.ensure(spec);
      await fill(rows);
      for (const { where, direction, limit } of queries) {
        const query = { where, sort: { field: 'at', direction }, limit };
        expect(await all(COLUMNS.name, query)).toEqual(await all(PLAIN.name, query));
      }
      expect(await all(COLUMNS.name, { limit: 7 })).toEqual(await all(PLAIN.name, { limit: 7 }));
    });
    await fc.assert(property, seeded('columns', { runs: 100 }).parameters);
    await store.close();
  }, 120_000);

  it('are the same after opening again, in the middle of a merge', async () => {
    for (const spec of [PLAIN, COLUMNS]) await store.ensure(spec);
    const rows = fc.sample(row, { numRuns: 200, seed: 1 });
    await fill(rows.slice(0, 120));
    await store.close();
    store = openSqliteReadStore({ file, mergeAt: 16 });
    await fill(rows.slice(120), 1_000);
    expect(mergedUpTo()).toBeGreaterThan(360);
    for (const value of OFS) {
      const query = { where: [{ field: 'of', op: 'eq', value }], limit: 50 } as const;
      expect(await all(COLUMNS.name, query)).toEqual(await all(PLAIN.name, query));
    }
    await store.close();
  });

  it('of a batch that is refused leave nothing, also no word', async () => {
    await store.ensure(COLUMNS);
    const doc = { at: 1, kind: 'new', of: 'a', when: when(1), size: 1, roles: [] };
    const write = { collection: COLUMNS.name, expected: undefined };
    const first = { ...write, key: columnKey(1n), doc, position: 1n };
    const wrong = {
      ...write,
      key: columnKey(2n),
      doc: { ...doc, at: 2, when: 'noon' },
      position: 2n,
    };
    await expect(store.commit({ writes: [first, wrong] })).rejects.toThrow('no moment');
    expect(await all(COLUMNS.name, { limit: 5 })).toEqual([]);
    await store.commit({ writes: [first] });
    await expect(store.commit({ writes: [first] })).rejects.toThrow('is there already');
    expect(await all(COLUMNS.name, { limit: 5 })).toMatchObject([{ doc }]);
    await store.close();
  });

  it('whose cell or word was changed are never served', async () => {
    await store.ensure(COLUMNS);
    await store.ensure(PLAIN);
    await fill(fc.sample(row, { numRuns: 5, seed: 2 }).map((one) => ({ ...one, kind: 'k' })));
    await store.close();
    for (const change of [
      `UPDATE docs_${COLUMNS.name} SET f_size = 77 WHERE position = 3`,
      `UPDATE words_${COLUMNS.name} SET word = '"x"' WHERE word = '"k"'`,
    ]) {
      const db = open();
      db.exec(change);
      db.close();
      store = openSqliteReadStore({ file });
      await expect(all(COLUMNS.name, { limit: 9 })).rejects.toThrow(StoreCorrupt);
      await store.close();
    }
  });
});
