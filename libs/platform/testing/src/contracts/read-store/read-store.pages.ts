import { expect } from '@jest/globals';
import { sortKey } from '@tamani/kernel';
import type { FindQuery } from '@tamani/ports';
import { errorNameOf } from '../event-store/event-store.harness.js';
import type { Cases } from '../suite.js';
import { allFound, fill, keysOf, sample, type ReadStoreSubject } from './read-store.harness.js';

const key = (n: number): string => `k${String(n).padStart(3, '0')}`;
/** Amounts with many ties, and some nulls. */
const TIED = Object.fromEntries(
  Array.from({ length: 60 }, (_, n) => [
    key((n * 37) % 60),
    { fund: n % 2 ? 'odd' : 'even', amountMinor: n % 5 === 0 ? null : n % 4 },
  ]),
);

export const pageCases: Cases<ReadStoreSubject> = {
  'pages are in the order of the key without a sort': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    await fill(reads, collection, TIED);
    const all = await allFound(reads, collection, { limit: 7 });
    expect(keysOf(all)).toEqual(Object.keys(TIED).sort());
  },
  'pages skip nothing and repeat nothing, with ties and nulls, both ways': async ({ shared }) => {
    const { reads } = shared;
    const collection = await sample(reads);
    await fill(reads, collection, TIED);
    const amount = (name: string): number => TIED[name]?.amountMinor ?? -1;
    const wanted = Object.keys(TIED).sort(
      (one, other) => amount(one) - amount(other) || (one < other ? -1 : 1),
    );
    for (const limit of [1, 7, 12, 59, 60, 61]) {
      const sorted = (direction: 'asc' | 'desc') =>
        allFound(reads, collection, { sort: { field: 'amountMinor', direction }, limit });
      expect(keysOf(await sorted('asc'))).toEqual(wanted);
      expect(keysOf(await sorted('desc'))).toEqual([...wanted].reverse());
    }
  },
  'texts are sorted by their bytes, null first: so a sort key orders names': async ({ shared }) => {
    const { reads } = shared;
    const collection = await sample(reads);
    const names = ['Zakaria', 'École', 'eau', 'PO-2026-10000', 'PO-2026-9999', 'Œuvre', null];
    const documents = names.map((name, n) => [key(n), { fund: name && sortKey(name) }] as const);
    await fill(reads, collection, Object.fromEntries(documents));
    const sorted = async (direction: 'asc' | 'desc') =>
      keysOf(
        await allFound(reads, collection, { sort: { field: 'fund', direction }, limit: 2 }),
      ).map((found) => names[Number(found.slice(1))]);
    const wanted = [null, 'eau', 'École', 'Œuvre', 'PO-2026-9999', 'PO-2026-10000', 'Zakaria'];
    expect(await sorted('asc')).toEqual(wanted);
    expect(await sorted('desc')).toEqual(wanted.reverse());
  },
  'the last page has no cursor, full or not': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    expect(await reads.find(collection, { limit: 3 })).toEqual({ documents: [], nextCursor: null });
    await fill(reads, collection, { a: {}, b: {}, c: {} });
    expect((await reads.find(collection, { limit: 3 })).nextCursor).toBeNull();
    expect((await reads.find(collection, { limit: 2 })).nextCursor).not.toBeNull();
  },
  'a cursor holds its place while documents come and change': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const fields = (amountMinor: number) => ({ amountMinor });
    await fill(reads, collection, { b: fields(1), d: fields(1), f: fields(1), h: fields(2) });
    const query: FindQuery = { sort: { field: 'amountMinor', direction: 'asc' }, limit: 2 };
    const { documents, nextCursor } = await reads.find(collection, query);
    expect(keysOf(documents)).toEqual(['b', 'd']);
    await fill(reads, collection, { a: fields(1), c: fields(1), e: fields(1), z: fields(0) });
    const moved = { collection, key: 'd', doc: fields(9), position: 2n, expected: 1n };
    await reads.commit({ writes: [moved] });
    const rest = await allFound(reads, collection, { ...query, cursor: nextCursor ?? '' });
    expect(keysOf(rest)).toEqual(['e', 'f', 'h', 'd']);
  },
  'a cursor of another query, or of nobody, is refused': async ({ shared: { reads } }) => {
    const [collection, other] = [await sample(reads), await sample(reads)];
    for (const name of [collection, other]) await fill(reads, name, TIED);
    const sort = { field: 'amountMinor', direction: 'asc' } as const;
    const where = [{ field: 'fund', op: 'eq', value: 'odd' }] as const;
    const query: FindQuery = { sort, where, limit: 5 };
    const cursor = (await reads.find(collection, query)).nextCursor ?? '';
    const refused = (name: string, change: Partial<FindQuery>) =>
      errorNameOf(reads.find(name, { ...query, cursor, ...change }));
    expect(await refused(collection, {})).toBeUndefined();
    const changes: Partial<FindQuery>[] = [
      { sort: { ...sort, direction: 'desc' } },
      { sort: { ...sort, field: 'fund' } },
      { sort: undefined },
      { where: [{ field: 'fund', op: 'eq', value: 'even' }] },
      { where: [] },
      { cursor: '' },
      { cursor: 'AAAA' },
      { cursor: `${cursor}x` },
      { cursor: `x${cursor}` },
      { cursor: cursor.slice(0, -1) },
    ];
    for (const change of changes) expect(await refused(collection, change)).toBe('InvalidCursor');
    expect(await refused(other, {})).toBe('InvalidCursor');
  },
};
