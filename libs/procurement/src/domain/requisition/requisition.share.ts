import { minorOf, quantityOf, sumMinor, type Person } from '@tamani/kernel';
import type { CountedOrder } from '../shared/awards.js';
import type { RequisitionEventData } from './requisition.events.js';

/** An order's part of the requisition. Released ones are removed. */
export interface Allocation extends CountedOrder {
  readonly approval: number;
  readonly status: 'pending' | 'settled' | 'ended';
  readonly by: Person;
  readonly lines: readonly {
    readonly line: number;
    readonly quantity: bigint;
    readonly estimateMinor: bigint;
  }[];
  readonly budgetLines: readonly {
    readonly budgetLineId: string;
    readonly estimateMinor: bigint;
    readonly lastOfReservation: boolean;
  }[];
  /** Of the order's amendments: they take quantities, but nothing of the reservation. */
  readonly additions: readonly Addition[];
}

export interface Addition extends Pick<CountedOrder, 'award'> {
  readonly amendment: number;
  readonly lines: readonly { readonly line: number; readonly quantity: bigint }[];
}

/** The shares, with one more or instead of its former one. */
export function allocated(
  shares: readonly Allocation[],
  data: RequisitionEventData<'OrderAllocated'>,
): readonly Allocation[] {
  const { orderId, reference, approval, effectiveAt, award, by } = data;
  const lines = data.lines.map(({ line, quantity, estimate }) => ({
    line,
    quantity: quantityOf(quantity),
    estimateMinor: minorOf(estimate),
  }));
  const budgetLines = data.budgetLines.map(({ estimate, ...line }) => ({
    ...line,
    estimateMinor: minorOf(estimate),
  }));
  const allocation: Allocation = {
    ...{ orderId, reference, approval, status: 'pending', effectiveAt, award, by },
    ...{ lines, budgetLines, additions: [] },
  };
  return [...shares.filter((a) => a.orderId !== orderId), allocation];
}

/** Thousandths of a line taken by one order, its amendments included. */
export const takenBy = ({ lines, additions }: Allocation, line: number): bigint =>
  sumMinor(
    [...lines, ...additions.flatMap((addition) => addition.lines)]
      .filter((part) => part.line === line)
      .map((part) => part.quantity),
  );

/** As the order counts now. */
export const countedOf = (allocation: Allocation): CountedOrder => ({
  ...allocation,
  award: allocation.additions.at(-1)?.award ?? allocation.award,
});
