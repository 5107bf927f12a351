import type { BusinessDate, MoneyJson } from '@tamani/kernel';
import type { Shortfall } from '../order.parts.js';
import type { OwedCommand } from '../owed/owed.commands.js';

interface OfInvoice<T extends string> {
  readonly type: T;
  readonly invoiceId: string;
}
interface Dated<T extends string> extends OfInvoice<T> {
  /** The date on which it became known. */
  readonly on: BusinessDate;
}
/** The quantities of a registered invoice are claimed. */
export type RecordInvoice = OfInvoice<'RecordInvoice'>;
/** A corrected invoice claims anew, after the others. */
export type RecordCorrection = Dated<'RecordCorrection'>;
export type WithdrawInvoice = Dated<'WithdrawInvoice'>;
export type RecordInvoicePaid = Dated<'RecordInvoicePaid'>;
/** Asked by an invoice in approval: its price reaches the budget lines. */
export type AgreePrice = Dated<'AgreePrice'>;

/** Asked by a credit note; by one against an invoice when that has set the amounts aside. */
export interface AgreeCredit {
  readonly type: 'AgreeCredit';
  readonly creditNoteId: string;
  /** Null: against the order itself. */
  readonly invoiceId: string | null;
  readonly lines: readonly CreditedLine[];
  /** The part that was paid. */
  readonly paid: readonly CreditedLine[];
  readonly on: BusinessDate;
}
export interface CreditedLine {
  readonly orderLine: number;
  readonly amount: MoneyJson;
}

/** The answers of budgets to an adjustment. */
export interface AcceptPriceAdjustment {
  readonly type: 'AcceptPriceAdjustment';
  readonly adjustmentId: string;
  readonly on: BusinessDate;
}
export interface RefusePriceAdjustment {
  readonly type: 'RefusePriceAdjustment';
  readonly adjustmentId: string;
  readonly on: BusinessDate;
  readonly rejections: readonly Shortfall[];
}

interface OfDelivery<T extends string> {
  readonly type: T;
  readonly receiptId: string;
  readonly budgetLineId: string;
}
/** What budgets says of a delivery. */
export interface RecordAccrual extends OfDelivery<'RecordAccrual'> {
  readonly on: BusinessDate;
}
export interface RecordHold extends OfDelivery<'RecordHold'> {
  readonly code: string;
  readonly shortfall: MoneyJson;
}
export interface RecordReversal extends OfDelivery<'RecordReversal'> {
  readonly on: BusinessDate;
  /** Null when it was held: nothing had been accrued. */
  readonly amount: MoneyJson | null;
}

interface OfPayment<T extends string> {
  readonly type: T;
  readonly paymentId: string;
}
/** Asked by a payment that is to be released. */
export type ClearPayment = OfPayment<'ClearPayment'>;
/** The same for what the vendor owes of another purchase: no cash leaves. */
export interface ClearOffset extends OfPayment<'ClearOffset'> {
  readonly receivableId: string;
  readonly invoiceId: string;
  readonly valueDate: BusinessDate;
  readonly lines: readonly { readonly orderLine: number; readonly amount: MoneyJson }[];
}
/** Asked by a payment of an invoice that the bank returns. */
export type AllowReturn = OfPayment<'AllowReturn'>;
/** The bank returned it. */
export interface WithdrawClearance extends OfPayment<'WithdrawClearance'> {
  readonly on: BusinessDate;
}

export type BillingCommand =
  | OwedCommand
  | RecordInvoice
  | RecordCorrection
  | WithdrawInvoice
  | RecordInvoicePaid
  | AgreePrice
  | AgreeCredit
  | AcceptPriceAdjustment
  | RefusePriceAdjustment
  | RecordAccrual
  | RecordHold
  | RecordReversal
  | ClearPayment
  | ClearOffset
  | AllowReturn
  | WithdrawClearance;
