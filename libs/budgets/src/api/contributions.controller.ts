import { Controller } from '@nestjs/common';
import { derivedId } from '@tamani/kernel';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import type { ContributionCommand } from '../domain/contribution/contribution.commands.js';
import { contribution } from '../domain/contribution/contribution.decide.js';
import type { ContributionState } from '../domain/contribution/contribution.state.js';
import { contributionSchema, renderContribution } from '../read-models/contribution.resource.js';
import { contributionList } from '../read-models/contributions.read-model.js';
import {
  agreementBody,
  contributionBody,
  contributionReceiptBody,
  type AgreementBody,
  type ContributionBody,
  type ContributionReceiptBody,
} from './contributions.schemas.js';
import { reasonBody, type ReasonBody } from './parts.schemas.js';

const contributionResource: ResourceDefinition<ContributionState> = {
  path: 'contributions',
  context: 'budgets',
  aggregate: aggregate(contribution),
  list: contributionList,
  schema: contributionSchema,
  render: renderContribution,
  filters: [...['reference', 'status', 'donor', 'currency', 'fund', 'projectId'], 'externalId'],
  referencePrefix: 'CON',
};
const roles = ['budget-officer'];
const command = <C extends ContributionCommand>(one: C): C => one;

@Controller('v1/contributions')
export class ContributionsController extends ResourceController(contributionResource) {
  @Create({
    body: contributionBody,
    roles,
    summary: 'Register a contribution: pledged, agreed or received, by the dates given',
  })
  register(@Caller() caller: Caller, @Input() body: ContributionBody) {
    const { origin } = body;
    const { person: by, today } = caller;
    const donor = body.donor || null;
    const known = origin && derivedId('contribution', origin.source, origin.externalId);
    return this.create(
      caller,
      ({ reference }) =>
        command({ type: 'RegisterContribution', ...body, donor, reference, by, today }),
      known === null ? {} : { id: known },
    );
  }

  @Action('agree', {
    body: agreementBody,
    roles,
    summary: 'Record the agreement; again, it is an amendment',
  })
  agree(@Caller() caller: Caller, @Id() id: string, @Input() body: AgreementBody) {
    const { person: by, today } = caller;
    const { agreedOn = today, ...agreement } = body;
    const agreed = { ...agreement, agreedOn, by, today };
    return this.act(caller, id, command({ type: 'AgreeContribution', ...agreed }));
  }

  @Action('receipts', { body: contributionReceiptBody, roles, summary: 'Record money received' })
  receive(@Caller() caller: Caller, @Id() id: string, @Input() body: ContributionReceiptBody) {
    const { person: by, today } = caller;
    const { receivedOn = today, ...receipt } = body;
    const received = { ...receipt, receivedOn, by, today };
    return this.act(caller, id, command({ type: 'ReceiveContribution', ...received }));
  }

  @Action('close', { body: reasonBody, roles, summary: 'Nothing more is expected of it' })
  close(@Caller() caller: Caller, @Id() id: string, @Input() { reason }: ReasonBody) {
    const { person: by, today } = caller;
    return this.act(caller, id, command({ type: 'CloseContribution', reason, by, today }));
  }
}
