import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';

export interface InvoiceLineInput {
  readonly orderLine: number;
  readonly quantity: QuantityJson;
  readonly unitPrice: MoneyJson;
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
  readonly by: Person;
  readonly today: BusinessDate;
}
/** Compares with the current order and receipts. */
export interface MatchInvoice {
  readonly type: 'MatchInvoice';
}
export interface ApproveInvoice {
  readonly type: 'ApproveInvoice';
  readonly by: Person;
}
interface Reasoned<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly by: Person;
}
export type RejectInvoice = Reasoned<'RejectInvoice'>;
export type DisputeInvoice = Reasoned<'DisputeInvoice'>;
/** Ends a dispute; the invoice is matched again. */
export type SettleDispute = Reasoned<'SettleDispute'>;
/** Sets aside the amount of a payment in preparation. */
export interface AllocatePayment {
  readonly type: 'AllocatePayment';
  readonly paymentId: string;
  readonly paymentReference: string;
  readonly amount: MoneyJson;
  readonly by: Person;
  readonly today: BusinessDate;
}
interface OfPayment<T extends string> {
  readonly type: T;
  readonly paymentId: string;
}
export type SettlePayment = OfPayment<'SettlePayment'>;
export type ReleasePaymentAllocation = OfPayment<'ReleasePaymentAllocation'>;

export type InvoiceCommand =
  | RegisterInvoice
  | MatchInvoice
  | ApproveInvoice
  | RejectInvoice
  | DisputeInvoice
  | SettleDispute
  | AllocatePayment
  | SettlePayment
  | ReleasePaymentAllocation;
