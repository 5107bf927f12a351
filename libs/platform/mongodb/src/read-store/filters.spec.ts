import { expect, test } from '@jest/globals';
import { filtersAfter, orderOf } from './filters.js';

const NEXT = { asc: '$gt', desc: '$lt' } as const;

test.each([
  ['asc', 5],
  ['asc', null],
  ['desc', 5],
  ['desc', null],
] as const)(
  'what comes after a place is ranges of one index, one after the other: %s %j',
  (direction, value) => {
    const sort = { field: 'total', direction };
    const [field = ''] = Object.keys(orderOf(sort));
    const parts = filtersAfter(sort, { key: 'k', value });
    // An "or" would leave it to the server whether it sorts, or reads from one end of the list.
    const operators = parts.flatMap((part) => Object.keys(part));
    expect(operators.filter((name) => name.startsWith('$'))).toEqual([]);
    const tie = { [NEXT[direction]]: 'k' };
    expect(Object.keys(parts[0] ?? {})).toEqual([field, '_id']);
    expect(parts[0]).toMatchObject({ _id: tie });
    for (const part of parts.slice(1)) expect(Object.keys(part)).toEqual([field]);
    const isAtEnd = direction === 'desc' && value === null;
    const isBeforeNulls = direction === 'desc' && value !== null;
    expect(parts).toHaveLength(isAtEnd ? 1 : isBeforeNulls ? 3 : 2);
  },
);

test('without a sort it is the order of the keys; the first page begins nowhere', () => {
  expect(filtersAfter(undefined, { key: 'k', value: null })).toEqual([{ _id: { $gt: 'k' } }]);
  expect(filtersAfter({ field: 'total', direction: 'desc' }, undefined)).toEqual([{}]);
});
