import { expect } from '@jest/globals';
import {
  columnKey,
  type Condition,
  type ReadStore,
  type Scalar,
  type SumQuery,
} from '@tamani/ports';
import { errorNameOf } from '../event-store/event-store.harness.js';
import { freshName, type Cases } from '../suite.js';
import { allFound, fill, keysOf, sample, type ReadStoreSubject } from './read-store.harness.js';

const LINES = {
  a: { fund: 'F1', region: 'ML07', amountMinor: 100, open: true },
  b: { fund: 'F1', region: null, amountMinor: -50, open: false },
  c: { fund: 'F2', amountMinor: 100, open: true },
  d: { fund: 'f1', region: 'ML07', amountMinor: 0 },
  e: { region: '', amountMinor: null, open: null },
};

async function lines(reads: ReadStore) {
  const collection = await sample(reads);
  await fill(reads, collection, LINES);
  return {
    collection,
    keys: async (...where: Condition[]): Promise<string> =>
      keysOf(await allFound(reads, collection, { where, limit: 2 })).join(''),
    sum: (query: SumQuery) => reads.sum(collection, query),
  };
}

const COLUMNS = {
  fields: { at: 'integer', kind: 'text', of: 'text', when: 'text' },
  indexes: [['kind'], ['of']],
  columns: { at: 'position', kind: 'word', of: 'id', when: 'moment', roles: 'word' },
} as const;

/** Documents in columns at three positions. */
async function events(reads: ReadStore): Promise<string> {
  const collection = freshName('columns').replaceAll('-', '_');
  await reads.ensure({ name: collection, ...COLUMNS });
  const writes = [3, 7, 12].map((at) => {
    const doc = {
      ...{ at, kind: at === 7 ? null : 'Paid', of: at === 3 ? ID : 'a:1', roles: ['buyer'] },
      when: `2026-09-15T10:00:00.${String(at).padStart(3, '0')}Z`,
    };
    const position = BigInt(at);
    return { collection, key: columnKey(position), doc, position, expected: undefined };
  });
  await reads.commit({ writes });
  return collection;
}
const ID = '0198aaaa-0000-7000-8000-000000000001';

const columns: Cases<ReadStoreSubject> = {
  'documents in columns are whole, and found by their members, in the order of positions': async ({
    shared: { reads },
  }) => {
    const collection = await events(reads);
    const found = async (where: readonly Condition[], direction: 'asc' | 'desc' = 'asc') => {
      const sort = { field: 'at', direction } as const;
      const documents = await allFound(reads, collection, { where, sort, limit: 2 });
      return documents.map(({ position }) => Number(position));
    };
    const { documents } = await reads.find(collection, { limit: 1 });
    expect(documents).toEqual([
      {
        ...{ key: columnKey(3n), position: 3n },
        doc: { at: 3, kind: 'Paid', of: ID, when: '2026-09-15T10:00:00.003Z', roles: ['buyer'] },
      },
    ]);
    expect(await found([], 'desc')).toEqual([12, 7, 3]);
    expect(await found([{ field: 'of', op: 'eq', value: ID }])).toEqual([3]);
    expect(await found([{ field: 'kind', op: 'in', values: ['Paid', 'x'] }])).toEqual([3, 12]);
    expect(await found([{ field: 'kind', op: 'eq', value: null }])).toEqual([7]);
    const from = { field: 'when', op: 'gte', value: '2026-09-15T10:00:00.007Z' } as const;
    expect(await found([from])).toEqual([7, 12]);
    expect(await found([from, { field: 'at', op: 'lt', value: 12 }])).toEqual([7]);
    expect(await errorNameOf(found([{ field: 'of', op: 'gt', value: 'a' }]))).toBe('StoreMisuse');
    const wrong = { sort: { field: 'kind', direction: 'asc' }, limit: 1 } as const;
    expect(await errorNameOf(reads.find(collection, wrong))).toBe('StoreMisuse');
    const sums = { groupBy: [], sums: ['at'] };
    expect(await errorNameOf(reads.sum(collection, sums))).toBe('StoreMisuse');
  },
};

const conditions: Cases<ReadStoreSubject> = {
  'a field equals a value; null is also what is not there': async ({ shared: { reads } }) => {
    const { keys } = await lines(reads);
    const eq = (field: string, value: Scalar): Condition => ({ field, op: 'eq', value });
    expect(await keys()).toBe('abcde');
    expect(await keys(eq('fund', 'F1'))).toBe('ab');
    expect(await keys(eq('fund', 'F'))).toBe('');
    expect(await keys(eq('region', null))).toBe('bc');
    expect(await keys(eq('region', ''))).toBe('e');
    expect(await keys(eq('open', true))).toBe('ac');
    expect(await keys(eq('open', null))).toBe('de');
    expect(await keys(eq('amountMinor', 100), eq('open', true), eq('fund', 'F2'))).toBe('c');
  },
  'a field is one of some values, null among them': async ({ shared: { reads } }) => {
    const { keys } = await lines(reads);
    const isIn = (field: string, ...values: Scalar[]): Condition => ({ field, op: 'in', values });
    expect(await keys(isIn('fund', 'F1', 'F2', 'F3'))).toBe('abc');
    expect(await keys(isIn('region', 'ML07', null))).toBe('abcd');
    expect(await keys(isIn('open', false))).toBe('b');
    expect(await keys(isIn('fund'))).toBe('');
  },
  'a field is within a range, which holds for no null': async ({ shared: { reads } }) => {
    const { keys } = await lines(reads);
    type Range = 'gt' | 'gte' | 'lt' | 'lte';
    const range = (field: string, op: Range, value: Scalar): Condition => ({ field, op, value });
    expect(await keys(range('amountMinor', 'gt', 0))).toBe('ac');
    expect(await keys(range('amountMinor', 'gte', 0))).toBe('acd');
    expect(await keys(range('amountMinor', 'lt', 0))).toBe('b');
    expect(await keys(range('amountMinor', 'lte', 0))).toBe('bd');
    expect(await keys(range('amountMinor', 'gt', -50), range('amountMinor', 'lt', 100))).toBe('d');
    expect(await keys(range('region', 'lt', 'ML08'))).toBe('ade');
    expect(await keys(range('fund', 'gt', 'F1'))).toBe('cd');
  },
  'a text has another in it, to the letter': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const funds = ['', 'ML-07 (Gao)', 'ml-07 (gao)', 'a.c', 'abc', '^$[x]*\\d', 'é𝒳', 'a\nb', null];
    const documents = funds.map((fund, n) => [String(n), { fund, amountMinor: n }] as const);
    await fill(reads, collection, Object.fromEntries(documents));
    const has = async (...values: string[]): Promise<string> => {
      const where = values.map((value) => ({ field: 'fund', op: 'contains', value }) as const);
      return keysOf(await allFound(reads, collection, { where, limit: 3 })).join('');
    };
    expect(await has('')).toBe('01234567');
    expect(await has('07 (G')).toBe('1');
    expect(await has('a.c')).toBe('3');
    expect(await has('.')).toBe('3');
    for (const text of ['^', '$', '[x]', '*', '\\d', '^$[x]*\\d'])
      expect(await has(text)).toBe('5');
    expect(await has('𝒳')).toBe('6');
    expect(await has('e\u0301')).toBe('');
    expect(await has('a', 'b')).toBe('47');
    expect(await has('\nb')).toBe('7');
    const misuse = { field: 'amountMinor', op: 'contains', value: '1' } as const;
    expect(await errorNameOf(allFound(reads, collection, { where: [misuse], limit: 1 }))).toBe(
      'StoreMisuse',
    );
  },
  'only declared fields can be asked for, and a limit is 1 to 1,000': async ({ shared }) => {
    const { reads } = shared;
    const { collection, keys, sum } = await lines(reads);
    const misuse = 'StoreMisuse';
    expect(await errorNameOf(keys({ field: 'name', op: 'eq', value: 'x' }))).toBe(misuse);
    expect(await errorNameOf(sum({ groupBy: ['name'], sums: [] }))).toBe(misuse);
    expect(await errorNameOf(sum({ groupBy: [], sums: ['fund'] }))).toBe(misuse);
    const sort = { field: 'name', direction: 'asc' } as const;
    expect(await errorNameOf(reads.find(collection, { sort, limit: 1 }))).toBe(misuse);
    for (const limit of [0, -1, 1.5, 1_001])
      expect(await errorNameOf(reads.find(collection, { limit }))).toBe(misuse);
    expect((await reads.find(collection, { limit: 1_000 })).documents).toHaveLength(5);
  },
};

const sums: Cases<ReadStoreSubject> = {
  'sums are grouped, in the order of the group, null first': async ({ shared: { reads } }) => {
    const { sum } = await lines(reads);
    const row = (group: object, amountMinor: bigint, count: number) => ({
      group,
      sums: { amountMinor },
      count,
    });
    expect(await sum({ groupBy: ['fund'], sums: ['amountMinor'] })).toEqual([
      row({ fund: null }, 0n, 1),
      row({ fund: 'F1' }, 50n, 2),
      row({ fund: 'F2' }, 100n, 1),
      row({ fund: 'f1' }, 0n, 1),
    ]);
    expect(await sum({ groupBy: ['open', 'fund'], sums: ['amountMinor'] })).toEqual([
      row({ open: null, fund: null }, 0n, 1),
      row({ open: null, fund: 'f1' }, 0n, 1),
      row({ open: false, fund: 'F1' }, -50n, 1),
      row({ open: true, fund: 'F1' }, 100n, 1),
      row({ open: true, fund: 'F2' }, 100n, 1),
    ]);
    const where = [{ field: 'region', op: 'eq', value: 'ML07' }] as const;
    expect(await sum({ where, groupBy: ['amountMinor'], sums: [] })).toEqual([
      { group: { amountMinor: 0 }, sums: {}, count: 1 },
      { group: { amountMinor: 100 }, sums: {}, count: 1 },
    ]);
  },
  'a total is one row, and none over no documents': async ({ shared: { reads } }) => {
    const { sum } = await lines(reads);
    expect(await sum({ groupBy: [], sums: ['amountMinor', 'lines'] })).toEqual([
      { group: {}, sums: { amountMinor: 150n, lines: 0n }, count: 5 },
    ]);
    const where = [{ field: 'fund', op: 'eq', value: 'none' }] as const;
    expect(await sum({ where, groupBy: [], sums: ['amountMinor'] })).toEqual([]);
    expect(await sum({ where, groupBy: ['fund'], sums: ['amountMinor'] })).toEqual([]);
  },
  'sums are exact above what a float can count': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const amounts = Array.from({ length: 900 }, (_, n) => Number.MAX_SAFE_INTEGER - n * n);
    await fill(
      reads,
      collection,
      Object.fromEntries(amounts.map((amountMinor, n) => [`k${n}`, { amountMinor, fund: 'F' }])),
    );
    const amountMinor = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
    expect(amountMinor).not.toBe(BigInt(amounts.reduce((sum, amount) => sum + amount, 0)));
    expect(await reads.sum(collection, { groupBy: ['fund'], sums: ['amountMinor'] })).toEqual([
      { group: { fund: 'F' }, sums: { amountMinor }, count: 900 },
    ]);
  },
};

export const queryCases: Cases<ReadStoreSubject> = { ...columns, ...conditions, ...sums };
