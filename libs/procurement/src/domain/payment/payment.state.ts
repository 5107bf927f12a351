import { evolveBy, minorOf, type BusinessDate, type Currency, type Person } from '@tamani/kernel';
import type { PaidLine } from '../invoice/invoice.state.js';
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
  | 'confirmed'
  | 'returned'
  | 'cancelled';

export interface PaymentState {
  readonly status: PaymentStatus;
  readonly reference: string;
  readonly invoiceId: string;
  readonly orderId: string;
  readonly vendorId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly lines: readonly PaidLine[];
  readonly clerk?: Person | undefined;
  readonly certifier?: Person | undefined;
  readonly approver?: Person | undefined;
  /** Who asked for the release. */
  readonly treasurer?: Person | undefined;
  readonly valueDate?: BusinessDate | undefined;
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
};

export const evolvePayment = evolveBy<PaymentState, PaymentEvent>({
  PaymentRequested: (_, { amount, by, requestedOn: __, ...data }) => ({
    ...data,
    status: 'preparing',
    currency: amount.currency,
    amountMinor: minorOf(amount),
    lines: [],
    clerk: by,
  }),
  PaymentRefused: (state, { refusal }) => ({ ...state, status: 'refused', reason: refusal.code }),
  PaymentPrepared: (state, { lines }) => ({
    ...state,
    status: 'prepared',
    lines: lines.map(({ amount, ...line }) => ({ ...line, amountMinor: minorOf(amount) })),
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
  PaymentConfirmed: (state, { bankReference }) => ({
    ...state,
    status: 'confirmed',
    bankReference,
  }),
  PaymentReturned: (state, { reason }) => ({ ...state, status: 'returned', reason }),
  PaymentCancelled: (state, { reason }) => ({ ...state, status: 'cancelled', reason }),
});
