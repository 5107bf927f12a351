import type { BusinessDate, Person } from '@tamani/kernel';

/** Step two of preparing: the invoice has set the amount aside. */
export interface PreparePayment {
  readonly type: 'PreparePayment';
  readonly invoiceId: string;
}
interface Act<T extends string> {
  readonly type: T;
  readonly by: Person;
}
export type CertifyPayment = Act<'CertifyPayment'>;
export type ApprovePayment = Act<'ApprovePayment'>;
export interface ReleasePayment extends Act<'ReleasePayment'> {
  readonly valueDate: BusinessDate;
  readonly today: BusinessDate;
}
export interface ConfirmPayment extends Act<'ConfirmPayment'> {
  readonly bankReference: string;
}
export interface ReturnPayment extends Act<'ReturnPayment'> {
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly today: BusinessDate;
}
export interface CancelPayment extends Act<'CancelPayment'> {
  readonly reason: string;
}
export type PaymentCommand =
  | PreparePayment
  | CertifyPayment
  | ApprovePayment
  | ReleasePayment
  | ConfirmPayment
  | ReturnPayment
  | CancelPayment;
