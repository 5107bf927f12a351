import { describe, expect, test } from '@jest/globals';
import { fold, moneyJson, type MoneyJson } from '@tamani/kernel';
import { rateFor, type MonthlyRates } from '../rate-table/rates.js';
import type { BudgetLineCommand } from './budget-line.commands.js';
import { budgetLine } from './budget-line.decide.js';
import type { BudgetLineEvent } from './budget-line.events.js';
import { factsAt, first } from '../../../testing/budget-line.js';
import { availableOf, unliquidatedOf } from './movements.js';

const by = { id: 'budget-officer' };
const xof = (amount: string): MoneyJson => ({ amount, currency: 'XOF' });
const usd = (amount: string): MoneyJson => ({ amount, currency: 'USD' });
const rates = (month: string, rate: string): MonthlyRates => ({
  month,
  base: 'USD',
  version: 1,
  rates: { XOF: rate },
});
const byMonth: Record<string, MonthlyRates> = {
  '2026-09': rates('2026-09', '580'),
  '2026-10': rates('2026-10', '576'),
  '2026-11': rates('2026-11', '580'),
};

function factsIn(month: string) {
  const rates = byMonth[month] ?? null;
  const rate = rateFor('XOF', 'USD', rates) ?? { used: null };
  return { ...factsAt('2026-09-15'), id: 'line', rates, rate };
}

/** The worked example of docs/domain.md, to the cent after each step. */
describe('the vector', () => {
  const history: BudgetLineEvent[] = [];
  const when = (command: BudgetLineCommand): readonly BudgetLineEvent[] => {
    const at = 'effectiveAt' in command ? command.effectiveAt.slice(0, 7) : '';
    const decision = budgetLine.decide(command, fold(budgetLine, history), factsIn(at));
    if (!decision.ok) throw new Error(JSON.stringify(decision.error));
    history.push(...decision.value);
    return decision.value;
  };
  const figures = () => {
    const { figures: now, currency } = fold(budgetLine, history);
    const all = { ...now, available: availableOf(now), unliquidated: unliquidatedOf(now) };
    const amounts = Object.entries(all).map(([bucket, minor]) => [
      bucket,
      moneyJson(minor, currency).amount,
    ]);
    return Object.fromEntries(amounts) as Record<string, string>;
  };
  const requisition = (id: string) => ({ kind: 'requisition', id, reference: id }) as const;
  const order = { kind: 'purchase_order', id: 'o1', reference: 'PO-1' } as const;
  const receipt = (id: string) => ({ kind: 'receipt', id, reference: id }) as const;
  const payment = { kind: 'payment', id: 'p1', reference: 'PAY-1' } as const;

  test('60,000.00 allotted', () => {
    when({
      type: 'DraftLine',
      reference: 'BL-2026-0001',
      title: 'Equipment',
      currency: 'USD',
      fund: 'RSS-TF',
      fiscalYear: '2026-27',
      axis: 'border_security',
      spendClass: 'equipment',
      projectId: null,
      donor: null,
      by,
    });
    const allotment = { effectiveAt: '2026-07-01', today: '2026-11-20', reason: 'Year', by };
    when({ type: 'AllotFunds', amount: usd('60000.00'), ...allotment, ...first });
    when({ type: 'OpenLine', reason: '', by });
    when({ type: 'AcceptOpening', by });
    expect(figures()).toMatchObject({ allotted: '60000.00', available: '60000.00' });
  });

  const reserve = (id: string, amount: string) =>
    when({
      type: 'ReserveFunds',
      reservationId: id,
      amount: xof(amount),
      document: requisition(id),
      requestedBy: [{ id: 'requisitioner' }],
      effectiveAt: '2026-09-15',
    });

  test('R1: 29,000,000 XOF at 580 are 50,000.00 reserved', () => {
    expect(reserve('r1', '29000000').map((event) => event.type)).toEqual(['FundsReserved']);
    expect(figures()).toMatchObject({ reserved: '50000.00', available: '10000.00' });
  });

  test('R2: 6,000,000 XOF are 10,344.83, refused, 344.83 short', () => {
    expect(reserve('r2', '6000000')).toMatchObject([
      {
        type: 'ReservationRejected',
        data: {
          code: 'insufficient_funds',
          requested: usd('10344.83'),
          available: usd('10000.00'),
          shortfall: usd('344.83'),
        },
      },
    ]);
    expect(figures()).toMatchObject({ reserved: '50000.00', available: '10000.00' });
  });

  test('the order of 27,840,000 XOF commits 48,000.00 and releases 2,000.00', () => {
    const events = when({
      type: 'CommitFunds',
      commitmentId: 'o1',
      approval: 1,
      reservationId: 'r1',
      vendorId: 'v1',
      amount: xof('27840000'),
      estimate: xof('29000000'),
      lastOfReservation: true,
      document: order,
      effectiveAt: '2026-09-20',
    });
    expect(events.map(({ type, data }) => [type, 'amount' in data && data.amount.amount])).toEqual([
      ['FundsCommitted', '48000.00'],
      ['ReservationConsumed', '48000.00'],
      ['ReservationReleased', '2000.00'],
    ]);
    expect(figures()).toMatchObject({
      reserved: '0.00',
      committed: '48000.00',
      available: '12000.00',
    });
  });

  const deliver = (id: string, amount: string, { on }: { readonly on: string }) =>
    when({
      type: 'RecordDelivery',
      commitmentId: 'o1',
      deliveryId: id,
      amount: xof(amount),
      document: receipt(id),
      effectiveAt: on,
    });

  test('40 % at 576: 19,333.33 expended, 19,200.00 liquidated, 133.33 of difference', () => {
    const events = deliver('d1', '11136000', { on: '2026-10-12' });
    expect(events.map(({ type, data }) => [type, 'amount' in data && data.amount.amount])).toEqual([
      ['ExpenditureAccrued', '19333.33'],
      ['CommitmentLiquidated', '19200.00'],
      ['ExchangeDifferenceRecognised', '133.33'],
    ]);
    expect(figures()).toMatchObject({
      committed: '28800.00',
      expended: '19333.33',
      available: '11866.67',
      deliveryExchangeDifference: '133.33',
    });
  });

  test('60 % at 580: 48,133.33 expended, nothing committed', () => {
    deliver('d2', '16704000', { on: '2026-11-10' });
    expect(figures()).toMatchObject({
      committed: '0.00',
      expended: '48133.33',
      available: '11866.67',
    });
  });

  test('the first paid at 580: 19,200.00 in cash, 133.33 gained on the exchange', () => {
    when({
      type: 'RecordDisbursement',
      commitmentId: 'o1',
      paymentId: 'p1',
      amount: xof('11136000'),
      document: payment,
      effectiveAt: '2026-11-05',
    });
    expect(figures()).toEqual({
      allotted: '60000.00',
      reserved: '0.00',
      committed: '0.00',
      expended: '48133.33',
      transferHold: '0.00',
      available: '11866.67',
      disbursed: '19200.00',
      advances: '0.00',
      settled: '19333.33',
      unliquidated: '28800.00',
      deliveryExchangeDifference: '133.33',
      paymentExchangeDifference: '-133.33',
    });
  });

  const of = { commitmentId: 'o1', effectiveAt: '2026-11-20' } as const;

  test('the second invoice is 580,000 XOF below its order: 1,000.00 less is expended', () => {
    const change = { accepted: xof('-580000'), open: xof('0') };
    const ids = { document: order, repricingId: 'invoice-2' };
    when({ type: 'RepriceDeliveries', ...of, ...ids, ...change });
    expect(figures()).toMatchObject({ expended: '47133.33', available: '12866.67' });
  });

  test('and paid at 580: nothing is unliquidated', () => {
    const cash = { paymentId: 'p2', amount: xof('16124000'), document: payment };
    when({ type: 'RecordDisbursement', ...of, ...cash });
    expect(figures()).toMatchObject({
      ...{ disbursed: '47000.00', settled: '47133.33', unliquidated: '0.00', advances: '0.00' },
    });
  });

  test('a credit note of 580,000 XOF is 1,006.94 as accrued, and 1,000.00 owed in cash', () => {
    when({ type: 'RecordCredit', ...of, creditNoteId: 'cn1', amount: xof('580000') });
    expect(figures()).toMatchObject({
      ...{ expended: '46126.39', settled: '46126.39', advances: '1000.00', unliquidated: '0.00' },
      ...{ deliveryExchangeDifference: '126.39', paymentExchangeDifference: '-126.39' },
    });
  });

  test('half of it is refunded, half written off', () => {
    const half = { receivableId: 'v1', advanceId: null, amount: xof('290000') };
    when({ type: 'RecordRefund', ...of, ...half });
    expect(figures()).toMatchObject({ advances: '500.00', disbursed: '46500.00' });
    when({ type: 'WriteOffAdvance', ...of, ...half });
    expect(figures()).toEqual({
      allotted: '60000.00',
      reserved: '0.00',
      committed: '0.00',
      expended: '46626.39',
      transferHold: '0.00',
      available: '13373.61',
      disbursed: '46500.00',
      advances: '0.00',
      settled: '46626.39',
      unliquidated: '0.00',
      deliveryExchangeDifference: '126.39',
      paymentExchangeDifference: '-126.39',
    });
  });
});
