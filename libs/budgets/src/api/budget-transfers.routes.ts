import { reasonBody, resource } from '@tamani/nest';
import { refuse as refuseLine } from '../domain/budget-line/budget-line.rejections.js';
import { refuse } from '../domain/budget-transfer/budget-transfer.rejections.js';
import { refuseDate } from '../domain/shared/business-date.rejections.js';
import { refuseProject } from '../domain/shared/project.rejections.js';
import { budgetTransferAggregate } from '../facts/budget-transfer.facts.js';
import {
  budgetTransferSchema,
  renderBudgetTransfer,
} from '../read-models/budget-transfer.resource.js';
import { budgetTransferList } from '../read-models/budget-transfers.read-model.js';
import { budgetTransferBody, transferApprovalBody } from './schemas/budget-transfers.schemas.js';

export const budgetTransfers = resource(budgetTransferAggregate)({
  path: 'budget-transfers',
  about: 'Allotment moved from one budget line to another of the same fund and year',
  context: 'budgets',
  list: budgetTransferList,
  schema: budgetTransferSchema,
  render: renderBudgetTransfer,
  filters: ['reference', 'status', 'fromLineId', 'toLineId'],
  reference: 'TRF',
  refusals: [refuse, refuseLine, refuseDate, refuseProject],
  create: {
    body: budgetTransferBody,
    roles: ['budget-officer'],
    summary: 'Request a transfer between two budget lines',
    description: 'Up to a percentage of the original allotment of the source, by policy.',
    command: (body, { reference, by, today }) => ({
      type: 'RequestTransfer',
      ...body,
      reference,
      by,
      today,
    }),
  },
  actions: {
    approve: {
      body: transferApprovalBody,
      roles: ['programme-manager'],
      summary: 'Approve a transfer',
      description: 'Not by the person who requested it. The amount is held, then moved.',
      command: ({ effectiveAt }, { by, today }) => ({
        type: 'ApproveTransfer',
        effectiveAt: effectiveAt ?? today,
        by,
        today,
      }),
    },
    reject: {
      body: reasonBody,
      roles: ['programme-manager'],
      summary: 'Reject a transfer',
      command: ({ reason }, { by }) => ({ type: 'RejectTransfer', reason, by }),
    },
    withdraw: {
      body: reasonBody,
      roles: ['budget-officer'],
      summary: 'Withdraw a transfer that is not approved',
      command: ({ reason }, { by }) => ({ type: 'WithdrawTransfer', reason, by }),
    },
  },
});
