import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidCursor, StoreMisuse, type FindQuery, type StoredDocument } from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteReadStore, type SqliteReadStore } from '../index.js';

const COLLECTION = 'test_lines_v1';
const SPEC = {
  name: COLLECTION,
  fields: { amountMinor: 'integer', fund: 'text', open: 'boolean' },
  indexes: [['amountMinor'], ['fund', 'open']],
} as const;
type Field = keyof typeof SPEC.fields;

interface Line {
  readonly amountMinor: number | null;
  readonly fund: string | null;
  readonly open: boolean | null;
}

const line = fc.record<Line>({
  amountMinor: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger())),
  fund: fc.option(fc.constantFrom('', 'A', 'B', 'a', 'é', '€', '😀')),
  open: fc.option(fc.boolean()),
});
const field = fc.constantFrom<Field>('amountMinor', 'fund', 'open');

let folder = '';
let store: SqliteReadStore;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-queries-'));
  store = openSqliteReadStore({ file: join(folder, 'read.db') });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fill(lines: readonly Line[]): Promise<void> {
  await store.drop(COLLECTION);
  await store.ensure(SPEC);
  const writes = lines.map((doc, nth) => ({
    collection: COLLECTION,
    key: `key-${nth}`,
    doc: { ...doc },
    position: BigInt(nth + 1),
    expected: undefined,
  }));
  await store.commit({ writes });
}

/** All pages of a query, one after the other. */
async function allPages(query: FindQuery): Promise<readonly StoredDocument[]> {
  const found: StoredDocument[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await store.find(COLLECTION, { ...query, ...(cursor ? { cursor } : {}) });
    expect(page.documents.length).toBeLessThanOrEqual(query.limit);
    found.push(...page.documents);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

/** Nulls first; text by its bytes; false before true. */
function compare(one: Line[Field], other: Line[Field]): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  return Number(one) - Number(other);
}

describe('queries of documents', () => {
  it('pages of any size contain each document once, in the requested order', async () => {
    const cases = fc.record({
      lines: fc.array(line, { maxLength: 40 }),
      by: field,
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.integer({ min: 1, max: 9 }),
    });
    const property = fc.asyncProperty(cases, async ({ lines, by, direction, limit }) => {
      await fill(lines);
      const found = await allPages({ sort: { field: by, direction }, limit });
      const sign = direction === 'asc' ? 1 : -1;
      const wanted = lines
        .map((doc, nth) => ({ key: `key-${nth}`, value: doc[by] }))
        .sort((a, b) => sign * (compare(a.value, b.value) || (a.key < b.key ? -1 : 1)));
      expect(found.map(({ key }) => key)).toEqual(wanted.map(({ key }) => key));
    });
    await fc.assert(property, seeded('pages', { runs: 60 }).parameters);
  }, 60_000);

  it('conditions match exactly the right documents', async () => {
    const cases = fc.record({
      lines: fc.array(line, { maxLength: 40 }),
      by: field,
      op: fc.constantFrom(
        'eq' as const,
        'gt' as const,
        'gte' as const,
        'lt' as const,
        'lte' as const,
      ),
      pivot: line,
    });
    const property = fc.asyncProperty(cases, async ({ lines, by, op, pivot }) => {
      await fill(lines);
      const value = pivot[by];
      const takes = (found: Line[Field]): boolean => {
        if (op === 'eq') return compare(found, value) === 0;
        if (found === null || value === null) return false;
        const order = compare(found, value);
        return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[op];
      };
      const { documents } = await store.find(COLLECTION, {
        where: [{ field: by, op, value }],
        limit: 99,
      });
      const wanted = lines.flatMap((doc, nth) => (takes(doc[by]) ? [`key-${nth}`] : []));
      expect(documents.map(({ key }) => key)).toEqual(wanted.sort());
    });
    await fc.assert(property, seeded('conditions', { runs: 60 }).parameters);
  }, 60_000);

  it('sums are exact beyond 2^53 and complete', async () => {
    const property = fc.asyncProperty(fc.array(line, { maxLength: 60 }), async (lines) => {
      await fill(lines);
      const rows = await store.sum(COLLECTION, {
        groupBy: ['fund', 'open'],
        sums: ['amountMinor'],
      });
      const total = rows.reduce((sum, row) => sum + (row.sums.amountMinor ?? 0n), 0n);
      const wanted = lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor ?? 0), 0n);
      expect(total).toBe(wanted);
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(lines.length);
      const groups = new Set(lines.map(({ fund, open }) => JSON.stringify({ fund, open })));
      expect(new Set(rows.map(({ group }) => JSON.stringify(group)))).toEqual(groups);
    });
    await fc.assert(property, seeded('sums', { runs: 60 }).parameters);
  }, 60_000);
});

describe('invalid queries', () => {
  const query: FindQuery = { sort: { field: 'amountMinor', direction: 'asc' }, limit: 1 };
  beforeAll(() => fill([1, 2, 3].map((amountMinor) => ({ amountMinor, fund: 'A', open: true }))));

  it('a cursor of another query, or changed, is refused', async () => {
    const { nextCursor } = await store.find(COLLECTION, query);
    const cursor = nextCursor as string;
    const others: FindQuery[] = [
      { ...query, cursor, sort: { field: 'amountMinor', direction: 'desc' } },
      { ...query, cursor, where: [{ field: 'fund', op: 'eq', value: 'A' }] },
      { limit: 1, cursor },
      { ...query, cursor: cursor.replace(/^./, (first) => (first === 'W' ? 'X' : 'W')) },
      { ...query, cursor: '' },
    ];
    for (const other of others)
      await expect(store.find(COLLECTION, other)).rejects.toThrow(InvalidCursor);
    await expect(store.find(COLLECTION, { ...query, cursor, limit: 2 })).resolves.toMatchObject({
      documents: [{ key: 'key-1' }, { key: 'key-2' }],
    });
  });

  it('a field that is not declared, or a value of another type, is refused', async () => {
    const wheres = [
      { field: 'amountMinor"; DROP TABLE leases; --', op: 'eq', value: 1 },
      { field: 'constructor', op: 'eq', value: 1 },
      { field: 'amountMinor', op: 'eq', value: '1' },
      { field: 'amountMinor', op: 'eq', value: 1.5 },
      { field: 'open', op: 'in', values: [1] },
    ] as const;
    for (const where of wheres)
      await expect(store.find(COLLECTION, { where: [where], limit: 1 })).rejects.toThrow(
        StoreMisuse,
      );
    await expect(store.sum(COLLECTION, { groupBy: [], sums: ['fund'] })).rejects.toThrow(
      StoreMisuse,
    );
  });
});
