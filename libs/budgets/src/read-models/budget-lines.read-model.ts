import { aggregateReadModel } from '@tamani/runtime';
import { evolveLineView, initialLineView } from '../domain/budget-line/state/line-view.js';
import { BUDGET_LINE_CATEGORY } from '../domain/shared/categories.js';
import { renderBudgetLine } from './budget-line.resource.js';

const coded = ['fund', 'fiscalYear', 'axis', 'spendClass', 'projectId'] as const;
const placed = ['institution', 'region', 'donor'] as const;

/**
 * The list of lines. It folds what is shown of a line and leaves its documents alone: those grow
 * without bound.
 */
export const budgetLineList = aggregateReadModel({
  name: 'budget-lines',
  version: 1,
  context: 'budgets',
  decider: { category: BUDGET_LINE_CATEGORY, initial: initialLineView, evolve: evolveLineView },
  fields: {
    ...{ reference: 'text', status: 'text', currency: 'text', updatedAt: 'text' },
    ...{ fund: 'text', fiscalYear: 'text', axis: 'text', spendClass: 'text', projectId: 'text' },
    ...{ institution: 'text', region: 'text', donor: 'text' },
  },
  indexes: [['updatedAt'], ['status', 'updatedAt'], ['fiscalYear', 'updatedAt'], ['projectId']],
  document: (view, at, event) => {
    const item = renderBudgetLine(view, at);
    const { reference, status, currency } = item;
    const values = [...coded, ...placed].map((field) => [field, item[field]] as const);
    const { recordedAt: updatedAt } = event.meta;
    return { reference, status, currency, ...Object.fromEntries(values), updatedAt, item };
  },
});
