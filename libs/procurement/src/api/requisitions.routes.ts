import { refuseDate } from '@tamani/budgets/published';
import { resource, emptyBody } from '@tamani/nest';
import { refuse } from '../domain/requisition/requisition.rejections.js';
import { refuseStep } from '../domain/shared/dates.js';
import { segregation } from '../domain/shared/segregation.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';
import { requisitionList } from '../read-models/requisitions.read-model.js';
import {
  renderRequisition,
  requisitionSchema,
} from '../read-models/resources/requisition.resource.js';

import { endBody } from './schemas/ends.schemas.js';
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
  refusals: [refuse, segregation, refuseDate, refuseStep],
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
      description: 'Its funds are released, and the drafts of its orders lapse.',
      command: ({ comments, effectiveAt }, { by, today }) => ({
        type: 'ReturnRequisition',
        ...{ comments, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
    cancel: {
      body: endBody,
      roles: ['requisitioner'],
      summary: 'Cancel a requisition',
      description: 'Funds that are not ordered are released, and the drafts of its orders lapse.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'CancelRequisition',
        ...{ reason, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
    close: {
      body: endBody,
      roles: ['requisitioner', 'certifying-officer'],
      summary: 'Close a requisition of which nothing more will be ordered',
      description: 'What is still reserved is released; its orders go on.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'CloseRequisition',
        ...{ reason, effectiveAt: effectiveAt ?? today, by, today },
      }),
    },
  },
});
