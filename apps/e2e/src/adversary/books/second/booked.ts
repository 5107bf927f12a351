import type { LogEvent } from '../../system/system.js';
import { shown, units, type Money } from '../amounts.js';

export interface Amount {
  readonly budgetLineId: string;
  readonly amount: Money;
}

export type Data = LogEvent['data'];

export const textOf = (value: unknown): string => String(value);
export const idOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? value : null;
/** Minor units as an amount. */
export const shownIn = (minor: bigint, currency: string): Money => ({
  ...{ amount: shown(minor, currency), currency },
});
export const amountsOf = (value: unknown): readonly Amount[] => value as readonly Amount[];

/** One amount for each budget line. */
export function byLine(value: unknown): readonly Amount[] {
  const sums = new Map<string, { readonly minor: bigint; readonly currency: string }>();
  for (const { budgetLineId, amount } of amountsOf(value)) {
    const minor = (sums.get(budgetLineId)?.minor ?? 0n) + units(amount);
    sums.set(budgetLineId, { minor, currency: amount.currency });
  }
  return [...sums].map(([budgetLineId, { minor, currency }]) => ({
    ...{ budgetLineId, amount: { amount: shown(minor, currency), currency } },
  }));
}

const recovery = ({ liquidationId, paymentId }: Data): string =>
  `recovery ${textOf(liquidationId)} ${textOf(paymentId)}`;

/** What a budget line says when it has booked a document, by the document's key in the queue. */
export const booked: Readonly<Record<string, (data: Data) => string>> = {
  ExpenditureAccrued: ({ deliveryId }) => `delivery ${textOf(deliveryId)}`,
  DeliveryHeld: ({ deliveryId }) => `delivery ${textOf(deliveryId)}`,
  ExpenditureReversed: ({ deliveryId }) => `reversal ${textOf(deliveryId)}`,
  HeldDeliveryWithdrawn: ({ deliveryId }) => `reversal ${textOf(deliveryId)}`,
  DisbursementRecorded: ({ paymentId }) => `payment ${textOf(paymentId)}`,
  AdvanceRecorded: ({ paymentId }) => `payment ${textOf(paymentId)}`,
  RefundRecorded: ({ receivableId }) => `refund ${textOf(receivableId)}`,
  AdvanceWrittenOff: ({ receivableId }) => `loss ${textOf(receivableId)}`,
  ExpenditureCredited: ({ creditNoteId }) => `credit ${textOf(creditNoteId)}`,
  DisbursementReturned: ({ paymentId }) => `return ${textOf(paymentId)}`,
  AdvanceLiquidated: recovery,
  AdvanceFreed: recovery,
  AdvanceReturned: ({ paymentId }) => `return ${textOf(paymentId)}`,
  CommitmentReleased: () => 'end',
  CommitmentCancelled: () => 'end',
};
