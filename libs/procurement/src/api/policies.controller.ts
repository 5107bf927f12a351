import { Controller } from '@nestjs/common';
import { Caller, Create, Input, ResourceController, type ResourceDefinition } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { policy, type PolicyCommand } from '../domain/policy/policy.decide.js';
import { policyIdOf, type PolicyState } from '../domain/policy/policy.state.js';
import { policyList } from '../read-models/policies.read-model.js';
import { policySchema, renderPolicy } from '../read-models/resources/policy.resource.js';
import { policyBody, type PolicyBody } from './schemas/policies.schemas.js';

const policyResource: ResourceDefinition<PolicyState> = {
  path: 'policies',
  context: 'procurement',
  aggregate: aggregate(policy),
  list: policyList,
  schema: policySchema,
  render: renderPolicy,
  filters: ['key'],
};
const command = <C extends PolicyCommand>(one: C): C => one;

@Controller('v1/policies')
export class PoliciesController extends ResourceController(policyResource) {
  @Create({
    body: policyBody,
    roles: ['administrator'],
    summary: 'Set a limit, a tolerance or a number of days from a date on',
  })
  set(@Caller() caller: Caller, @Input() body: PolicyBody) {
    const id = policyIdOf(body.key);
    const { person: by } = caller;
    return this.create(caller, () => command({ type: 'SetPolicy', ...body, by }), { id });
  }
}
