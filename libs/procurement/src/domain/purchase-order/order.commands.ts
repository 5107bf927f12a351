import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';
import type { LapseReason, Refusal } from '../shared/document.js';
import type { AdvanceCommand } from './advance/advance.commands.js';
import type { AdvanceTerms } from './advance/advance.parts.js';
import type { AmendmentCommand } from './amendment/amendment.commands.js';
import type { BillingCommand } from './billing/billing.commands.js';
import type { CarryOverCommand } from './carry-over/carry-over.commands.js';
import type { Award, Shortfall, orderKinds } from './order.parts.js';

export type OrderKind = (typeof orderKinds)[number];

export interface OrderLineInput {
  readonly requisitionLine: number;
  readonly quantity: QuantityJson;
  readonly unitPrice: MoneyJson;
}
interface Content {
  readonly lines: readonly OrderLineInput[];
  readonly award: Award;
  readonly advance?: AdvanceTerms | undefined;
  readonly by: Person;
  readonly today: BusinessDate;
}
export interface CreateOrder extends Content {
  readonly type: 'CreateOrder';
  readonly reference: string;
  readonly kind: OrderKind;
  readonly vendorId: string;
  readonly requisitionId: string;
}
/** Replaces lines and award of a draft, for example after a refused commitment. */
export interface ChangeOrder extends Content {
  readonly type: 'ChangeOrder';
}
/** Requests the quantities from the requisition. */
export interface ApproveOrder {
  readonly type: 'ApproveOrder';
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
interface Round<T extends string> {
  readonly type: T;
  readonly approval: number;
}
/** The requisition has set the quantities aside. */
export interface AcceptAllocation extends Round<'AcceptAllocation'> {
  readonly reservationId: string;
  readonly budgetLines: readonly {
    readonly budgetLineId: string;
    readonly estimate: MoneyJson;
    readonly lastOfReservation: boolean;
  }[];
}
export interface RefuseAllocation extends Round<'RefuseAllocation'> {
  readonly refusal: Refusal;
}
export type IssueOrder = Round<'IssueOrder'>;
export interface RefuseCommitment extends Round<'RefuseCommitment'> {
  readonly rejections: readonly Shortfall[];
}
/** The certification it was drafted under is over. */
export interface LapseOrder {
  readonly type: 'LapseOrder';
  readonly certification: number;
  readonly reason: LapseReason;
}
interface Reasoned<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly by: Person;
  readonly today: BusinessDate;
}
export type HoldOrder = Reasoned<'HoldOrder'>;
interface Dated {
  readonly effectiveAt: BusinessDate;
}
export type CancelOrder = Reasoned<'CancelOrder'> & Dated;
export type TerminateOrder = Reasoned<'TerminateOrder'> & Dated;
interface Simple<T extends string> {
  readonly type: T;
  readonly by: Person;
  readonly today: BusinessDate;
}
export type ResumeOrder = Simple<'ResumeOrder'>;
export type CloseOrder = Simple<'CloseOrder'> & Dated;
/** Budgets has reserved the commitment of a cancelled order again, on one line. */
export interface RecordCommitmentReturn extends Round<'RecordCommitmentReturn'> {
  readonly budgetLineId: string;
}
/** A receipt is registered on the order. */
export interface ExpectReceipt {
  readonly type: 'ExpectReceipt';
  readonly receiptId: string;
  /** Who registered it. */
  readonly by: Person;
}
/** Requested by a receipt: adds it to the order. */
export interface RecordReceipt extends Simple<'RecordReceipt'> {
  readonly receiptId: string;
}
/** Requested by a receipt: removes it from the order. */
export interface WithdrawReceipt extends Reasoned<'WithdrawReceipt'> {
  readonly receiptId: string;
  readonly effectiveAt: BusinessDate;
}
export type OrderCommand =
  | AmendmentCommand
  | CarryOverCommand
  | AdvanceCommand
  | CreateOrder
  | ChangeOrder
  | ApproveOrder
  | AcceptAllocation
  | RefuseAllocation
  | IssueOrder
  | RefuseCommitment
  | LapseOrder
  | HoldOrder
  | ResumeOrder
  | CancelOrder
  | TerminateOrder
  | CloseOrder
  | RecordCommitmentReturn
  | ExpectReceipt
  | RecordReceipt
  | WithdrawReceipt
  | BillingCommand;
