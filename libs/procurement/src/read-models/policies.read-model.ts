import { aggregateReadModel } from '@tamani/runtime';
import { policy } from '../domain/policy/policy.decide.js';
import { renderPolicy } from './resources/policy.resource.js';

export const policyList = aggregateReadModel({
  name: 'policies',
  version: 1,
  context: 'procurement',
  decider: policy,
  fields: { key: 'text' },
  indexes: [['key']],
  values: ({ key }) => ({ key }),
  render: renderPolicy,
});
