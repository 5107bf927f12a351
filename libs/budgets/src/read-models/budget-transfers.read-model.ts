import { aggregateReadModel } from '@tamani/runtime';
import { budgetTransfer } from '../domain/budget-transfer/budget-transfer.decide.js';
import { renderBudgetTransfer } from './budget-transfer.resource.js';

export const budgetTransferList = aggregateReadModel({
  name: 'budget-transfers',
  version: 1,
  context: 'budgets',
  decider: budgetTransfer,
  fields: { reference: 'text', status: 'text', fromLineId: 'text', toLineId: 'text' },
  indexes: [['status', 'updatedAt'], ['fromLineId'], ['toLineId']],
  values: ({ reference, status, fromLineId, toLineId }) => ({
    ...{ reference, status, fromLineId, toLineId },
  }),
  search: ['reference', 'purpose'],
  order: ['reference'],
  amount: 'amount',
  render: renderBudgetTransfer,
});
