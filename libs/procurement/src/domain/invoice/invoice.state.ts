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
import { byBudgetLine, type LineAmount } from '../shared/amounts.js';
import type { InvoiceEvent, InvoiceEventData, MatchException } from './invoice.events.js';

export type InvoiceStatus =
  | 'none'
  | 'matched'
  | 'exception'
  | 'approved_for_payment'
  | 'rejected'
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
/** A payment's part of the invoice; a cancelled or returned one is not kept. */
export interface PaymentAllocation {
  readonly paymentId: string;
  readonly paymentReference: string;
  readonly amountMinor: bigint;
  readonly lines: readonly LineAmount[];
  readonly by: Person;
  readonly settled: boolean;
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
  /** What no longer matches although money is allocated or paid. */
  readonly receivable: readonly MatchException[];
  readonly clerk?: Person | undefined;
  readonly approver?: Person | undefined;
  readonly reason?: string | undefined;
  readonly payments: readonly PaymentAllocation[];
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
  receivable: [],
  payments: [],
};

/** The stream id comes from vendor and number, so that an invoice cannot be entered twice. */
export const invoiceIdOf = (vendorId: string, number: string): string =>
  derivedId('invoice', vendorId, normalNumber(number));

export const evolveInvoice = evolveBy<InvoiceState, InvoiceEvent>({
  InvoiceRegistered: (_, { by, lines, exceptions, ...data }) => ({
    ...initialInvoice,
    ...data,
    ...matchedAs(exceptions),
    lines: lines.map(lineOf),
    clerk: by,
  }),
  InvoiceMatched: (state) => ({ ...state, ...matchedAs([]) }),
  InvoiceExceptionFound: (state, { exceptions }) => ({
    ...state,
    ...matchedAs(exceptions),
    approver: undefined,
  }),
  InvoiceApproved: (state, { by }) => ({ ...state, status: 'approved_for_payment', approver: by }),
  InvoiceRejected: (state, { reason }) => ({ ...state, status: 'rejected', reason }),
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
    payable({ ...state, payments: state.payments.filter((p) => p.paymentId !== paymentId) }),
  InvoicePaymentSettled: (state, { paymentId }) =>
    payable({
      ...state,
      payments: state.payments.map((p) =>
        p.paymentId === paymentId ? { ...p, settled: true } : p,
      ),
    }),
  InvoicePaid: (state) => ({ ...state, status: 'paid' }),
  InvoiceReceivableChanged: (state, { exceptions }) => ({ ...state, receivable: exceptions }),
});

const matchedAs = (exceptions: readonly MatchException[]) => ({
  status: exceptions.length === 0 ? ('matched' as const) : ('exception' as const),
  exceptions,
});

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

const paymentOf = (data: InvoiceEventData<'PaymentAllocated'>): PaymentAllocation => ({
  paymentId: data.paymentId,
  paymentReference: data.paymentReference,
  amountMinor: minorOf(data.amount),
  lines: data.lines.map(({ budgetLineId, amount }) => ({
    budgetLineId,
    amountMinor: minorOf(amount),
  })),
  by: data.by,
  settled: false,
});

/** Approved or partially paid, depending on the settled amount. */
const payable = (state: InvoiceState): InvoiceState => ({
  ...state,
  status: state.payments.some((p) => p.settled) ? 'partially_paid' : 'approved_for_payment',
});

/** The total in minor units of the invoice's currency. */
export const invoiceTotal = (state: InvoiceState): bigint =>
  sumMinor(state.lines.map((line) => line.amountMinor));

export const paidOf = (state: InvoiceState): bigint =>
  sumMinor(state.payments.filter((p) => p.settled).map((p) => p.amountMinor));

/** The amount not yet taken by payments, by budget line. */
export const openOf = (state: InvoiceState): readonly LineAmount[] =>
  byBudgetLine([
    ...state.lines,
    ...state.payments
      .flatMap((p) => p.lines)
      .map((line) => ({ ...line, amountMinor: -line.amountMinor })),
  ]);
