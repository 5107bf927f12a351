import { aggregateReadModel } from '@tamani/runtime';
import { evolveLineView, initialLineView } from '../domain/budget-line/state/line-view.js';
import { BUDGET_LINE_CATEGORY } from '../domain/shared/categories.js';
import { renderBudgetLine } from './budget-line.resource.js';

/**
 * The list of lines. It folds only the visible part of a line: its documents grow
 * without bound.
 */
export const budgetLineList = aggregateReadModel({
  name: 'budget-lines',
  version: 1,
  context: 'budgets',
  decider: { category: BUDGET_LINE_CATEGORY, initial: initialLineView, evolve: evolveLineView },
  fields: {
    ...{ reference: 'text', title: 'text', status: 'text', currency: 'text' },
    ...{ fund: 'text', fiscalYear: 'text', axis: 'text', spendClass: 'text', projectId: 'text' },
    ...{ institution: 'text', region: 'text', donor: 'text' },
  },
  indexes: [['status', 'updatedAt'], ['fiscalYear', 'updatedAt'], ['projectId']],
  values: ({ reference, title, status, currency, coding }) => ({
    ...{ reference, title, status, currency },
    ...coding,
  }),
  search: ['reference', 'title'],
  order: ['reference', 'title', 'fund', 'institution', 'donor'],
  render: renderBudgetLine,
});
