import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { Guarantee } from '../purchase-order/advance/advance.parts.js';
import type { Refusal } from '../shared/document.js';

/** Requests the amount from the invoice. */
export interface PreparePayment {
  readonly type: 'PreparePayment';
  readonly reference: string;
  readonly invoiceId: string;
  readonly amount: MoneyJson;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** Requests the amount from the order, before any goods. */
export interface PrepareAdvance {
  readonly type: 'PrepareAdvance';
  readonly reference: string;
  readonly purchaseOrderId: string;
  readonly amount: MoneyJson;
  readonly guarantee: Guarantee | null;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The order has set the advance aside, split over its budget lines. */
export interface AcceptAdvance {
  readonly type: 'AcceptAdvance';
  readonly lines: readonly { readonly budgetLineId: string; readonly amount: MoneyJson }[];
}
/** The invoice has set the amount aside, split over its lines. */
export interface AcceptAllocation {
  readonly type: 'AcceptAllocation';
  readonly lines: readonly {
    readonly orderLine: number;
    readonly budgetLineId: string;
    readonly amount: MoneyJson;
  }[];
}
export interface RefuseAllocation {
  readonly type: 'RefuseAllocation';
  readonly refusal: Refusal;
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
/** The order's answers to a release. */
export interface AcceptClearance {
  readonly type: 'AcceptClearance';
}
export interface RefuseClearance {
  readonly type: 'RefuseClearance';
  readonly refusal: Refusal;
}
export interface ConfirmPayment extends Act<'ConfirmPayment'> {
  readonly bankReference: string;
  /** The whole transfer, if it pays several payments; null: this one alone. */
  readonly transferAmount: MoneyJson | null;
}
/** The answers of the bank's reference to a confirmation. */
export interface AcceptConfirmation {
  readonly type: 'AcceptConfirmation';
}
export interface RefuseConfirmation {
  readonly type: 'RefuseConfirmation';
  readonly refusal: Refusal;
}
export interface ReturnPayment extends Act<'ReturnPayment'> {
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly today: BusinessDate;
}
/** The order's answers to the return of an advance. */
export interface AcceptReturn {
  readonly type: 'AcceptReturn';
}
export interface RefuseReturn {
  readonly type: 'RefuseReturn';
  readonly refusal: Refusal;
}
export interface CancelPayment extends Act<'CancelPayment'> {
  readonly reason: string;
}
export type PaymentCommand =
  | PreparePayment
  | PrepareAdvance
  | AcceptAdvance
  | AcceptReturn
  | RefuseReturn
  | AcceptAllocation
  | RefuseAllocation
  | CertifyPayment
  | ApprovePayment
  | ReleasePayment
  | AcceptClearance
  | RefuseClearance
  | ConfirmPayment
  | AcceptConfirmation
  | RefuseConfirmation
  | ReturnPayment
  | CancelPayment;
