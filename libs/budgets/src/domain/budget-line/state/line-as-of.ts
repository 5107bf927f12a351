import { minorOf, type BusinessDate } from '@tamani/kernel';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { movementsOf, noFigures, type Bucket, type Figures } from '../movements.js';
import type { LineView } from './line-view.js';

/**
 * The line after these events, with what it had on a date: the movements that are dated later do
 * not count, whenever they were recorded.
 */
export const lineAsOf = <V extends LineView>(
  view: V,
  known: readonly BudgetLineEvent[],
  date: BusinessDate,
): V => ({
  ...view,
  figures: figuresOn(known, date),
  held: view.held.filter(({ deliveredOn }) => deliveredOn <= date),
});

/** Sums of the movements up to a date: as the ledger sums them, in whatever order they came. */
function figuresOn(known: readonly BudgetLineEvent[], date: BusinessDate): Figures {
  const figures: Record<Bucket, bigint> = { ...noFigures };
  for (const event of known) {
    if (event.effectiveAt === undefined || event.effectiveAt > date) continue;
    for (const { bucket, amount } of movementsOf(event)) figures[bucket] += minorOf(amount);
  }
  return figures;
}
