import { aggregateReadModel } from '@tamani/runtime';
import { contribution } from '../domain/contribution/contribution.decide.js';
import { renderContribution } from './contribution.resource.js';

export const contributionList = aggregateReadModel({
  name: 'contributions',
  version: 1,
  context: 'budgets',
  decider: contribution,
  fields: {
    ...{ reference: 'text', status: 'text', donor: 'text', currency: 'text', fund: 'text' },
    ...{ projectId: 'text', externalId: 'text' },
  },
  indexes: [['donor', 'updatedAt'], ['status', 'updatedAt'], ['externalId']],
  values: ({ reference, status, donor, currency, fund, projectId, origin }) => {
    const externalId = origin?.externalId ?? null;
    return { reference, status, donor, currency, fund, projectId, externalId };
  },
  search: ['reference', 'title', 'donor', 'donorReference', 'agreementReference'],
  order: ['reference', 'donor', 'fund'],
  amount: 'amount',
  render: renderContribution,
});
