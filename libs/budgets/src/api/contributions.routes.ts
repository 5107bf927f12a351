import { derivedId } from '@tamani/kernel';
import { reasonBody, resource } from '@tamani/nest';
import { refuse } from '../domain/contribution/contribution.rejections.js';
import { contributionAggregate } from '../facts/contribution.facts.js';
import { contributionSchema, renderContribution } from '../read-models/contribution.resource.js';
import { contributionList } from '../read-models/contributions.read-model.js';
import {
  agreementBody,
  contributionBody,
  contributionReceiptBody,
} from './schemas/contributions.schemas.js';

const roles = ['budget-officer'] as const;

export const contributions = resource(contributionAggregate)({
  path: 'contributions',
  about: 'What donors have pledged, agreed and paid',
  context: 'budgets',
  list: contributionList,
  schema: contributionSchema,
  render: renderContribution,
  filters: [...['reference', 'status', 'donor', 'currency', 'fund', 'projectId'], 'externalId'],
  reference: 'CON',
  refusals: [refuse],
  create: {
    body: contributionBody,
    roles,
    summary: 'Register a contribution',
    description: 'Pledged, agreed or received, depending on the dates given.',
    id: ({ origin }) =>
      origin ? derivedId('contribution', origin.source, origin.externalId) : undefined,
    command: (body, { reference, by, today }) => ({
      type: 'RegisterContribution',
      ...body,
      donor: body.donor || null,
      reference,
      by,
      today,
    }),
  },
  actions: {
    agree: {
      body: agreementBody,
      roles,
      summary: 'Record the agreement',
      description: 'A second agreement is an amendment.',
      command: ({ agreedOn, ...body }, { by, today }) => ({
        type: 'AgreeContribution',
        ...body,
        agreedOn: agreedOn ?? today,
        by,
        today,
      }),
    },
    receipts: {
      body: contributionReceiptBody,
      roles,
      summary: 'Record money received',
      command: ({ receivedOn, ...body }, { by, today }) => ({
        type: 'ReceiveContribution',
        ...body,
        receivedOn: receivedOn ?? today,
        by,
        today,
      }),
    },
    close: {
      body: reasonBody,
      roles,
      summary: 'Close a contribution when no more money is expected',
      command: ({ reason }, { by, today }) => ({ type: 'CloseContribution', reason, by, today }),
    },
  },
});
