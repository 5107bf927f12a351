import type { BusinessDate, MoneyJson } from '@tamani/kernel';

interface OfEnding<T extends string> {
  readonly type: T;
  readonly receivableId: string;
  readonly endingId: string;
}
/** Asked by a receivable that is to be refunded, offset or written off. */
export interface SetOwedAside extends OfEnding<'SetOwedAside'> {
  readonly lines: readonly {
    readonly orderLine: number;
    readonly budgetLineId: string;
    readonly amount: MoneyJson;
  }[];
}
/** It has ended: all of it, or what some budget lines have booked. */
export interface EndOwed extends OfEnding<'EndOwed'> {
  /** Those on which it stays owed, because they refused. */
  readonly except: readonly string[];
  readonly on: BusinessDate;
  /** The vendor was let off: nothing was given back for it. */
  readonly writtenOff: boolean;
}

export type OwedCommand = SetOwedAside | EndOwed;
