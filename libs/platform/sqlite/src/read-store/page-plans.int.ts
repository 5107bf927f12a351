import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FindQuery } from '@tamani/ports';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, prepareRows, type Database } from '../database/database.js';
import { Collections } from './collections.js';
import { Queries } from './queries.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from './schema.js';

const SPEC = {
  name: 'test_orders_v1',
  fields: { status: 'text', updatedAt: 'text', total: 'integer' },
  indexes: [['updatedAt'], ['total'], ['status', 'updatedAt']],
} as const;
const ROWS = 3_000;
const LIMIT = 10;

let folder = '';
let db: Database;
/** The statements that a query runs. */
let asked: string[] = [];
let queries: Queries;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-plans-'));
  db = openDatabase({
    file: join(folder, 'read.db'),
    synchronous: 'normal',
    schemaVersion: READ_STORE_SCHEMA_VERSION,
    schema: READ_STORE_SCHEMA,
  });
  const collections = new Collections(db);
  collections.ensure(SPEC);
  const table = collections.table(SPEC.name);
  db.exec('BEGIN');
  for (let n = 0; n < ROWS; n += 1) {
    const updatedAt = String((n * 7) % ROWS).padStart(6, '0');
    const doc = { status: n % 2 ? 'open' : 'closed', updatedAt, total: n % 10 ? n % 100 : null };
    table.write({
      ...{ collection: SPEC.name, key: `k${String(n).padStart(6, '0')}` },
      ...{ doc, position: BigInt(n + 1), expected: undefined },
    });
  }
  db.exec('COMMIT');
  const recording = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'prepare') asked.push(String(args[0]));
        return (value as (...of: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  queries = new Queries(recording);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How SQLite answers the statements of one page. */
function plansOf(query: FindQuery): readonly string[] {
  asked = [];
  queries.forget();
  queries.find(SPEC, query);
  return asked.flatMap((sql) =>
    (prepareRows(db, `EXPLAIN QUERY PLAN ${sql}`).all() as unknown as unknown[][]).map((row) =>
      String(row[3]),
    ),
  );
}

/** The pages from the first to the last. */
function* pagesOf(query: FindQuery): Generator<FindQuery> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: FindQuery = cursor === '' ? query : { ...query, cursor };
    yield page;
    cursor = queries.find(SPEC, page).nextCursor;
  }
}

const OPEN = [{ field: 'status', op: 'eq', value: 'open' }] as const;

test.each([
  ['updatedAt', []],
  ['total', []],
  ['updatedAt', OPEN],
] as const)(
  'no page in the order of %s sorts, or reads what it does not give, up or down: %j',
  (field, where) => {
    for (const direction of ['asc', 'desc'] as const) {
      const query: FindQuery = { sort: { field, direction }, where, limit: LIMIT };
      const plans = new Set<string>();
      let pages = 0;
      for (const page of pagesOf(query)) {
        // The pages differ in where they are; all have one of a few shapes.
        if (pages % 37 === 0 || pages < 2) plansOf(page).forEach((plan) => plans.add(plan));
        pages += 1;
      }
      const isFiltered = where.length > 0;
      expect(pages).toBe(ROWS / LIMIT / (isFiltered ? 2 : 1));
      // The first page alone, without a filter, has no place to begin at.
      const isRange = isFiltered
        ? /^SEARCH .* USING INDEX .*\(f_status=\?( AND |\))/
        : /^(SCAN \S+|SEARCH .*) USING INDEX/;
      for (const plan of plans) expect(plan).toMatch(isRange);
      const scans = [...plans].filter((plan) => plan.startsWith('SCAN'));
      expect(scans).toHaveLength(isFiltered ? 0 : 1);
      const later = pagesOf(query);
      later.next();
      const second = later.next().value as FindQuery;
      expect(plansOf(second).filter((plan) => !plan.startsWith('SEARCH'))).toEqual([]);
    }
  },
);

test('control: values and nulls joined by "or" are read from one end of the list', () => {
  const sql =
    'SELECT key FROM docs_test_orders_v1 WHERE ((f_total, key) < (?, ?) OR f_total IS NULL) ' +
    'ORDER BY f_total DESC, key DESC LIMIT 11';
  const [plan] = prepareRows(db, `EXPLAIN QUERY PLAN ${sql}`).all() as unknown as unknown[][];
  expect(String(plan?.[3])).not.toMatch(/^SEARCH .*\(f_total,key\)|f_total</);
});

test('a field without an index is sorted: what is asked for often has one', () => {
  const plans = plansOf({ sort: { field: 'status', direction: 'desc' }, limit: LIMIT });
  expect(plans.join()).toMatch(/TEMP B-TREE/);
});
