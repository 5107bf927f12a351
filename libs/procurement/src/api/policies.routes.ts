import { resource } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { refuse } from '../domain/policy/policy.rejections.js';
import { policyIdOf } from '../domain/policy/policy.state.js';
import { policy } from '../domain/policy/policy.decide.js';
import { policyList } from '../read-models/policies.read-model.js';
import { policySchema, renderPolicy } from '../read-models/resources/policy.resource.js';
import { policyBody } from './schemas/policies.schemas.js';

export const policies = resource(aggregate(policy))({
  path: 'policies',
  about: 'Limits, tolerances and numbers of days, each from a date on',
  context: 'procurement',
  list: policyList,
  schema: policySchema,
  render: renderPolicy,
  filters: ['key'],
  refusals: [refuse],
  create: {
    body: policyBody,
    roles: ['administrator'],
    summary: 'Set a limit, a tolerance or a number of days, effective from a date',
    id: ({ key }) => policyIdOf(key),
    command: (body, { by }) => ({ type: 'SetPolicy', ...body, by }),
  },
  actions: {},
});
