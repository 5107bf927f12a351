import type { BusinessDate, Currency, MoneyJson, Person } from '@tamani/kernel';
import type { Shortfall } from '../purchase-order/order.parts.js';
import type { OwedCause } from '../purchase-order/owed/owed.parts.js';
import type { Refusal } from '../shared/document.js';
import type { ReceivableLine } from './receivable.events.js';

/** The order says that the vendor owes: a receivable is never opened by hand. */
export interface OpenReceivable {
  readonly type: 'OpenReceivable';
  readonly reference: string;
  readonly vendorId: string;
  readonly purchaseOrderId: string;
  readonly currency: Currency;
  readonly cause: OwedCause;
  readonly arisenOn: BusinessDate;
  readonly lines: readonly ReceivableLine[];
}
/** The order says that less is owed: goods were replaced, or the bank returned the payment. */
export interface RecordCover {
  readonly type: 'RecordCover';
  readonly by: 'replacement' | 'payment_returned';
  readonly lines: readonly ReceivableLine[];
}
interface Act<T extends string> {
  readonly type: T;
  readonly by: Person;
  readonly today: BusinessDate;
}
/** The vendor has paid back. */
export interface RecordRefund extends Act<'RecordRefund'> {
  readonly amount: MoneyJson;
  readonly valueDate: BusinessDate;
  readonly bankReference: string;
  /** The whole transfer, if it pays several receivables of the vendor; null: this one alone. */
  readonly transferAmount: MoneyJson | null;
}
/** What it owes pays another invoice of the same vendor. */
export interface OffsetReceivable extends Act<'OffsetReceivable'> {
  readonly invoiceId: string;
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
}
export interface RequestWriteOff extends Act<'RequestWriteOff'> {
  readonly reason: string;
}
export interface RejectWriteOff extends Act<'RejectWriteOff'> {
  readonly reason: string;
}
export interface ApproveWriteOff extends Act<'ApproveWriteOff'> {
  readonly effectiveAt: BusinessDate;
}
interface OfEnding<T extends string> {
  readonly type: T;
  readonly endingId: string;
}
/** The answers of the order to a refund, an offset or a write-off. */
export type AcceptEnding = OfEnding<'AcceptEnding'>;
export interface RefuseEnding extends OfEnding<'RefuseEnding'> {
  readonly refusal: Refusal;
}
/** The answers of the other invoice, and of its order, to an offset. */
export interface AcceptOffsetAllocation extends OfEnding<'AcceptOffsetAllocation'> {
  readonly againstOrderId: string;
  readonly lines: readonly ReceivableLine[];
}
export type AcceptOffset = OfEnding<'AcceptOffset'>;
/** The bank's movement is this refund's. */
export type AcceptRefund = OfEnding<'AcceptRefund'>;
/** A write-off counts with the vendor's others, within the limit. */
export type AcceptWriteOff = OfEnding<'AcceptWriteOff'>;
/** What was set aside is refused by another stream than the order. */
export interface WithdrawEnding extends OfEnding<'WithdrawEnding'> {
  readonly refusal: Refusal;
}
/** What budgets says of a write-off, line by line. */
export interface RecordWriteOffAnswer {
  readonly type: 'RecordWriteOffAnswer';
  readonly budgetLineId: string;
  /** Null when it was written off. */
  readonly shortfall: Shortfall | null;
}

export type ReceivableCommand =
  | OpenReceivable
  | RecordCover
  | RecordRefund
  | OffsetReceivable
  | RequestWriteOff
  | RejectWriteOff
  | ApproveWriteOff
  | AcceptEnding
  | RefuseEnding
  | AcceptOffsetAllocation
  | AcceptOffset
  | AcceptRefund
  | AcceptWriteOff
  | WithdrawEnding
  | RecordWriteOffAnswer;
