import { refuseDate } from '@tamani/budgets/published';
import { reasonBody, resource, emptyBody } from '@tamani/nest';
import { refuse } from '../domain/requisition/requisition.rejections.js';
import { segregation } from '../domain/shared/segregation.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';
import { requisitionList } from '../read-models/requisitions.read-model.js';
import {
  renderRequisition,
  requisitionSchema,
} from '../read-models/resources/requisition.resource.js';

import { requisitionBody, returnBody, submitBody } from './schemas/requisitions.schemas.js';

export const requisitions = resource(requisitionAggregate)({
  path: 'requisitions',
  about: 'What is needed, from the draft to the certified need with its funds reserved',
  context: 'procurement',
  list: requisitionList,
  schema: requisitionSchema,
  render: renderRequisition,
  filters: ['status', 'neededBy', 'reference'],
  dates: { needed: 'neededBy' },
  reference: 'REQ',
  refusals: [refuse, segregation, refuseDate],
  create: {
    body: requisitionBody,
    roles: ['requisitioner'],
    summary: 'Draft a requisition',
    command: (body, { reference, by }) => ({ type: 'CreateRequisition', ...body, reference, by }),
  },
  actions: {
    change: {
      body: requisitionBody,
      roles: ['requisitioner'],
      summary: 'Replace a draft or a requisition whose funds were refused',
      command: (body, { by }) => ({ type: 'ChangeRequisition', ...body, by }),
    },
    submit: {
      body: submitBody,
      roles: ['requisitioner'],
      summary: 'Submit a requisition and request its funds',
      description:
        'Its funds are asked for at once: `funds_pending` becomes `funds_reserved`, or `funds_rejected` with the shortfalls.',
      command: ({ effectiveAt }, { id: requisitionId, by, today }) => ({
        type: 'SubmitRequisition',
        requisitionId,
        effectiveAt: effectiveAt ?? today,
        by,
        today,
      }),
    },
    certify: {
      body: emptyBody,
      roles: ['certifying-officer'],
      summary: 'Certify need, coding and funds',
      command: (_, { by }) => ({ type: 'CertifyRequisition', by }),
    },
    return: {
      body: returnBody,
      roles: ['certifying-officer'],
      summary: 'Send a requisition back to its author',
      description: 'Its funds are released.',
      command: (body, { by, today }) => ({ type: 'ReturnRequisition', ...body, by, today }),
    },
    cancel: {
      body: reasonBody,
      roles: ['requisitioner'],
      summary: 'Cancel a requisition',
      description: 'Funds that are not ordered are released.',
      command: (body, { by, today }) => ({ type: 'CancelRequisition', ...body, by, today }),
    },
  },
});
