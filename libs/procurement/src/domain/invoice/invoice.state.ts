import {
  derivedId,
  evolveBy,
  minorOf,
  normalNumber,
  quantityOf,
  sumMinor,
  type BusinessDate,
  type Currency,
  type Person,
} from '@tamani/kernel';
import type { Shortfall } from '../purchase-order/order.parts.js';
import { paymentOf, type PaymentAllocation } from './payments/allocation.js';
import {
  agreed,
  allocated,
  paidLineOf,
  released as withoutCredit,
  type Credit,
  type Overpayment,
} from './credits/credits.state.js';
import { withRecovery, type AdvanceRecovery } from './recoveries/recoveries.state.js';

import type { InvoiceEvent, InvoiceEventData, MatchException } from './invoice.events.js';

export type InvoiceStatus =
  | 'none'
  | 'matched'
  | 'exception'
  | 'approving'
  | 'approved_for_payment'
  | 'rejected'
  | 'cancelled'
  | 'disputed'
  | 'partially_paid'
  | 'paid';

export interface InvoiceLine {
  readonly orderLine: number;
  readonly budgetLineId: string;
  /** Thousandths. */
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
  readonly amountMinor: bigint;
}
/** What was there before a correction. */
export interface Correction {
  readonly invoicedOn: BusinessDate;
  readonly lines: readonly InvoiceLine[];
  readonly currency: Currency;
  readonly reason: string;
  readonly by: Person;
}
export interface InvoiceState {
  readonly status: InvoiceStatus;
  readonly reference: string;
  readonly vendorId: string;
  readonly number: string;
  readonly purchaseOrderId: string;
  readonly invoicedOn: BusinessDate;
  readonly currency: Currency;
  readonly lines: readonly InvoiceLine[];
  readonly exceptions: readonly MatchException[];
  /** What budgets lacks for its price; empty otherwise. */
  readonly shortfalls: readonly Shortfall[];
  /** The oldest first. */
  readonly corrections: readonly Correction[];
  /** Invoices of the same number: the ended one before it, and the one after it. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  /** For showing only: what no longer matches although money is allocated or paid. */
  readonly receivable: readonly MatchException[];
  readonly clerk?: Person | undefined;
  readonly approver?: Person | undefined;
  readonly reason?: string | undefined;
  readonly payments: readonly PaymentAllocation[];
  /** What it has recovered of advances. */
  readonly recoveries: readonly AdvanceRecovery[];
  readonly credits: readonly Credit[];
  readonly overpayments: readonly Overpayment[];
}
export const initialInvoice: InvoiceState = {
  status: 'none',
  reference: '',
  vendorId: '',
  number: '',
  purchaseOrderId: '',
  invoicedOn: '',
  currency: '',
  lines: [],
  exceptions: [],
  shortfalls: [],
  corrections: [],
  replaces: null,
  replacedBy: null,
  receivable: [],
  payments: [],
  recoveries: [],
  credits: [],
  overpayments: [],
};

/**
 * The stream id comes from vendor and number, so that an invoice cannot be entered twice. A number
 * that was rejected or cancelled is free again for one invoice: the one that replaces it.
 */
export const invoiceIdOf = (vendorId: string, number: string, replaces?: string): string =>
  replaces === undefined
    ? derivedId('invoice', vendorId, normalNumber(number))
    : derivedId('invoice', vendorId, normalNumber(number), replaces);

export const evolveInvoice = evolveBy<InvoiceState, InvoiceEvent>({
  InvoiceRegistered: (_, { by, lines, exceptions, ...data }) => ({
    ...initialInvoice,
    ...data,
    ...matchedAs(exceptions),
    lines: lines.map(lineOf),
    clerk: by,
  }),
  InvoiceReplaced: (state, { replacedBy }) => ({ ...state, replacedBy }),
  InvoiceCorrected: (state, data) => ({
    ...state,
    ...matchedAs(data.exceptions),
    invoicedOn: data.invoicedOn,
    currency: data.currency,
    lines: data.lines.map(lineOf),
    clerk: data.by,
    reason: undefined,
    corrections: [...state.corrections, before(state, data)],
  }),
  InvoiceMatched: (state) => ({ ...state, ...matchedAs([]) }),
  InvoiceExceptionFound: (state, { exceptions }) => ({
    ...state,
    ...matchedAs(exceptions),
    approver: undefined,
  }),
  InvoiceApprovalRequested: (state, { by }) => ({ ...state, status: 'approving', approver: by }),
  InvoiceApprovalRefused: (state) => ({ ...state, ...matchedAs([]), approver: undefined }),
  InvoiceNotFunded: (state, { exceptions, shortfalls }) => ({
    ...state,
    ...matchedAs(exceptions),
    approver: undefined,
    shortfalls,
  }),
  InvoiceWriteOffAcknowledged: (state) => state,
  InvoiceApproved: (state, { by }) => ({ ...state, status: 'approved_for_payment', approver: by }),
  InvoiceCancelled: (state, { reason }) => ({ ...state, status: 'cancelled', reason }),
  InvoiceRejected: (state, { reason }) => ({ ...state, ...rejected, reason }),
  InvoiceClaimRefused: (state, { refusal: no }) => ({ ...state, ...rejected, reason: no.code }),
  InvoiceDisputed: (state, { reason }) => ({
    ...state,
    status: 'disputed',
    approver: undefined,
    reason,
  }),
  InvoiceDisputeSettled: (state, { exceptions }) => ({
    ...state,
    ...matchedAs(exceptions),
    reason: undefined,
  }),
  PaymentAllocated: (state, data) => ({ ...state, payments: [...state.payments, paymentOf(data)] }),
  PaymentAllocationRefused: (state) => state,
  PaymentAllocationReleased: (state, { paymentId }) =>
    released({ ...state, payments: state.payments.filter((p) => p.paymentId !== paymentId) }),
  InvoicePaymentSettled: (state, { paymentId }) =>
    payable({
      ...state,
      payments: state.payments.map((p) =>
        p.paymentId === paymentId ? { ...p, settled: true } : p,
      ),
    }),
  InvoiceAdvanceRecovered: withRecovery,
  CreditAllocated: (state, credit) => ({ ...state, credits: allocated(state.credits, credit) }),
  CreditAllocationRefused: (state) => state,
  InvoiceCredited: (state, { creditNoteId }) => ({
    ...state,
    credits: agreed(state.credits, creditNoteId),
  }),
  CreditAllocationReleased: (state, { creditNoteId }) => ({
    ...state,
    credits: withoutCredit(state.credits, creditNoteId),
  }),
  InvoiceOverpaymentEnded: (state, { endingId, lines }) => ({
    ...state,
    overpayments: [...state.overpayments, { endingId, lines: lines.map(paidLineOf) }],
  }),
  InvoicePaid: (state) => ({ ...state, status: 'paid' }),
  InvoiceReceivableChanged: (state, { exceptions }) => ({ ...state, receivable: exceptions }),
});

const rejected = { status: 'rejected' } as const;
const matchedAs = (exceptions: readonly MatchException[]) => ({
  status: exceptions.length === 0 ? ('matched' as const) : ('exception' as const),
  exceptions,
  shortfalls: [],
  receivable: [],
});

const before = (
  { invoicedOn, lines, currency }: InvoiceState,
  { reason, by }: InvoiceEventData<'InvoiceCorrected'>,
): Correction => ({ invoicedOn, lines, currency, reason, by });

/**
 * Without anything paid, what was shown only is an exception again, and the approval is gone. What
 * is not approved stays so.
 */
function released(state: InvoiceState): InvoiceState {
  if (!['approved_for_payment', 'partially_paid', 'paid'].includes(state.status)) return state;
  const nothingPaid = state.payments.length === 0 && state.recoveries.length === 0;
  return nothingPaid && state.receivable.length > 0
    ? { ...state, ...matchedAs(state.receivable), approver: undefined }
    : payable(state);
}

const lineOf = ({
  quantity,
  unitPrice,
  amount,
  ...line
}: InvoiceEventData<'InvoiceRegistered'>['lines'][number]): InvoiceLine => ({
  ...line,
  quantity: quantityOf(quantity),
  unitPriceMinor: minorOf(unitPrice),
  amountMinor: minorOf(amount),
});

/** Approved or partially paid, depending on the settled amount. */
const payable = (state: InvoiceState): InvoiceState => ({
  ...state,
  status: state.payments.some((p) => p.settled) ? 'partially_paid' : 'approved_for_payment',
});

/** The total in minor units of the invoice's currency. */
export const invoiceTotal = (state: InvoiceState): bigint =>
  sumMinor(state.lines.map((line) => line.amountMinor));

/** What was paid of an invoice, apart from what advances and credit notes have taken. */
export const paidOf = (state: InvoiceState): bigint =>
  sumMinor(state.payments.filter((p) => p.settled).map((p) => p.amountMinor));
