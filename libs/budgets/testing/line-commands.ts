import fc from 'fast-check';
import type {
  AdjustCommitment,
  BudgetLineCommand,
  RepriceDeliveries,
} from '../src/domain/budget-line/budget-line.commands.js';
import { by, commit, deliver, first, pay, reserve, usd, xof } from './budget-line.js';

/** Any day from before the financial year of the line until after it. */
const date = fc
  .integer({ min: 0, max: 13 * 28 })
  .map(
    (n) => `${n < 6 * 28 ? '2026' : '2027'}-${two(1 + ((6 + n / 28) % 12))}-${two(1 + (n % 28))}`,
  );
const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
/** Mostly within the year, and often the same: what follows a date is tried as well. */
const when = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('2026-09-15', '2026-10-12', '2026-11-10') },
  { weight: 1, arbitrary: date },
);
const francs = fc.oneof(fc.integer({ min: 1, max: 9_000_000 }), fc.integer({ min: 1, max: 50 }));
const order = fc.constantFrom('o1', 'o2');
const requisition = fc.constantFrom('r1', 'r2');
const delivery = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5');
const payment = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const advance = fc.constantFrom('a1', 'a2');
const adjustment = fc.constantFrom('c1', 'c2', 'c3', 'c4');
const dollars = fc.integer({ min: 1, max: 6_000_000 }).map((cents) => {
  const digits = String(cents).padStart(3, '0');
  return usd(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
});
/** No earlier than the first allotment: the dates of allotments are checked by their own rules. */
const explained = { reason: 'x', by, today: '2027-09-25', effectiveAt: '2026-07-02', ...first };
const approval = fc.integer({ min: 1, max: 3 });

type Arb = fc.WeightedArbitrary<BudgetLineCommand> | fc.Arbitrary<BudgetLineCommand>;

const transfer = fc.constantFrom('t1', 't2', 't3');
const ofTransfer = { reference: 'TRF-2026-0001', reason: 'x', by, effectiveAt: '2026-10-12' };
const transfers: readonly Arb[] = [
  fc.tuple(transfer, dollars).map(([transferId, amount]) => ({
    ...{ type: 'HoldTransfer' as const, transferId, amount, toLineId: 'l2', ...ofTransfer },
  })),
  transfer.map((transferId) => ({ type: 'ReleaseTransfer' as const, transferId })),
  transfer.map((transferId) => ({
    ...{ type: 'SendTransfer' as const, transferId, toProjectId: null },
  })),
  fc.tuple(fc.constantFrom('t8', 't9'), dollars).map(([transferId, amount]) => ({
    ...{ type: 'CreditTransfer' as const, transferId, amount, fromLineId: 'l2' },
    ...{ ...ofTransfer, fromProjectId: null },
  })),
];

const funds: readonly Arb[] = [
  {
    weight: 4,
    arbitrary: fc.tuple(requisition, francs, when).map(([id, n, on]) => reserve(id, n, on)),
  },
  {
    weight: 7,
    arbitrary: fc
      .tuple(order, fc.option(requisition), francs, francs, fc.boolean(), when, approval)
      .map(([id, reservationId, price, estimate, lastOfReservation, effectiveAt, round]) =>
        commit(id, price, {
          ...{ reservationId, estimate, lastOfReservation, effectiveAt, approval: round },
        }),
      ),
  },
  fc.tuple(requisition, when).map(([reservationId, effectiveAt]) => ({
    type: 'ReleaseReservation' as const,
    ...{ reservationId, effectiveAt },
  })),
  fc.tuple(requisition, francs, when).map(([id, n, on]) => ({
    ...reserve(id, n, on),
    type: 'AdjustReservation' as const,
  })),
  fc
    .tuple(order, fc.constantFrom('closed' as const, 'terminated' as const), when)
    .map(([commitmentId, outcome, effectiveAt]) => ({
      type: 'CloseCommitment' as const,
      ...{ commitmentId, outcome, effectiveAt },
    })),
  fc.tuple(order, approval, when).map(([commitmentId, round, effectiveAt]) => ({
    type: 'CancelCommitment' as const,
    ...{ commitmentId, approval: round, effectiveAt },
  })),
  ...transfers,
  dollars.map((amount) => ({ type: 'AllotFunds' as const, amount, ...explained })),
  dollars.map((amount) => ({ type: 'ReviseAllotment' as const, amount, ...explained })),
  fc.tuple(dollars, when).map(([cap, expiresOn]) => ({
    type: 'AuthoriseOverrun' as const,
    ...{ cap, expiresOn, authority: 'x', reason: 'x', by, today: '2026-07-01' },
  })),
];

const change = fc.tuple(order, adjustment, francs, fc.boolean(), when);
const changed = ([commitmentId, adjustmentId, n, less, effectiveAt]: readonly [
  string,
  string,
  number,
  boolean,
  string,
]): Omit<AdjustCommitment, 'type'> => ({
  ...{ commitmentId, adjustmentId, change: xof(less ? -n : n), effectiveAt },
  document: { kind: 'purchase_order', id: commitmentId, reference: null },
});

/** Of what was delivered, of what is still to come, or from one to the other. */
const part = fc.constantFrom('accepted' as const, 'open' as const, 'between' as const);
function repricing(
  [of, id, n, less, on]: readonly [string, string, number, boolean, string],
  where: 'accepted' | 'open' | 'between',
): RepriceDeliveries {
  const { adjustmentId, change: accepted, ...rest } = changed([of, id, n, less, on]);
  const opposite = changed([of, id, n, !less, on]).change;
  const parts = {
    accepted: { accepted, open: xof(0) },
    open: { accepted: xof(0), open: accepted },
    between: { accepted, open: opposite },
  };
  return { type: 'RepriceDeliveries', repricingId: `i${adjustmentId}`, ...parts[where], ...rest };
}

const pricing: readonly Arb[] = [
  change.map((of) => ({ type: 'AdjustCommitment' as const, ...changed(of) })),
  {
    weight: 4,
    arbitrary: fc.tuple(change, part).map(([of, where]) => repricing(of, where)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(order, adjustment, fc.boolean(), when)
      .map(([commitmentId, id, isPrice, effectiveAt]) => ({
        type: 'TakeBackAdjustment' as const,
        ...{ commitmentId, adjustmentId: isPrice ? `i${id}` : id, effectiveAt },
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(order, adjustment, francs, when)
      .map(([commitmentId, creditNoteId, n, effectiveAt]) => ({
        type: 'RecordCredit' as const,
        ...{ commitmentId, creditNoteId, amount: xof(n), effectiveAt },
      })),
  },
];

const spending: readonly Arb[] = [
  {
    weight: 8,
    arbitrary: fc
      .tuple(delivery, francs, order, when)
      .map(([id, n, of, on]) => deliver(id, n, { order: of, on })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(delivery, order, when).map(([deliveryId, commitmentId, effectiveAt]) => ({
      type: 'ReverseDelivery' as const,
      ...{ deliveryId, commitmentId, effectiveAt },
    })),
  },
  {
    weight: 7,
    arbitrary: fc
      .tuple(payment, francs, order, when)
      .map(([id, n, of, on]) => pay(id, n, { order: of, on })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(advance, francs, order, when).map(([id, n, of, on]) => ({
      ...pay(id, n, { order: of, on }),
      type: 'RecordAdvance' as const,
    })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(advance, order, francs, adjustment, when)
      .map(([paymentId, commitmentId, n, liquidationId, effectiveAt]) => ({
        type: 'LiquidateAdvance' as const,
        ...{ paymentId, commitmentId, liquidationId, amount: xof(n), effectiveAt },
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.oneof(payment, advance), order, when)
      .map(([paymentId, commitmentId, effectiveAt]) => ({
        type: 'RecordReturnedPayment' as const,
        ...{ paymentId, commitmentId, effectiveAt },
      })),
  },
  ...(['RecordRefund', 'WriteOffAdvance'] as const).map((type) => ({
    weight: 3,
    arbitrary: fc
      .tuple(order, francs, when, fc.option(advance))
      .map(([commitmentId, n, effectiveAt, advanceId]) => ({
        ...{ type, commitmentId, receivableId: 'v1', advanceId, amount: xof(n), effectiveAt },
      })),
  })),
];

const one = fc.oneof(...funds, ...pricing, ...spending) as fc.Arbitrary<BudgetLineCommand>;

/** Goods at another price that are returned: rare if it is left to chance. */
const returned = fc
  .tuple(delivery, order, francs, francs, fc.boolean(), when, part)
  .map(([deliveryId, of, n, price, isLess, effectiveAt, where]): readonly BudgetLineCommand[] => {
    const reprice = (id: string, less: boolean) =>
      repricing([of, id, price, less, effectiveAt], id.startsWith('up') ? 'accepted' : where);
    return [
      deliver(deliveryId, n, { order: of, on: effectiveAt }),
      reprice(`up-${deliveryId}`, isLess),
      { type: 'ReverseDelivery', deliveryId, commitmentId: of, effectiveAt },
      reprice(`down-${deliveryId}`, !isLess),
    ];
  });

/** A payment of which a part is written off, and which the bank returns: as rare. */
const lost = fc
  .tuple(payment, order, francs, francs, when)
  .map(([paymentId, of, n, off, effectiveAt]): readonly BudgetLineCommand[] => {
    const owed = { commitmentId: of, receivableId: 'v1', advanceId: null, effectiveAt };
    return [
      pay(paymentId, n, { order: of, on: effectiveAt }),
      { type: 'WriteOffAdvance', ...owed, amount: xof(off) },
      { type: 'RecordReturnedPayment', paymentId, commitmentId: of, effectiveAt },
    ];
  });

/** Random commands: most sequences make no sense, and none may break the totals. */
export const anyCommands: fc.Arbitrary<readonly BudgetLineCommand[]> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: one.map((command) => [command]) },
      { weight: 1, arbitrary: returned },
      { weight: 1, arbitrary: lost },
    ),
    { minLength: 20, maxLength: 60, size: 'max' },
  )
  .map((parts) => parts.flat());
