import {
  evolveBy,
  minorOf,
  quantityOf,
  withPerson,
  type BusinessDate,
  type Currency,
  type Person,
} from '@tamani/kernel';
import type { ReceiptEvent } from './receipt.events.js';

export type ReceiptStatus =
  'none' | 'registered' | 'inspected' | 'posting' | 'posted' | 'reversing' | 'reversed';

export interface ReceiptLine {
  readonly orderLine: number;
  /** Thousandths; once inspected, accepted plus rejected equals the quantity. */
  readonly quantity: bigint;
  readonly accepted: bigint;
  readonly rejected: bigint;
  readonly reason: string | null;
}
export interface Reversal {
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
}
export interface ReceiptState {
  readonly status: ReceiptStatus;
  readonly reference: string;
  readonly purchaseOrderId: string;
  readonly vendorId: string;
  readonly deliveredOn: BusinessDate;
  readonly lines: readonly ReceiptLine[];
  readonly receivers: readonly Person[];
  /** The amounts accrued at posting, by budget line. */
  readonly posted: readonly {
    readonly budgetLineId: string;
    readonly amountMinor: bigint;
    readonly currency: Currency;
  }[];
  /** The requested reversal: pending until the order answers, then final. */
  readonly reversal?: Reversal | undefined;
}
export const initialReceipt: ReceiptState = {
  status: 'none',
  reference: '',
  purchaseOrderId: '',
  vendorId: '',
  deliveredOn: '',
  lines: [],
  receivers: [],
  posted: [],
};

export const evolveReceipt = evolveBy<ReceiptState, ReceiptEvent>({
  ReceiptRegistered: (_, { lines, by, ...data }) => ({
    ...initialReceipt,
    ...data,
    status: 'registered',
    lines: lines.map(({ orderLine, quantity }) => ({
      orderLine,
      quantity: quantityOf(quantity),
      accepted: 0n,
      rejected: 0n,
      reason: null,
    })),
    receivers: [by],
  }),
  ReceiptInspected: (state, { lines, by }) => ({
    ...state,
    status: 'inspected',
    lines: lines.map(({ orderLine, accepted, rejected, reason }) => ({
      orderLine,
      quantity: quantityOf(accepted) + quantityOf(rejected),
      accepted: quantityOf(accepted),
      rejected: quantityOf(rejected),
      reason,
    })),
    receivers: withPerson(state.receivers, by),
  }),
  ReceiptPostingRequested: (state) => ({ ...state, status: 'posting' }),
  ReceiptPostingRefused: (state) => ({ ...state, status: 'inspected' }),
  ReceiptPosted: (state, { lines }) => ({
    ...state,
    status: 'posted',
    posted: lines.map(({ budgetLineId, amount }) => ({
      budgetLineId,
      amountMinor: minorOf(amount),
      currency: amount.currency,
    })),
  }),
  ReceiptReversalRequested: (state, { reason, effectiveAt, by }) => ({
    ...state,
    status: 'reversing',
    reversal: { reason, effectiveAt, by },
  }),
  ReceiptReversalRefused: (state) => ({ ...state, status: 'posted', reversal: undefined }),
  ReceiptReversed: (state, { reason, effectiveAt, by }) => ({
    ...state,
    status: 'reversed',
    reversal: { reason, effectiveAt, by },
  }),
});
