import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { Guarantee } from './advance.parts.js';

interface OfAdvance<T extends string> {
  readonly type: T;
  /** Of the advance. */
  readonly paymentId: string;
}
/** Sets aside the amount of an advance in preparation. */
export interface AllocateAdvance extends OfAdvance<'AllocateAdvance'> {
  readonly amount: MoneyJson;
  readonly guarantee: Guarantee | null;
  readonly today: BusinessDate;
}
/** Its payment was cancelled. */
export interface ReleaseAdvance extends OfAdvance<'ReleaseAdvance'> {
  readonly on: BusinessDate;
}
/** Asked by an advance that is to be released. */
export type ClearAdvance = OfAdvance<'ClearAdvance'>;
/** The bank has confirmed it. */
export type RecordAdvancePaid = OfAdvance<'RecordAdvancePaid'>;
/** Asked by an advance that the bank has sent back. */
export interface WithdrawAdvance extends OfAdvance<'WithdrawAdvance'> {
  readonly on: BusinessDate;
}
/** The goods do not come: the vendor has to pay back what is outstanding of all advances. */
export interface ReclaimAdvance {
  readonly type: 'ReclaimAdvance';
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
export type AdvanceCommand =
  | AllocateAdvance
  | ReleaseAdvance
  | ClearAdvance
  | RecordAdvancePaid
  | WithdrawAdvance
  | ReclaimAdvance;
