import { reasonBody, resource, type Call } from '@tamani/nest';
import type { BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { refuse } from '../domain/budget-line/budget-line.rejections.js';
import { lineAsOf } from '../domain/budget-line/state/line-as-of.js';
import { refuseDate } from '../domain/shared/business-date.rejections.js';
import { refuse as refuseContribution } from '../domain/contribution/contribution.rejections.js';
import { refuseKey } from '../domain/line-key/line-key.decide.js';
import { refuseProject } from '../domain/shared/project.rejections.js';
import { budgetLineAggregate } from '../facts/budget-line.facts.js';
import { budgetLineSchema, renderBudgetLine } from '../read-models/budget-line.resource.js';
import { budgetLineList } from '../read-models/budget-lines.read-model.js';
import {
  allotmentBody,
  carryOverBody,
  draftLineBody,
  overrunBody,
  revisionBody,
} from './schemas/budget-lines.schemas.js';
import { perhapsReasonBody } from './schemas/parts.schemas.js';

const roles = ['budget-officer'] as const;

/** Person and date; the date defaults to today. */
const dated = (
  { effectiveAt }: { readonly effectiveAt?: string | undefined },
  { by, today }: Call,
) => ({ effectiveAt: effectiveAt ?? today, today, by });

export const budgetLines = resource(budgetLineAggregate)({
  path: 'budget-lines',
  about: 'Money by fund, year, axis and class: what is allotted, reserved, committed and spent',
  context: 'budgets',
  list: budgetLineList,
  schema: budgetLineSchema,
  render: renderBudgetLine,
  asOf: (line, known, date) => lineAsOf(line, known as readonly BudgetLineEvent[], date),
  filters: [
    ...['reference', 'status', 'currency', 'fund', 'fiscalYear', 'axis', 'spendClass'],
    ...['projectId', 'institution', 'region', 'donor'],
  ],
  reference: 'BL',
  refusals: [refuse, refuseDate, refuseKey, refuseProject, refuseContribution],
  create: {
    body: draftLineBody,
    roles,
    summary: 'Draft a budget line',
    command: (body, { reference, by }) => ({ type: 'DraftLine', ...body, reference, by }),
  },
  actions: {
    allotments: {
      body: allotmentBody,
      roles,
      summary: 'Allot funds to the line',
      command: (body, call) => ({
        type: 'AllotFunds',
        ...body,
        ...dated(body, call),
        allotmentId: call.commandId,
      }),
    },
    'allotment-revisions': {
      body: revisionBody,
      roles,
      summary: 'Set the allotment of the line',
      description: 'The allotment cannot be less than what is reserved, committed and spent.',
      command: (body, call) => ({
        type: 'ReviseAllotment',
        ...body,
        ...dated(body, call),
        allotmentId: call.commandId,
      }),
    },
    open: {
      body: perhapsReasonBody,
      roles,
      summary: 'Open a draft line',
      command: (body, { by }) => ({ type: 'OpenLine', ...body, by }),
    },
    freeze: {
      body: reasonBody,
      roles,
      summary: 'Freeze a line',
      description: 'No new reservation or commitment is accepted.',
      command: (body, { by }) => ({ type: 'FreezeLine', ...body, by }),
    },
    unfreeze: {
      body: reasonBody,
      roles,
      summary: 'Lift the freeze',
      command: (body, { by }) => ({ type: 'UnfreezeLine', ...body, by }),
    },
    'soft-close': {
      body: reasonBody,
      roles,
      summary: 'Soft-close a line',
      description: 'Nothing new is accepted; deliveries on open commitments continue.',
      command: (body, { by }) => ({ type: 'SoftCloseLine', ...body, by }),
    },
    close: {
      body: reasonBody,
      roles,
      summary: 'Close a line without open reservations or commitments',
      command: (body, { by }) => ({ type: 'CloseLine', ...body, by }),
    },
    overruns: {
      body: overrunBody,
      roles: ['programme-manager'],
      summary: 'Authorise deliveries above the available funds',
      description: 'Up to a cap and a date.',
      command: (body, { by, today }) => ({ type: 'AuthoriseOverrun', ...body, by, today }),
    },
    'carry-overs': {
      body: carryOverBody,
      roles,
      summary: 'Carry the available funds over to the line of the next year',
      description: 'The same fund, axis, class, project and donor.',
      command: (body, call) => ({
        type: 'CarryOut',
        ...body,
        ...dated(body, call),
        carryOverId: call.commandId,
      }),
    },
  },
});
