import { evolveBy, minorOf, type BusinessDate, type Currency, type Person } from '@tamani/kernel';
import type { PaidLine } from '../invoice/credits/credits.state.js';
import type { Guarantee } from '../purchase-order/advance/advance.parts.js';
import { byBudgetLine, lineAmountJson, type LineAmount } from '../shared/amounts.js';
import type { PaymentEvent } from './payment.events.js';

export type PaymentStatus =
  | 'none'
  | 'preparing'
  | 'prepared'
  | 'refused'
  | 'certified'
  | 'approved'
  | 'releasing'
  | 'released'
  | 'confirming'
  | 'confirmed'
  | 'returning'
  | 'returned'
  | 'cancelled';

/** What is paid before the goods, by budget line. */
export interface Advancing {
  readonly guarantee: Guarantee | null;
  readonly lines: readonly LineAmount[];
}
export interface ReturnAsked {
  readonly effectiveAt: BusinessDate;
  readonly reason: string;
  readonly by: Person;
  /** Where it stood before. */
  readonly from: PaymentStatus;
}
export interface PaymentState {
  readonly status: PaymentStatus;
  readonly reference: string;
  /** Null: an advance on the order. */
  readonly invoiceId: string | null;
  readonly orderId: string;
  readonly vendorId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly lines: readonly PaidLine[];
  readonly advance?: Advancing | undefined;
  readonly requestedOn: BusinessDate;
  readonly clerk?: Person | undefined;
  readonly certifier?: Person | undefined;
  readonly approver?: Person | undefined;
  /** Who asked for the release. */
  readonly treasurer?: Person | undefined;
  readonly valueDate?: BusinessDate | undefined;
  /** Asked of the order. */
  readonly returning?: ReturnAsked | undefined;
  /** Asked of the bank's reference. */
  readonly confirming?: { readonly bankReference: string; readonly by: Person } | undefined;
  readonly bankReference?: string | undefined;
  /** Why it was returned or cancelled; the code of a refusal. */
  readonly reason?: string | undefined;
}
export const initialPayment: PaymentState = {
  status: 'none',
  reference: '',
  invoiceId: '',
  orderId: '',
  vendorId: '',
  currency: '',
  amountMinor: 0n,
  lines: [],
  requestedOn: '',
};

export const evolvePayment = evolveBy<PaymentState, PaymentEvent>({
  PaymentRequested: (_, { amount, guarantee = null, by, ...data }) => ({
    ...data,
    status: 'preparing',
    currency: amount.currency,
    amountMinor: minorOf(amount),
    lines: [],
    advance: data.invoiceId === null ? { guarantee, lines: [] } : undefined,
    clerk: by,
  }),
  PaymentRefused: (state, { refusal }) => ({ ...state, status: 'refused', reason: refusal.code }),
  PaymentPrepared: (state, { lines }) => ({
    ...state,
    status: 'prepared',
    lines: lines.map(({ amount, ...line }) => ({ ...line, amountMinor: minorOf(amount) })),
  }),
  AdvancePrepared: (state, { lines }) => ({
    ...state,
    status: 'prepared',
    advance: {
      guarantee: state.advance?.guarantee ?? null,
      lines: lines.map(({ amount, ...line }) => ({ ...line, amountMinor: minorOf(amount) })),
    },
  }),
  PaymentCertified: (state, { by }) => ({ ...state, status: 'certified', certifier: by }),
  PaymentApproved: (state, { by }) => ({ ...state, status: 'approved', approver: by }),
  PaymentReleaseRequested: (state, { valueDate, by }) => ({
    ...state,
    status: 'releasing',
    valueDate,
    treasurer: by,
  }),
  PaymentReleaseRefused: (state) => ({
    ...state,
    status: 'approved',
    valueDate: undefined,
    treasurer: undefined,
  }),
  PaymentReleased: (state, { valueDate }) => ({ ...state, status: 'released', valueDate }),
  PaymentConfirmationRequested: (state, { movement, by }) => ({
    ...state,
    status: 'confirming',
    confirming: { bankReference: movement.bankReference, by },
  }),
  PaymentConfirmationRefused: (state) => ({
    ...state,
    status: 'released',
    confirming: undefined,
  }),
  PaymentConfirmed: (state, { bankReference }) => ({
    ...state,
    status: 'confirmed',
    confirming: undefined,
    bankReference,
  }),
  PaymentReturnRequested: (state, { effectiveAt, reason, by }) => ({
    ...state,
    status: 'returning',
    returning: { effectiveAt, reason, by, from: state.status },
  }),
  PaymentReturnRefused: (state) => ({
    ...state,
    status: state.returning?.from ?? state.status,
    returning: undefined,
  }),
  PaymentReturned: (state, { reason }) => ({
    ...state,
    status: 'returned',
    returning: undefined,
    reason,
  }),
  PaymentCancelled: (state, { reason }) => ({ ...state, status: 'cancelled', reason }),
});

/** What each of its events names. */
export const documentOf = ({ reference, invoiceId, orderId, vendorId }: PaymentState) => ({
  reference,
  invoiceId,
  orderId,
  vendorId,
});

/** What is paid, by budget line. */
export const linesOf = ({ lines, advance, currency }: PaymentState) =>
  byBudgetLine(advance?.lines ?? lines).map((line) => lineAmountJson(line, currency));
