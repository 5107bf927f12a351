import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';
import type { Shortfall } from '../purchase-order/order.parts.js';
import type { Refusal } from '../shared/document.js';

export interface InvoiceLineInput {
  readonly orderLine: number;
  readonly quantity: QuantityJson;
  readonly unitPrice: MoneyJson;
}
/** A credited amount of one line. */
export interface CreditLine {
  readonly orderLine: number;
  readonly budgetLineId: string;
  readonly amount: MoneyJson;
}
export interface RegisterInvoice {
  readonly type: 'RegisterInvoice';
  readonly reference: string;
  readonly vendorId: string;
  /** The vendor's own number. */
  readonly number: string;
  readonly purchaseOrderId: string;
  readonly invoicedOn: BusinessDate;
  readonly lines: readonly InvoiceLineInput[];
  /** The rejected or cancelled invoice of the same number. */
  readonly replaces?: string | undefined;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The ended invoice learns which one has its number now. */
export interface RecordReplacement {
  readonly type: 'RecordReplacement';
  readonly replacedBy: string;
}
/** Lines and date as they should have been entered. */
export interface CorrectInvoice {
  readonly type: 'CorrectInvoice';
  readonly invoicedOn: BusinessDate;
  readonly lines: readonly InvoiceLineInput[];
  readonly reason: string;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** Compares with the current order and receipts. */
export interface MatchInvoice {
  readonly type: 'MatchInvoice';
}
export interface ApproveInvoice {
  readonly type: 'ApproveInvoice';
  /** Why it is approved, although its vendor was let off a debt of the order. */
  readonly acknowledged?: string | undefined;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The answers of the order, and of budgets, to another price than the order's. */
export interface AcceptPrice {
  readonly type: 'AcceptPrice';
}
export interface RefusePrice {
  readonly type: 'RefusePrice';
  readonly refusal: Refusal;
}
/** The order's answer to a claim of who has had another duty. */
export interface RefuseClaim {
  readonly type: 'RefuseClaim';
  readonly refusal: Refusal;
}
export interface RefuseFunds {
  readonly type: 'RefuseFunds';
  readonly shortfalls: readonly Shortfall[];
}
interface Reasoned<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly by: Person;
}
export type RejectInvoice = Reasoned<'RejectInvoice'>;
export type CancelInvoice = Reasoned<'CancelInvoice'>;
export type DisputeInvoice = Reasoned<'DisputeInvoice'>;
/** Ends a dispute; the invoice is matched again. */
export type SettleDispute = Reasoned<'SettleDispute'>;
/** Sets aside the amount of a payment in preparation. */
export interface AllocatePayment {
  readonly type: 'AllocatePayment';
  readonly paymentId: string;
  readonly paymentReference: string;
  readonly amount: MoneyJson;
  /** Paid by what the vendor owes, not in cash. */
  readonly receivableId?: string | undefined;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** Sets aside what a credit note in approval takes off. */
export interface AllocateCredit {
  readonly type: 'AllocateCredit';
  readonly creditNoteId: string;
  readonly creditedOn: BusinessDate;
  readonly lines: readonly CreditLine[];
}
interface OfCredit<T extends string> {
  readonly type: T;
  readonly creditNoteId: string;
}
/** The answers of order and budgets to a credit. */
export type SettleCredit = OfCredit<'SettleCredit'>;
export type ReleaseCredit = OfCredit<'ReleaseCredit'>;
/** What was overpaid has come back, or was given up. */
export interface RecordOverpaymentEnd {
  readonly type: 'RecordOverpaymentEnd';
  readonly endingId: string;
  readonly lines: readonly { readonly orderLine: number; readonly amount: MoneyJson }[];
}
interface OfPayment<T extends string> {
  readonly type: T;
  readonly paymentId: string;
}
export type SettlePayment = OfPayment<'SettlePayment'>;
export type ReleasePaymentAllocation = OfPayment<'ReleasePaymentAllocation'>;

export type InvoiceCommand =
  | RegisterInvoice
  | RecordReplacement
  | CorrectInvoice
  | MatchInvoice
  | ApproveInvoice
  | AcceptPrice
  | RefusePrice
  | RefuseFunds
  | RefuseClaim
  | RejectInvoice
  | CancelInvoice
  | DisputeInvoice
  | SettleDispute
  | AllocatePayment
  | SettlePayment
  | ReleasePaymentAllocation
  | AllocateCredit
  | SettleCredit
  | ReleaseCredit
  | RecordOverpaymentEnd;
