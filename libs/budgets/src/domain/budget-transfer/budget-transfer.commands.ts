import type { BusinessDate, MoneyJson, Person, Refusal } from '@tamani/kernel';
import type { DonorConsent } from './budget-transfer.events.js';

interface Act<T extends string> {
  readonly type: T;
  readonly by: Person;
}
export interface RequestTransfer extends Act<'RequestTransfer'> {
  readonly reference: string;
  readonly fromLineId: string;
  readonly toLineId: string;
  readonly amount: MoneyJson;
  readonly reason: string;
  /** Needed where the money is earmarked by a donor. */
  readonly donorConsent: DonorConsent | null;
  readonly today: BusinessDate;
}
export interface ApproveTransfer extends Act<'ApproveTransfer'> {
  readonly effectiveAt: BusinessDate;
  readonly today: BusinessDate;
}
export interface RejectTransfer extends Act<'RejectTransfer'> {
  readonly reason: string;
}
export interface WithdrawTransfer extends Act<'WithdrawTransfer'> {
  readonly reason: string;
}
/** The answers of the two lines. */
export interface RecordHold {
  readonly type: 'RecordHold';
  /** Of the source. */
  readonly fromProjectId: string | null;
}
export interface RefuseHold {
  readonly type: 'RefuseHold';
  readonly refusal: Refusal;
}
export interface RecordCredit {
  readonly type: 'RecordCredit';
  /** Of the destination. */
  readonly toProjectId: string | null;
}
export interface RefuseCredit {
  readonly type: 'RefuseCredit';
  readonly refusal: Refusal;
}
export interface RecordSent {
  readonly type: 'RecordSent';
}
export interface RecordRelease {
  readonly type: 'RecordRelease';
}
export type BudgetTransferCommand =
  | RequestTransfer
  | ApproveTransfer
  | RejectTransfer
  | WithdrawTransfer
  | RecordHold
  | RefuseHold
  | RecordCredit
  | RefuseCredit
  | RecordSent
  | RecordRelease;
