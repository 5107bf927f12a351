import { proportion, type MoneyJson } from '@tamani/kernel';
import type { DocumentRef } from '../../../shared/vocabulary.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import type { Delivery, Payment, Settlement } from '../../state/budget-line.state.js';
import { contextOf, lineMoney, minimum, movedIn, type InCommitment } from '../rule-parts.js';

/** Cash that settles deliveries, with its amount in the document's currency. */
export interface Cash {
  readonly paymentId: string;
  readonly document: DocumentRef | null;
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

const openOf = (delivery: Delivery): bigint =>
  delivery.reversed ? 0n : delivery.documentMinor - delivery.settledDocumentMinor;

/** Delivered and not yet settled by payments, in the document's currency. */
export const unsettledOf = (deliveries: readonly Delivery[]): bigint =>
  deliveries.reduce((sum, delivery) => sum + openOf(delivery), 0n);

/** A part of cash in proportion to the document's amount; the last part gets the remainder. */
export const cashPart = (cash: Omit<Cash, 'paymentId' | 'document'>, documentPart: bigint) =>
  documentPart >= cash.documentMinor
    ? cash.minor
    : proportion(cash.minor, documentPart, cash.documentMinor);

/**
 * Settles deliveries, the oldest first, until the cash is used up (it is at most what is
 * unsettled). The difference between cash and accrual goes to the exchange account.
 */
export function settle(at: InCommitment, cash: Cash): readonly BudgetLineEvent[] {
  const events: BudgetLineEvent[] = [];
  let left = { minor: cash.minor, documentMinor: cash.documentMinor };
  for (const delivery of at.commitment.deliveries) {
    const documentMinor = minimum(openOf(delivery), left.documentMinor);
    if (documentMinor === 0n) continue;
    const last = documentMinor === left.documentMinor;
    const share = cashPart(cash, documentMinor);
    const paidMinor = last ? left.minor : minimum(left.minor, share);
    left = { minor: left.minor - paidMinor, documentMinor: left.documentMinor - documentMinor };
    const amountMinor = accrualPart(delivery, documentMinor);
    events.push(...settlementEvents(at, { cash, delivery, documentMinor, amountMinor, paidMinor }));
  }
  return events;
}

/** A part of a delivery's accrual; the last part gets the remainder. */
function accrualPart(delivery: Delivery, documentPart: bigint): bigint {
  const left = delivery.amountMinor - delivery.settledMinor;
  if (documentPart === openOf(delivery)) return left;
  return minimum(left, proportion(delivery.amountMinor, documentPart, delivery.documentMinor));
}

function settlementEvents(
  at: InCommitment,
  part: {
    readonly cash: Cash;
    readonly delivery: Delivery;
    readonly documentMinor: bigint;
    readonly amountMinor: bigint;
    readonly paidMinor: bigint;
  },
): readonly BudgetLineEvent[] {
  const { state, commitmentId, effectiveAt } = at;
  const { cash, delivery, documentMinor, amountMinor, paidMinor } = part;
  const ids = { commitmentId, paymentId: cash.paymentId, deliveryId: delivery.deliveryId };
  const data = {
    ...contextOf(state, cash.document, at.commitment.vendorId),
    ...movedIn(at, amountMinor, documentMinor),
    ...ids,
    paid: lineMoney(state, paidMinor),
  };
  const settled: BudgetLineEvent = { type: 'AccrualSettled', data, effectiveAt };
  return [settled, ...difference(at, { ids, document: cash.document, paidMinor, amountMinor })];
}

function difference(
  at: InCommitment,
  of: {
    readonly ids: { commitmentId: string; paymentId: string; deliveryId: string };
    readonly document: DocumentRef | null;
    readonly paidMinor: bigint;
    readonly amountMinor: bigint;
  },
): readonly BudgetLineEvent[] {
  const { ids, document, paidMinor, amountMinor } = of;
  if (paidMinor === amountMinor) return [];
  const data = {
    ...contextOf(at.state, document, at.commitment.vendorId),
    amount: lineMoney(at.state, paidMinor - amountMinor),
    documentAmount: null as MoneyJson | null,
    ...ids,
  };
  const { effectiveAt } = at;
  return [{ type: 'PaymentExchangeDifferenceRecognised', data, effectiveAt }];
}

/** Settles deliveries from automatic advances, the oldest first. */
export function takeAdvances(at: InCommitment, liquidationId: string): readonly BudgetLineEvent[] {
  const unsettled = unsettledOf(at.commitment.deliveries);
  const payment = at.commitment.payments.find(
    (one) => one.automatic && one.advanceDocumentMinor > 0n,
  );
  if (!payment || unsettled === 0n) return [];
  return liquidateAdvance(at, {
    payment,
    documentMinor: minimum(unsettled, payment.advanceDocumentMinor),
    liquidationId,
  });
}

/** Deliveries use a part of an advance. */
export function liquidateAdvance(
  at: InCommitment,
  of: {
    readonly payment: Payment;
    readonly documentMinor: bigint;
    readonly liquidationId: string;
  },
): readonly BudgetLineEvent[] {
  const { payment, documentMinor, liquidationId } = of;
  const { paymentId, document } = payment;
  const advance = { minor: payment.advanceMinor, documentMinor: payment.advanceDocumentMinor };
  const minor = cashPart(advance, documentMinor);
  const { commitmentId, effectiveAt } = at;
  const data = {
    ...contextOf(at.state, document, at.commitment.vendorId),
    ...movedIn(at, minor, documentMinor),
    ...{ commitmentId, paymentId, liquidationId },
  };
  return [
    { type: 'AdvanceLiquidated', data, effectiveAt },
    ...settle(at, { paymentId, document, minor, documentMinor }),
  ];
}

/** Settlements of one payment and one delivery, as one. */
export function summed(settlements: readonly Settlement[]): readonly Settlement[] {
  const sums = new Map<string, Settlement>();
  for (const one of settlements) {
    const key = `${one.paymentId}\n${one.deliveryId}`;
    const before = sums.get(key);
    sums.set(key, {
      ...one,
      documentMinor: (before?.documentMinor ?? 0n) + one.documentMinor,
      amountMinor: (before?.amountMinor ?? 0n) + one.amountMinor,
      paidMinor: (before?.paidMinor ?? 0n) + one.paidMinor,
    });
  }
  return [...sums.values()];
}

/** Undoes a settlement and its exchange difference. */
export function unsettle(
  at: InCommitment,
  settlement: Settlement,
  document: DocumentRef | null,
): readonly BudgetLineEvent[] {
  const { paymentId, deliveryId, amountMinor, documentMinor, paidMinor } = settlement;
  const { commitmentId, effectiveAt } = at;
  const ids = { commitmentId, paymentId, deliveryId };
  const data = {
    ...contextOf(at.state, document, at.commitment.vendorId),
    ...movedIn(at, amountMinor, documentMinor),
    ...ids,
  };
  const reversed = { document, ids, paidMinor: amountMinor, amountMinor: paidMinor };
  return [{ type: 'SettlementReversed', data, effectiveAt }, ...difference(at, reversed)];
}
