import { awaits } from '@tamani/runtime';
import {
  evolveLineView,
  initialLineView,
  type LineView,
} from '../domain/budget-line/state/line-view.js';
import type { BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { availableOf } from '../domain/budget-line/movements.js';
import { BUDGET_LINE_CATEGORY } from '../domain/shared/categories.js';

type Standing = 'delivery_held' | 'overcommitted' | 'clear';

/**
 * A line waits as long as one of its deliveries is held, or while it is committed above its
 * allotment by more than an authorised overrun: it is short of money, and so needs attention at
 * once.
 */
function standingOf({ held, figures, overrun }: LineView): Standing {
  if (held.length > 0) return 'delivery_held';
  return availableOf(figures) + (overrun?.capMinor ?? 0n) < 0n ? 'overcommitted' : 'clear';
}

const budgetLines = {
  category: BUDGET_LINE_CATEGORY,
  initial: initialLineView,
  evolve: evolveLineView<LineView>,
  standing(line: LineView) {
    const status = standingOf(line);
    return { reference: line.reference, status, atOnce: status !== 'clear' };
  },
};

/** What of budgets waits, for what and for whom; a line for each kind. */
export const budgetsAttention = [
  awaits<LineView, BudgetLineEvent, Standing>('budget-lines', budgetLines, {
    delivery_held: ['budget_line_delivery_held', 'budget-officer', 'programme-manager'],
    overcommitted: ['budget_line_overcommitted', 'budget-officer', 'programme-manager'],
  }),
];
