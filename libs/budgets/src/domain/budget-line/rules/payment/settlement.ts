import { proportion } from '@tamani/kernel';
import type { DocumentRef } from '../../../shared/vocabulary.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { latest } from '../../state/evolve/account-dates.evolve.js';
import type { Delivery, Settlement } from '../../state/budget-line.state.js';
import { contextOf, lineMoney, minimum, movedIn, type InCommitment } from '../rule-parts.js';

/** Cash that settles deliveries, with its amount in the document's currency. */
export interface Cash {
  readonly paymentId: string;
  readonly document: DocumentRef | null;
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

/** Delivered and not yet settled, in the document's currency. */
export const openOf = (delivery: Delivery): bigint =>
  delivery.reversed ? 0n : delivery.documentMinor - delivery.settledDocumentMinor;

/** The same as it was accrued. */
export const openAccrualOf = (delivery: Delivery): bigint =>
  delivery.reversed ? 0n : delivery.amountMinor - delivery.settledMinor;

export const unsettledOf = (deliveries: readonly Delivery[]): bigint =>
  deliveries.reduce((sum, delivery) => sum + openOf(delivery), 0n);

/** A part of cash in proportion to the document's amount; the last part gets the remainder. */
export const cashPart = (cash: Omit<Cash, 'paymentId' | 'document'>, documentPart: bigint) =>
  documentPart >= cash.documentMinor
    ? cash.minor
    : proportion(cash.minor, documentPart, cash.documentMinor);

/**
 * Settles deliveries, the oldest first, until the cash is used up (it is at most what is
 * unsettled of them). The difference between cash and accrual goes to the exchange account.
 */
export function settle(
  at: InCommitment,
  cash: Cash,
  deliveries: readonly Delivery[],
): readonly BudgetLineEvent[] {
  const events: BudgetLineEvent[] = [];
  let left = { minor: cash.minor, documentMinor: cash.documentMinor };
  for (const delivery of deliveries) {
    const documentMinor = minimum(openOf(delivery), left.documentMinor);
    if (documentMinor === 0n) continue;
    const last = documentMinor === left.documentMinor;
    const share = cashPart(cash, documentMinor);
    const paidMinor = last ? left.minor : minimum(left.minor, share);
    left = { minor: left.minor - paidMinor, documentMinor: left.documentMinor - documentMinor };
    const amountMinor = accrualPart(delivery, documentMinor);
    const { paymentId, document } = cash;
    const { deliveryId } = delivery;
    const part = { paymentId, deliveryId, documentMinor, amountMinor, paidMinor };
    events.push(...settlementEvents(at, { type: 'AccrualSettled', part, document }));
  }
  return events;
}

/** A part of a delivery's accrual; the last part gets the remainder. */
export function accrualPart(delivery: Delivery, documentPart: bigint): bigint {
  const left = openAccrualOf(delivery);
  if (documentPart === openOf(delivery)) return left;
  return minimum(left, proportion(delivery.amountMinor, documentPart, delivery.documentMinor));
}

/** A settlement, or a part of one, without its date. */
export type SettledPart = Omit<Settlement, 'increasedOn'>;

function settlementEvents(
  at: InCommitment,
  of: {
    readonly type: 'AccrualSettled' | 'SettlementReversed';
    readonly part: SettledPart;
    readonly document: DocumentRef | null;
  },
): readonly BudgetLineEvent[] {
  const { state, commitmentId, commitment, effectiveAt, documentDate } = at;
  const { type, part, document } = of;
  const { paymentId, deliveryId, amountMinor, documentMinor, paidMinor } = part;
  const context = contextOf(state, document, commitment.vendorId);
  const ids = { commitmentId, paymentId, deliveryId };
  const money = movedIn(at, amountMinor, documentMinor);
  const data = { ...context, ...money, ...ids, paid: lineMoney(state, paidMinor) };
  const difference = type === 'AccrualSettled' ? paidMinor - amountMinor : amountMinor - paidMinor;
  if (difference === 0n) return [{ type, data, effectiveAt }];
  const amount = lineMoney(state, difference);
  return [
    { type, data, effectiveAt },
    {
      type: 'PaymentExchangeDifferenceRecognised',
      data: { ...context, amount, documentAmount: null, documentDate, ...ids },
      effectiveAt,
    },
  ];
}

/** Settlements of one payment and one delivery, as one; by the oldest of each. */
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
      increasedOn: latest(before?.increasedOn ?? '', one.increasedOn),
    });
  }
  return [...sums.values()];
}

/** A part of a settlement, in proportion; the whole of it gets the remainder. */
export function settlementPart(settlement: Settlement, documentMinor: bigint): SettledPart {
  const { paymentId, deliveryId, amountMinor, paidMinor, documentMinor: whole } = settlement;
  if (documentMinor >= whole) return settlement;
  return {
    ...{ paymentId, deliveryId, documentMinor },
    amountMinor: proportion(amountMinor, documentMinor, whole),
    paidMinor: proportion(paidMinor, documentMinor, whole),
  };
}

const documentOf = ({ commitment }: InCommitment, paymentId: string): DocumentRef | null =>
  commitment.payments.find((one) => one.paymentId === paymentId)?.document ?? null;

/** Undoes a settlement, or a part of it, and its exchange difference. */
export const unsettle = (at: InCommitment, part: SettledPart): readonly BudgetLineEvent[] =>
  settlementEvents(at, {
    type: 'SettlementReversed',
    part,
    document: documentOf(at, part.paymentId),
  });

/** The cash of a settlement that is undone is owed by the vendor. */
export function owedAgain(at: InCommitment, part: SettledPart): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { paymentId, deliveryId, paidMinor, documentMinor } = part;
  const data = {
    ...contextOf(state, documentOf(at, paymentId), commitment.vendorId),
    ...movedIn(at, paidMinor, documentMinor),
    ...{ commitmentId, paymentId, deliveryId },
  };
  const owed: BudgetLineEvent = { type: 'ReceivableRecognised', data, effectiveAt };
  return [...unsettle(at, part), owed];
}
