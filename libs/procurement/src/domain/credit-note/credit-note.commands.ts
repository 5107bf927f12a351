import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { Shortfall } from '../purchase-order/order.parts.js';
import type { Refusal } from '../shared/document.js';

export interface CreditLineInput {
  readonly orderLine: number;
  readonly amount: MoneyJson;
}
export interface RegisterCreditNote {
  readonly type: 'RegisterCreditNote';
  readonly reference: string;
  /** The invoice, or the order if nothing is invoiced of it: one of the two. */
  readonly invoiceId?: string | undefined;
  readonly purchaseOrderId?: string | undefined;
  /** The vendor's own number. */
  readonly number: string;
  readonly creditedOn: BusinessDate;
  readonly lines: readonly CreditLineInput[];
  readonly reason: string;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The vendor's answers to the number. */
export interface AcceptNumber {
  readonly type: 'AcceptNumber';
}
export interface RefuseNumber {
  readonly type: 'RefuseNumber';
  readonly refusal: Refusal;
}
export interface ApproveCreditNote {
  readonly type: 'ApproveCreditNote';
  readonly by: Person;
}
/** The answers of invoice, order and budgets. */
export interface AcceptCredit {
  readonly type: 'AcceptCredit';
}
export interface RefuseCredit {
  readonly type: 'RefuseCredit';
  readonly refusal: Refusal;
}
export interface RefuseAdjustment {
  readonly type: 'RefuseAdjustment';
  readonly shortfalls: readonly Shortfall[];
}
export interface CancelCreditNote {
  readonly type: 'CancelCreditNote';
  readonly reason: string;
  readonly by: Person;
}

export type CreditNoteCommand =
  | RegisterCreditNote
  | AcceptNumber
  | RefuseNumber
  | ApproveCreditNote
  | AcceptCredit
  | RefuseCredit
  | RefuseAdjustment
  | CancelCreditNote;
