import { awaits } from '@tamani/runtime';
import {
  evolveLineView,
  initialLineView,
  type LineView,
} from '../domain/budget-line/state/line-view.js';
import type { BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { BUDGET_LINE_CATEGORY } from '../domain/shared/categories.js';

/** A line waits as long as one of its deliveries is held. */
const budgetLines = {
  category: BUDGET_LINE_CATEGORY,
  initial: initialLineView,
  evolve: evolveLineView<LineView>,
  standing: ({ reference, held }: LineView) => ({
    reference,
    status: held.length > 0 ? ('delivery_held' as const) : ('clear' as const),
  }),
};

/** What of budgets waits, for what and for whom; a line for each kind. */
export const budgetsAttention = [
  awaits<LineView, BudgetLineEvent, 'delivery_held' | 'clear'>('budget-lines', budgetLines, {
    delivery_held: ['budget_line_delivery_held', 'budget-officer', 'programme-manager'],
  }),
];
