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
    ...{ projectId: 'text', externalId: 'text', updatedAt: 'text' },
  },
  indexes: [['updatedAt'], ['donor', 'updatedAt'], ['status', 'updatedAt'], ['externalId']],
  document: (state, at, event) => {
    const { reference, status, donor, currency, fund, projectId, origin } = state;
    const externalId = origin?.externalId ?? null;
    const { recordedAt: updatedAt } = event.meta;
    const item = renderContribution(state, at);
    return { reference, status, donor, currency, fund, projectId, externalId, updatedAt, item };
  },
});
