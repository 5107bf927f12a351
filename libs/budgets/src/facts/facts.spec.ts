import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import type { OwnFactReader } from '@tamani/runtime';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  deliver,
  draftLine,
  factsAt,
  first,
  openWith,
  ratesOf,
  reserve,
  usd,
} from '../../testing/budget-line.js';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { rateTableId } from '../domain/rate-table/rates.js';
import { budgetLineView, fiscalPeriodView, rateTableView } from '../published/index.js';
import { policyIdOf } from '@tamani/procurement/published';
import { budgetLineAggregate } from './budget-line.facts.js';
import { rateTableAggregate } from './rate-table.facts.js';

/** Reads the states given by the test, by id, and records the reads. */
function reader(streams: Readonly<Record<string, unknown>>) {
  const read: string[] = [];
  const facts: OwnFactReader = {
    id: 'l1',
    state: (of, id) => {
      read.push(of.category);
      return Promise.resolve((streams[id] ?? null) as never);
    },
  };
  return { facts, read };
}
const { facts: readers } = budgetLineAggregate;
const line = fold(budgetLine, openWith('60000.00'));
const rates = { [rateTableId('USD', '2026-09')]: ratesOf('2026-09') };

describe('the facts of a budget line', () => {
  test('are the rates of the month of the business date, if there is a conversion', async () => {
    const { facts, read } = reader(rates);
    const francs = await readers.ReserveFunds(reserve('r1', 580), line, facts);
    expect(francs).toEqual({ rates: ratesOf('2026-09'), project: null, periods: {} });
    expect(read).toEqual(['budgets.FiscalPeriod', 'budgets.RateTable']);
    const dollars = { ...reserve('r1', 1), amount: { amount: '1.00', currency: 'USD' } };
    expect(await readers.ReserveFunds(dollars, line, facts)).toEqual({
      ...{ rates: null, project: null, periods: {} },
    });
    expect(read.filter((category) => category === 'budgets.RateTable')).toHaveLength(1);
  });

  test('name the months that are not open, from the date to the first open one', async () => {
    const { facts } = reader({
      ...rates,
      [fiscalPeriodId('2026-09')]: 'closed',
      [fiscalPeriodId('2026-10')]: 'soft_closed',
      [fiscalPeriodId('2026-11')]: 'reopened',
      [fiscalPeriodId('2026-12')]: 'closed',
    });
    const { periods } = await readers.ReserveFunds(reserve('r1', 580), line, facts);
    expect(periods).toEqual({ '2026-09': 'closed', '2026-10': 'soft_closed' });
  });

  test('name the months of what is on hold, and of what a document follows', async () => {
    const { given } = givenWhenThen(budgetLine);
    const order = commit('o1', 5_800_000, { reservationId: null, effectiveAt: '2026-10-20' });
    const ordered = [
      ...openWith('10000.00'),
      ...given(openWith('10000.00')).when(order, factsAt('2026-09-15')).events(),
    ];
    const late = deliver('d1', 5_800_000, { on: '2026-11-12' });
    const held = [...ordered, ...given(ordered).when(late, factsAt('2026-10-12')).events()];
    const closed = ['2026-10', '2026-11'].map((month) => [fiscalPeriodId(month), 'closed']);
    const { facts } = reader({
      ...Object.fromEntries(closed),
      [rateTableId('USD', '2026-09')]: ratesOf('2026-09'),
    });
    const funds = { type: 'AllotFunds', amount: usd('1.00'), reason: 'x', by, ...first } as const;
    const dates = { effectiveAt: '2026-12-01', today: '2026-12-02' };
    const allotting = await readers.AllotFunds(
      { ...funds, ...dates },
      fold(budgetLine, held),
      facts,
    );
    expect(allotting.periods).toEqual({ '2026-11': 'closed' });
    const early = deliver('d2', 1, { on: '2026-09-21' });
    const { periods } = await readers.RecordDelivery(early, fold(budgetLine, ordered), facts);
    expect(periods).toEqual({ '2026-10': 'closed', '2026-11': 'closed' });
  });

  test('fail for a delivery without a rate, so that it is parked and not lost', async () => {
    const { facts } = reader(rates);
    const booked = (on: string) => readers.RecordDelivery(deliver('d1', 580, { on }), line, facts);
    expect((await booked('2026-09-30')).rate.used).toMatchObject({ month: '2026-09' });
    const unknown = booked('2026-10-12');
    await expect(unknown).rejects.toThrow('no rate from XOF to USD in 2026-10');
  });

  test('include the place and donor of the line’s project', async () => {
    const project = {
      ...{ reference: 'PRJ-2026-0001', status: 'approved', donors: ['Allemagne'] },
      ...{ institution: 'Police', region: 'ML07', axis: 'border_security' },
    };
    const { facts } = reader({ p1: project, p2: { ...project, status: 'cancelled' } });
    const draft = async (projectId: string) => {
      const command = { ...draftLine, projectId };
      const known = await readers.DraftLine(command, budgetLine.initial, facts);
      return budgetLine.decide(command, budgetLine.initial, { id: 'l1', ...known });
    };
    expect(await draft('p1')).toMatchObject({
      value: [{ data: { coding: { institution: 'Police', region: 'ML07', donor: 'Allemagne' } } }],
    });
    expect(await draft('p2')).toMatchObject({ error: { code: 'project_closed_to_spending' } });
    expect(await draft('p3')).toMatchObject({ error: { code: 'project_unknown' } });
  });
});

describe('the views', () => {
  test('a budget line has coding and status', () => {
    expect(fold(budgetLineView, [])).toBeNull();
    expect(fold(budgetLineView, openWith('1.00'))).toMatchObject({
      ...{ status: 'open', currency: 'USD', spendClass: 'equipment', fund: 'RSS-TF' },
    });
  });

  test('rates are the last correction; a period without events is open', () => {
    const said = { source: 'UN', acknowledged: false, reason: 'x', by };
    const table = { month: '2026-09', base: 'USD', ...said };
    const history = [
      {
        type: 'RateTablePublished' as const,
        data: { ...table, version: 1, rates: [{ currency: 'XOF', rate: '580' }] },
      },
      {
        type: 'RateTableCorrected' as const,
        data: { ...table, version: 2, rates: [{ currency: 'XOF', rate: '581' }] },
      },
    ];
    expect(fold(rateTableView, history)).toMatchObject({ version: 2, rates: { XOF: '581' } });
    expect(fold(fiscalPeriodView, [])).toBe('open');
    const closed = {
      type: 'FiscalPeriodClosed' as const,
      data: { month: '2026-09', reason: 'x', by },
    };
    expect(fold(fiscalPeriodView, [closed])).toBe('closed');
  });
});

describe('the facts of a rate table', () => {
  const by = { id: 'budget-officer' };
  const publish = (month: string) =>
    ({
      type: 'PublishRateTable',
      ...{ month, base: 'USD', source: 'UN', rates: [{ currency: 'XOF', rate: '580' }], by },
    }) as const;
  const none = rateTableAggregate.decider.initial;
  const factsOf = async (month: string, streams: Readonly<Record<string, unknown>>) => {
    const { facts } = reader(streams);
    return (await rateTableAggregate.facts.PublishRateTable(publish(month), none, facts))
      .comparison;
  };
  const known = { XOF: '580', EUR: '0.8842' };

  test('are the newest rates of the year before, and the policy of the month', async () => {
    expect(await factsOf('2026-10', rates)).toEqual({ rates: known, percent: '20' });
    expect(await factsOf('2027-09', rates)).toEqual({ rates: known, percent: '20' });
    expect(await factsOf('2027-10', rates)).toEqual({ rates: {}, percent: '20' });
    expect(await factsOf('2026-08', rates)).toEqual({ rates: {}, percent: '20' });
    const key = 'rate_change_percent';
    const settings = [{ from: '2026-10-01', value: '5', reason: 'x' }];
    const set = { ...rates, [policyIdOf(key)]: { key, settings } };
    expect(await factsOf('2026-10', set)).toEqual({ rates: known, percent: '5' });
  });

  test('of a correction are its own rates where the months before have none', async () => {
    const { facts } = reader(rates);
    const state = {
      ...none,
      ...{ month: '2026-10', base: 'USD', version: 1 },
      rates: [
        { currency: 'XOF', rate: '0.58' },
        { currency: 'GBP', rate: '0.75' },
      ],
    };
    const command = { type: 'CorrectRateTable', source: 'UN', rates: [], reason: 'x', by } as const;
    const { CorrectRateTable } = rateTableAggregate.facts;
    expect((await CorrectRateTable(command, state, facts)).comparison.rates).toEqual({
      ...known,
      GBP: '0.75',
    });
  });
});
