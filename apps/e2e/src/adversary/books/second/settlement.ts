import type { Delivery } from './delivery.js';

export interface Payment {
  readonly id: string;
  readonly date: string;
  cash: bigint;
  /** What the vendor will not pay back. */
  lost: bigint;
  advance: bigint;
  advanceDocument: bigint;
  /** What only invoices may use of it. */
  recoverable: bigint;
}

/** What a payment has settled of a delivery. */
export interface Settlement {
  readonly payment: Payment;
  readonly delivery: Delivery;
  readonly document: bigint;
  readonly amount: bigint;
  readonly cash: bigint;
}

/** Settlements of one payment and one delivery, as one. */
export function pairs(settlements: readonly Settlement[]): readonly Settlement[] {
  const known: Settlement[] = [];
  for (const one of settlements) {
    const at = known.findIndex(
      ({ payment, delivery }) => payment === one.payment && delivery === one.delivery,
    );
    const before = known[at];
    if (!before) known.push(one);
    else known[at] = joined(before, one);
  }
  return known;
}

const joined = (one: Settlement, other: Settlement): Settlement => ({
  ...one,
  document: one.document + other.document,
  amount: one.amount + other.amount,
  cash: one.cash + other.cash,
});

/** Of one delivery. */
export const of =
  (delivery: Delivery) =>
  (one: Settlement): boolean =>
    one.delivery === delivery;
