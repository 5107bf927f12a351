import type { BusinessDate, MoneyJson, Person, QuantityJson } from '@tamani/kernel';
import type { AwardAsk } from '../shared/awards.js';
import type { SpendClass } from '../shared/document.js';

export interface RequisitionLineInput {
  readonly description: string;
  readonly spendClass: SpendClass;
  readonly unit: string;
  readonly quantity: QuantityJson;
  readonly unitPrice: MoneyJson;
  readonly budgetLineId: string;
}
interface Content {
  readonly title: string;
  readonly neededBy: BusinessDate;
  readonly lines: readonly RequisitionLineInput[];
  readonly by: Person;
}
export interface CreateRequisition extends Content {
  readonly type: 'CreateRequisition';
  readonly reference: string;
}
/** Replaces the content of a draft, or of one whose funds were refused. */
export interface ChangeRequisition extends Content {
  readonly type: 'ChangeRequisition';
}
export interface SubmitRequisition {
  readonly type: 'SubmitRequisition';
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
export interface AcceptReservation {
  readonly type: 'AcceptReservation';
  readonly reservationId: string;
}
export interface RefuseReservation {
  readonly type: 'RefuseReservation';
  readonly reservationId: string;
  readonly shortfalls: readonly Shortfall[];
}
export interface Shortfall {
  readonly budgetLineId: string;
  readonly code: string;
  readonly shortfall: MoneyJson;
}
export interface CertifyRequisition {
  readonly type: 'CertifyRequisition';
  readonly by: Person;
}
export interface ReturnRequisition {
  readonly type: 'ReturnRequisition';
  readonly comments: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
interface Ending<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
export type CancelRequisition = Ending<'CancelRequisition'>;
export type CloseRequisition = Ending<'CloseRequisition'>;
/** An order was drafted under a certification. */
export interface RecordDraft {
  readonly type: 'RecordDraft';
  readonly orderId: string;
  readonly certification: number;
}
/** Sets aside the quantities of an order in approval. */
export interface AllocateOrder extends Omit<AwardAsk, 'requisitionId'> {
  readonly type: 'AllocateOrder';
  readonly orderId: string;
}
/** Takes what an amendment asks for beside the order's allocation. */
export interface AmendAllocation extends Omit<AwardAsk, 'requisitionId'> {
  readonly type: 'AmendAllocation';
  readonly orderId: string;
}
/** Budgets has refused the amendment. */
export interface ReleaseAmendment {
  readonly type: 'ReleaseAmendment';
  readonly orderId: string;
  readonly amendment: number;
}
interface OrderRound<T extends string> {
  readonly type: T;
  readonly orderId: string;
  readonly approval: number;
}
export type SettleAllocation = OrderRound<'SettleAllocation'>;
export type ReleaseAllocation = OrderRound<'ReleaseAllocation'>;
/** A cancelled order's commitment is reserved again: its share can be ordered again. */
export interface ReturnShare {
  readonly type: 'ReturnShare';
  readonly orderId: string;
}
export interface RecordOrderEnd {
  readonly type: 'RecordOrderEnd';
  readonly orderId: string;
  readonly effectiveAt: BusinessDate;
}

export type RequisitionCommand =
  | CreateRequisition
  | ChangeRequisition
  | SubmitRequisition
  | AcceptReservation
  | RefuseReservation
  | CertifyRequisition
  | ReturnRequisition
  | CancelRequisition
  | RecordDraft
  | AllocateOrder
  | SettleAllocation
  | ReleaseAllocation
  | ReturnShare
  | AmendAllocation
  | ReleaseAmendment
  | CloseRequisition
  | RecordOrderEnd;
