import { expect, test } from '@jest/globals';
import { fold, minorOf, sumMinor } from '@tamani/kernel';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import type { BudgetLineCommand } from './budget-line.commands.js';
import { budgetLine } from './budget-line.decide.js';
import { budgetLineEvents } from './budget-line.events.js';
import {
  by,
  commit,
  deliver,
  factsAt,
  first,
  openWith,
  pay,
  reserve,
  usd,
  xof,
} from '../../../testing/budget-line.js';
import { availableOf, buckets, moneyEventTypes, movementsOf, type Bucket } from './movements.js';
import type { BudgetLineState, Commitment } from './state/budget-line.state.js';
import { valuesOf } from './state/register.js';

const dates = ['2026-09-15', '2026-10-12', '2026-11-10'] as const;
const date = fc.constantFrom(...dates);
const francs = fc.oneof(fc.integer({ min: 1, max: 9_000_000 }), fc.integer({ min: 1, max: 50 }));
const order = fc.constantFrom('o1', 'o2');
const requisition = fc.constantFrom('r1', 'r2');
const dollars = fc.integer({ min: 1, max: 6_000_000 }).map((cents) => {
  const digits = String(cents).padStart(3, '0');
  return usd(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
});
const explained = { reason: 'x', by, today: '2026-11-25', effectiveAt: '2026-07-02', ...first };

const transferId = fc.constantFrom('t1', 't2', 't3');
const ofTransfer = { reference: 'TRF-2026-0001', reason: 'x', by, effectiveAt: '2026-10-12' };
const transfers: fc.Arbitrary<BudgetLineCommand> = fc.oneof(
  fc.tuple(transferId, dollars).map(([id, amount]) => ({
    ...{ type: 'HoldTransfer' as const, transferId: id, amount, toLineId: 'l2', ...ofTransfer },
  })),
  transferId.map((id) => ({ type: 'ReleaseTransfer' as const, transferId: id })),
  transferId.map((id) => ({ type: 'SendTransfer' as const, transferId: id, toProjectId: null })),
  fc.tuple(fc.constantFrom('t8', 't9'), dollars).map(([id, amount]) => ({
    ...{ type: 'CreditTransfer' as const, transferId: id, amount, fromLineId: 'l2' },
    ...{ ...ofTransfer, fromProjectId: null },
  })),
);

/** Random commands: most sequences make no sense, and none may break the totals. */
const command: fc.Arbitrary<BudgetLineCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(requisition, francs, date).map(([id, n, on]) => reserve(id, n, on)),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        order,
        fc.option(requisition),
        francs,
        francs,
        fc.boolean(),
        date,
        fc.integer({ min: 1, max: 3 }),
      )
      .map(([id, reservationId, price, estimate, lastOfReservation, effectiveAt, approval]) =>
        commit(id, price, { reservationId, estimate, lastOfReservation, effectiveAt, approval }),
      ),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5'), francs, order, date, fc.boolean())
      .map(([id, n, of, on, final]) => deliver(id, n, { order: of, on, final })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('p1', 'p2', 'p3', 'p4'), francs, order, date)
      .map(([id, n, of, on]) => pay(id, n, { order: of, on })),
  },
  fc.tuple(fc.constantFrom('a1', 'a2'), francs, order, date).map(([id, n, of, on]) => ({
    ...pay(id, n, { order: of, on }),
    type: 'RecordAdvance' as const,
  })),
  fc
    .tuple(fc.constantFrom('a1', 'a2', 'p1'), order, francs, fc.constantFrom('l1', 'l2', 'l3'))
    .map(([paymentId, commitmentId, n, liquidationId]) => ({
      type: 'LiquidateAdvance' as const,
      ...{ paymentId, commitmentId, liquidationId, amount: xof(n), effectiveAt: '2026-11-10' },
    })),
  fc
    .tuple(fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5'), order, date)
    .map(([deliveryId, commitmentId, effectiveAt]) => ({
      type: 'ReverseDelivery' as const,
      ...{ deliveryId, commitmentId, effectiveAt },
    })),
  fc
    .tuple(fc.constantFrom('p1', 'p2', 'p3', 'a1'), order, date)
    .map(([paymentId, commitmentId, effectiveAt]) => ({
      type: 'RecordReturnedPayment' as const,
      ...{ paymentId, commitmentId, effectiveAt },
    })),
  fc.tuple(requisition, date).map(([reservationId, effectiveAt]) => ({
    type: 'ReleaseReservation' as const,
    ...{ reservationId, effectiveAt },
  })),
  fc.tuple(requisition, francs, date).map(([id, n, on]) => ({
    ...reserve(id, n, on),
    type: 'AdjustReservation' as const,
  })),
  fc.tuple(order, date).map(([commitmentId, effectiveAt]) => ({
    type: 'CloseCommitment' as const,
    ...{ commitmentId, effectiveAt },
  })),
  fc
    .tuple(order, fc.integer({ min: 1, max: 3 }), date)
    .map(([commitmentId, approval, effectiveAt]) => ({
      type: 'CancelCommitment' as const,
      ...{ commitmentId, approval, effectiveAt },
    })),
  fc
    .tuple(order, fc.constantFrom('c1', 'c2', 'c3'), francs, fc.boolean(), date)
    .map(([commitmentId, adjustmentId, n, less, effectiveAt]) => ({
      type: 'AdjustCommitment' as const,
      ...{ commitmentId, adjustmentId, change: xof(less ? -n : n), effectiveAt },
      document: { kind: 'purchase_order', id: commitmentId, reference: null } as const,
    })),
  transfers,
  dollars.map((amount) => ({ type: 'AllotFunds' as const, amount, ...explained })),
  dollars.map((amount) => ({ type: 'ReviseAllotment' as const, amount, ...explained })),
);

const sumOf = <T>(all: readonly T[], of: (one: T) => bigint): bigint => sumMinor(all.map(of));
const live = (one: Commitment) => one.status === 'committed' || one.status === 'released';

/** The figures, summed from the documents: an independent computation. */
function figuresOfDocuments({ reservations, commitments }: BudgetLineState) {
  const orders = valuesOf(commitments).filter(live);
  const deliveries = orders.flatMap((one) => one.deliveries).filter((one) => !one.reversed);
  const payments = orders.flatMap((one) => one.payments).filter((one) => !one.returned);
  const settlements = orders.flatMap((one) => one.settlements);
  return {
    reserved: sumOf(valuesOf(reservations), (one) =>
      one.status === 'reserved' ? one.openMinor : 0n,
    ),
    committed: sumOf(orders, (one) => one.openMinor),
    expended: sumOf(deliveries, (one) => one.amountMinor),
    disbursed: sumOf(payments, (one) => one.amountMinor),
    advances: sumOf(payments, (one) => one.advanceMinor),
    settled: sumOf(settlements, (one) => one.amountMinor),
    paymentExchangeDifference: sumOf(settlements, (one) => one.paidMinor - one.amountMinor),
  };
}

const holds = (condition: boolean, what: string, state: BudgetLineState): void => {
  if (!condition) expect({ what, state }).toBe('what holds');
};

function checkFigures(sums: Readonly<Record<Bucket, bigint>>, state: BudgetLineState): void {
  const { figures } = state;
  for (const bucket of buckets) {
    const signed = bucket.endsWith('Difference');
    holds(figures[bucket] === sums[bucket], `${bucket} is the sum of its movements`, state);
    holds(signed || figures[bucket] >= 0n, `${bucket} is not negative`, state);
  }
  for (const [bucket, sum] of Object.entries(figuresOfDocuments(state))) {
    holds(figures[bucket as Bucket] === sum, `${bucket} is what the documents say`, state);
  }
  const { disbursed, advances, settled, expended, paymentExchangeDifference } = figures;
  const difference = disbursed - advances - settled;
  holds(difference === paymentExchangeDifference, '(P − V) − S is the difference', state);
  holds(settled <= expended, 'S ≤ X', state);
  holds(advances <= disbursed, 'V ≤ P', state);
}

/** If nothing is open in the document's currency, nothing is open in the line's. */
function checkRemainders(state: BudgetLineState): void {
  for (const one of valuesOf(state.reservations)) {
    holds(one.documentOpenMinor > 0n || one.openMinor === 0n, 'reservation used up', state);
  }
  for (const one of valuesOf(state.commitments)) {
    holds(one.documentOpenMinor > 0n || one.openMinor === 0n, 'commitment used up', state);
    for (const delivery of one.deliveries.filter((other) => !other.reversed)) {
      const left = delivery.documentMinor > delivery.settledDocumentMinor;
      holds(left || delivery.settledMinor === delivery.amountMinor, 'delivery settled', state);
    }
  }
}

/** Commands that use available funds may never exceed them. */
const TAKES = ['ReserveFunds', 'CommitFunds', 'ReviseAllotment'];

function checkStep(
  given: BudgetLineCommand,
  before: BudgetLineState,
  after: BudgetLineState,
): void {
  const [was, is] = [availableOf(before.figures), availableOf(after.figures)];
  const takes = TAKES.includes(given.type) && is < was;
  holds(!takes || is >= 0n, `${given.type} leaves nothing below zero`, after);
}

/** Runs the accepted commands, and checks the totals after each. */
function run(commands: readonly BudgetLineCommand[], seen: Set<string>): void {
  let state = fold(budgetLine, openWith('30000.00'));
  const sums = { ...state.figures };
  for (const given of commands) {
    const facts = factsAt('effectiveAt' in given ? given.effectiveAt : '2026-09-01');
    const decision = budgetLine.decide(given, state, { id: 'line', ...facts });
    if (!decision.ok) continue;
    for (const event of decision.value) {
      seen.add(event.type);
      const { data } = budgetLineEvents[event.type];
      holds(data.safeParse(event.data).success, `${event.type} fits its schema`, state);
      for (const { bucket, amount } of movementsOf(event)) sums[bucket] += minorOf(amount);
    }
    const after = fold(budgetLine, decision.value, state);
    checkStep(given, state, after);
    checkFigures(sums, after);
    checkRemainders(after);
    state = after;
  }
}

/** Sequences are drawn until every event has occurred; one of them is rare. */
const MOST_ROUNDS = 20;

test('the totals are right after any sequence of commands', () => {
  const { parameters, seed } = seeded('budget line', { runs: 200, fullRuns: 5_000 });
  const seen = new Set<string>();
  const never = () =>
    moneyEventTypes.filter((type) => !seen.has(type) && !type.startsWith('FundsCarried'));
  const sequences = fc.array(command, { minLength: 20, maxLength: 60, size: 'max' });
  for (let round = 0; round < MOST_ROUNDS && never().length > 0; round++) {
    fc.assert(
      fc.property(sequences, (commands) => run(commands, seen)),
      { ...parameters, seed: seed + round },
    );
  }
  // A property of an event that never occurs would prove nothing.
  expect(never()).toEqual([]);
});
