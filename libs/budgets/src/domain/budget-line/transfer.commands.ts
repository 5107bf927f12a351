import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';

/** What a transfer orders of its lines. */
interface Ordered {
  readonly transferId: string;
  readonly reference: string;
  readonly amount: MoneyJson;
  readonly reason: string;
  readonly by: Person;
  readonly effectiveAt: BusinessDate;
}

/** A budget transfer is approved: the source holds its amount. */
export interface HoldTransfer extends Ordered {
  readonly type: 'HoldTransfer';
  readonly toLineId: string;
}
/** The destination would not take it: what is held is available again. */
export interface ReleaseTransfer {
  readonly type: 'ReleaseTransfer';
  readonly transferId: string;
}
/** It has arrived: what is held leaves the source. */
export interface SendTransfer {
  readonly type: 'SendTransfer';
  readonly transferId: string;
  /** Of the destination. */
  readonly toProjectId: string | null;
}
/** The amount arrives on the destination, where its project takes it. */
export interface CreditTransfer extends Ordered {
  readonly type: 'CreditTransfer';
  readonly fromLineId: string;
  /** Of the source. */
  readonly fromProjectId: string | null;
}

export type TransferCommand = HoldTransfer | ReleaseTransfer | SendTransfer | CreditTransfer;
