import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { DocumentRef } from '../shared/vocabulary.js';
import type { Commitment } from './state/budget-line.state.js';

interface OfCarryOver {
  readonly commitmentId: string;
  readonly carryOverId: string;
  readonly effectiveAt: BusinessDate;
}
/** Takes the open part of a commitment, and as much allotment, off the line. */
export interface CarryCommitmentOut extends OfCarryOver {
  readonly type: 'CarryCommitmentOut';
  readonly document: DocumentRef;
  readonly toLineId: string;
  /** What the order has still to come, in its currency. */
  readonly amount: MoneyJson;
  readonly orderedOn: BusinessDate;
}
/** Step two: puts both on the line of the next year. */
export interface CarryCommitmentIn extends OfCarryOver {
  readonly type: 'CarryCommitmentIn';
  readonly document: DocumentRef | null;
  readonly vendorId: string | null;
  readonly fromLineId: string;
  readonly amount: MoneyJson;
  readonly documentAmount: MoneyJson;
  readonly orderedOn: BusinessDate;
  readonly approval: number;
  readonly rate: Commitment['bookedRate'];
  readonly requestedBy: readonly Person[];
}
/** Another line of the order refused. */
export interface TakeBackCarryIn extends OfCarryOver {
  readonly type: 'TakeBackCarryIn';
}
export interface TakeBackCarryOut extends OfCarryOver {
  readonly type: 'TakeBackCarryOut';
  /** Why the line of the next year refused; null if another line of the order did. */
  readonly code: string | null;
}
export type CarriedCommand =
  CarryCommitmentOut | CarryCommitmentIn | TakeBackCarryIn | TakeBackCarryOut;
