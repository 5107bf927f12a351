import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sayIn } from '../shell/language.js';
import { flowsIn } from './flow-file.js';
import { planOf } from './flow-plan.js';
import { COLUMNS, flowOf, type Column, type FlowRow } from './flow.js';

const complete: Record<Column, string> = {
  id: '228238',
  date: '2021-02-25',
  decisionDate: '',
  status: 'commitment',
  srcOrganization: 'Luxembourg, Government of',
  description: 'Support',
  amountUSD: '606796',
  originalAmount: '500000',
  originalCurrency: 'EUR',
  refCode: '',
};
const row = (fields: Partial<Record<Column, string>> = {}, line = 2): FlowRow => ({
  line,
  fields: { ...complete, ...fields },
  wholeWidth: true,
});

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (rows: readonly Record<Column, string>[]) =>
  [COLUMNS.join(','), ...rows.map((r) => COLUMNS.map((c) => cell(r[c])).join(','))].join('\n');

describe('a record as a flow', () => {
  test.each([
    ['both given', {}, '500000 EUR'],
    ['a currency without an amount', { originalAmount: '' }, '606796 USD'],
    ['an original amount of zero', { originalAmount: '0' }, '606796 USD'],
    ['dollars only', { originalAmount: '', originalCurrency: '' }, '606796 USD'],
    ['nothing at all', { originalAmount: '0', amountUSD: '0' }, '0 USD'],
  ])('money: %s', (_, fields, expected) => {
    const flow = flowOf(row(fields));
    expect('amount' in flow && `${flow.amount.amount} ${flow.amount.currency}`).toBe(expected);
  });

  test.each([
    ['pledge', 'pledged'],
    ['commitment', 'agreed'],
    ['paid', 'received'],
  ])('%s is our %s', (status, stage) => {
    expect(flowOf(row({ status }))).toMatchObject({ stage });
  });

  test('a donor that the register does not name is given one only when asked', () => {
    expect(flowOf(row({ srcOrganization: ' ' }))).toMatchObject({ donor: '' });
    expect(flowOf(row({ srcOrganization: '' }), 'Unnamed')).toMatchObject({ donor: 'Unnamed' });
    expect(flowOf(row(), 'Unnamed')).toMatchObject({ donor: complete.srcOrganization });
  });

  test('an unreadable record has a reason', () => {
    const bad = [
      flowOf(row({ id: '' })),
      flowOf(row({ status: 'promised' })),
      flowOf({ ...row(), wholeWidth: false }),
    ];
    const codes = bad.map((one) => ('code' in one ? one.code : 'none'));
    expect(codes).toEqual(['id_missing', 'status_unknown', 'columns_uneven']);
    const said = bad.map((one) => ('why' in one ? one.why(sayIn('en')) : ''));
    expect(said[1]).toBe('unknown status "promised": use pledge, commitment or paid');
  });

  test('a description becomes one line of bounded length', () => {
    const flow = flowOf(row({ description: ` a\r\n\tb ${'x'.repeat(600)}` }));
    expect('title' in flow && flow.title.startsWith('a b x')).toBe(true);
    expect('title' in flow && [...flow.title].length).toBe(500);
  });
});

describe('a file of flows', () => {
  test('any text is read back as written, with its first line number', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom(...'a",\n\r é;') }), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (descriptions) => {
        const rows = descriptions.map((description) => ({ ...complete, description }));
        const read = flowsIn(csv(rows));
        let line = 2;
        for (const [index, { fields, line: at }] of read.entries()) {
          const written = descriptions[index]?.replace(/\r\n?/g, '\n') ?? '';
          expect([at, fields.description]).toEqual([line, written]);
          line += written.split('\n').length;
        }
        expect(read).toHaveLength(rows.length);
      }),
    );
  });

  test('columns may be in any order, among others', () => {
    const columns = ['extra', ...COLUMNS].reverse();
    const line = columns.map((name) => (name === 'extra' ? 'x' : cell(complete[name as Column])));
    expect(flowsIn(`\uFEFF${columns.join(',')}\n${line.join(',')}`)).toEqual([row()]);
  });

  test('a missing column is named', () => {
    expect(() => flowsIn('id,date\n1,2020-01-01')).toThrow('srcOrganization');
    expect(() => flowsIn('')).toThrow('columns missing');
  });

  test('broken quotes are told with their line', () => {
    expect(() => flowsIn(`${COLUMNS.join(',')}\n"a"b,c`)).toThrow(/not CSV.*line 2/);
  });
});

describe('the plan', () => {
  test('a repeated record counts once; another content under the same id is refused', () => {
    const plan = planOf([row({}, 2), row({}, 3), row({ amountUSD: '1' }, 4), row({ id: '7' }, 5)]);
    expect(plan.flows.map((flow) => flow.line)).toEqual([2, 5]);
    expect(plan.repeated).toEqual([{ line: 3, id: '228238', firstLine: 2 }]);
    expect(plan.refused).toMatchObject([{ line: 4, code: 'id_twice' }]);
  });

  test('records without an id are refused one by one, not taken for repeats', () => {
    const plan = planOf([row({ id: '' }, 2), row({ id: '' }, 3)]);
    expect(plan.refused.map(({ line, code }) => [line, code])).toEqual([
      [2, 'id_missing'],
      [3, 'id_missing'],
    ]);
  });
});
