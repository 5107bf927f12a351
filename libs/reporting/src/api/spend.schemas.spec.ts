import { expect, test } from '@jest/globals';
import type { Rejected } from '@tamani/kernel';
import { valuesOf, type ValuesOf } from '@tamani/nest';
import { z } from 'zod';
import { spendEnvelope, spendJson, spendParameters, spendRowSchema } from './spend.schemas.js';
import { queryStringOf, selectionOf } from './query.schemas.js';
import { dimensionNames } from '../domain/ledger/dimensions.js';
import { figureNames } from '../read-models/spend/figures.js';
import type { SpendFigures, SpendQuery } from '../read-models/spend/spend.js';

type Raw = Readonly<Record<string, string | readonly string[]>>;
const read = (query: Raw) => valuesOf(query, spendParameters) as ValuesOf<typeof spendParameters>;
const codes = (query: Raw) => {
  try {
    return [read(query)].slice(1);
  } catch (error) {
    return (error as Rejected).rejection.errors?.map(({ code }) => code);
  }
};

test('groupBy takes every dimension of the table, in the order given', () => {
  const groupBy = [...dimensionNames].reverse();
  expect(read({ groupBy: groupBy.join(',') }).groupBy).toEqual(groupBy);
});

test.each([
  [{ groupBy: 'spendClass,colour' }, 'group_by_unknown'],
  [{ groupBy: 'toString' }, 'group_by_unknown'],
  [{ groupBy: 'month,month' }, 'group_by_repeated'],
  [{ knownAt: 'yesterday' }, 'moment_malformed'],
  [{ position: '-1' }, 'log_position_malformed'],
] as const)('%j is refused: %s', (query, code) => {
  expect(codes(query)).toContain(code);
});

test('an unknown filter is refused, not ignored', () => {
  expect(codes({ colour: 'red' })).toEqual(['unknown_parameter']);
});

test('filters repeat, and "none" is null', () => {
  const { filters } = selectionOf(read({ region: ['ML07', 'none'], spendClass: 'equipment' }));
  expect(filters).toEqual({ region: ['ML07', null], spendClass: ['equipment'] });
});

test.each([
  ['2026-10-31', '2026-10-31T23:59:59.999999Z'],
  ['2026-10-31T10:00:00.5Z', '2026-10-31T10:00:00.500999Z'],
  ['2026-10-31T10:00:00.123456Z', '2026-10-31T10:00:00.123456Z'],
])('known at %s is %s', (given, moment) => {
  expect(read({ knownAt: given }).knownAt).toBe(moment);
});

const zero = { amount: '0.00', currency: 'USD' };
const figures = Object.fromEntries(figureNames.map((name) => [name, zero])) as SpendFigures;
const row = { group: { spendClass: 'equipment', vendor: null }, currency: 'USD', figures };
const cover = { asOf: '2026-10-31', knownAt: '2026-11-01T00:00:00.000000Z', position: 12n };
const query: SpendQuery = {
  groupBy: ['spendClass', 'vendor'],
  filters: { fiscalYear: ['2026-27'], spendClass: ['equipment', 'printing'] },
};

test('the answer has the declared shape, its cover, and a way down from every row', () => {
  const json = spendJson(query, { rows: [row], totals: [{ ...row, group: {} }] }, cover);
  expect(z.array(spendRowSchema).parse(json.data)).toEqual(json.data);
  expect(z.strictObject(spendEnvelope).parse(json.envelope)).toEqual(json.envelope);
  expect(json.envelope).toMatchObject({ position: '12', currency: 'USD', asOf: '2026-10-31' });
  const link = new URL(json.data[0]?.ledgerLines ?? '', 'http://host');
  expect(link.pathname).toBe('/v1/ledger-lines');
  const { filters, ...rest } = selectionOf(read(Object.fromEntries(link.searchParams)));
  expect(filters).toEqual({ fiscalYear: ['2026-27'], spendClass: ['equipment'], vendor: [null] });
  expect(rest).toEqual({ currency: 'USD', ...cover });
});

test('the total goes down to what the query selected, all of its values', () => {
  const json = spendJson(query, { rows: [], totals: [{ ...row, group: {} }] }, cover);
  const link = new URL(json.envelope.totals[0]?.ledgerLines ?? '', 'http://host');
  expect(link.searchParams.getAll('spendClass')).toEqual(['equipment', 'printing']);
});

test('rows of two currencies have no common currency', () => {
  const two = [row, { ...row, currency: 'EUR' }];
  expect(spendJson(query, { rows: two, totals: two }, cover).envelope.currency).toBeNull();
  expect(spendJson(query, { rows: [], totals: [] }, cover).envelope.currency).toBeNull();
});

test('a query string is parsed back to its selection', () => {
  const selection = {
    filters: { region: ['ML07', null], institution: ['Police & gendarmerie, à Gao'] },
    currency: 'USD',
    asOf: '2026-10-31',
    knownAt: '2026-11-01T00:00:00.000000Z',
    position: 12n,
  };
  const params = new URLSearchParams(queryStringOf(selection));
  const given = Object.fromEntries(
    [...new Set(params.keys())].map((name) => [name, params.getAll(name)]),
  );
  const { currency, asOf, knownAt } = selection;
  const flat = { ...given, currency, asOf, knownAt, position: '12' };
  expect(selectionOf(read(flat))).toEqual(selection);
});
