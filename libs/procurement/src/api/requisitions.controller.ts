import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { RequisitionCommand } from '../domain/requisition/requisition.commands.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';
import { requisitionList } from '../read-models/requisitions.read-model.js';
import {
  renderRequisition,
  requisitionSchema,
} from '../read-models/resources/requisition.resource.js';
import { emptyBody, reasonBody, type ReasonBody } from './schemas/parts.schemas.js';
import {
  requisitionBody,
  returnBody,
  submitBody,
  type RequisitionBody,
  type ReturnBody,
  type SubmitBody,
} from './schemas/requisitions.schemas.js';

const requisitionResource: ResourceDefinition<RequisitionState> = {
  path: 'requisitions',
  context: 'procurement',
  aggregate: requisitionAggregate,
  list: requisitionList,
  schema: requisitionSchema,
  render: renderRequisition,
  filters: ['status', 'neededBy', 'reference'],
  referencePrefix: 'REQ',
};
const command = <C extends RequisitionCommand>(one: C): C => one;

@Controller('v1/requisitions')
export class RequisitionsController extends ResourceController(requisitionResource) {
  @Create({ body: requisitionBody, roles: ['requisitioner'], summary: 'Draft a requisition' })
  draft(@Caller() caller: Caller, @Input() body: RequisitionBody) {
    return this.create(caller, ({ reference }) =>
      command({ type: 'CreateRequisition', ...body, reference, by: caller.person }),
    );
  }

  @Action('change', {
    body: requisitionBody,
    roles: ['requisitioner'],
    summary: 'Replace a draft, or one whose funds were refused',
  })
  change(@Caller() caller: Caller, @Id() id: string, @Input() body: RequisitionBody) {
    return this.act(caller, id, command({ type: 'ChangeRequisition', ...body, by: caller.person }));
  }

  @Action('submit', {
    body: submitBody,
    roles: ['requisitioner'],
    summary: 'Submit a requisition: its funds are asked for at once',
  })
  submit(@Caller() caller: Caller, @Id() id: string, @Input() body: SubmitBody) {
    const { person: by, today } = caller;
    const effectiveAt = body.effectiveAt ?? today;
    const submission = { effectiveAt, by, today };
    return this.act(caller, id, command({ type: 'SubmitRequisition', ...submission }));
  }

  @Action('certify', {
    body: emptyBody,
    roles: ['certifying-officer'],
    summary: 'Certify need, coding and funds',
  })
  certify(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'CertifyRequisition', by: caller.person }));
  }

  @Action('return', {
    body: returnBody,
    roles: ['certifying-officer'],
    summary: 'Send a requisition back to its author; its funds are released',
  })
  sendBack(@Caller() caller: Caller, @Id() id: string, @Input() body: ReturnBody) {
    const { person: by, today } = caller;
    return this.act(caller, id, command({ type: 'ReturnRequisition', ...body, by, today }));
  }

  @Action('cancel', {
    body: reasonBody,
    roles: ['requisitioner'],
    summary: 'Cancel a requisition; what is not ordered is released',
  })
  cancel(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    const { person: by, today } = caller;
    return this.act(caller, id, command({ type: 'CancelRequisition', ...body, by, today }));
  }
}
