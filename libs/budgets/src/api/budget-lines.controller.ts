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
import type {
  BudgetLineCommand,
  ChangeStatus,
} from '../domain/budget-line/budget-line.commands.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { budgetLineAggregate } from '../facts/budget-line.facts.js';
import { budgetLineSchema, renderBudgetLine } from '../read-models/budget-line.resource.js';
import { budgetLineList } from '../read-models/budget-lines.read-model.js';
import {
  allotmentBody,
  carryOverBody,
  draftLineBody,
  overrunBody,
  revisionBody,
  type AllotmentBody,
  type CarryOverBody,
  type DraftLineBody,
  type OverrunBody,
  type RevisionBody,
} from './budget-lines.schemas.js';
import {
  perhapsReasonBody,
  reasonBody,
  type PerhapsReasonBody,
  type ReasonBody,
} from './parts.schemas.js';

const budgetLineResource: ResourceDefinition<BudgetLineState> = {
  path: 'budget-lines',
  context: 'budgets',
  aggregate: budgetLineAggregate,
  list: budgetLineList,
  schema: budgetLineSchema,
  render: renderBudgetLine,
  filters: [
    ...['reference', 'status', 'currency', 'fund', 'fiscalYear', 'axis', 'spendClass'],
    ...['projectId', 'institution', 'region', 'donor'],
  ],
  referencePrefix: 'BL',
};
const roles = ['budget-officer'];
const command = <C extends BudgetLineCommand>(one: C): C => one;

@Controller('v1/budget-lines')
export class BudgetLinesController extends ResourceController(budgetLineResource) {
  @Create({ body: draftLineBody, roles, summary: 'Draft a budget line' })
  draft(@Caller() caller: Caller, @Input() body: DraftLineBody) {
    const { person: by } = caller;
    return this.create(caller, ({ reference }) =>
      command({ type: 'DraftLine', ...body, reference, by }),
    );
  }

  @Action('allotments', { body: allotmentBody, roles, summary: 'Allot funds to the line' })
  allot(@Caller() caller: Caller, @Id() id: string, @Input() body: AllotmentBody) {
    return this.act(caller, id, command({ type: 'AllotFunds', ...body, ...dated(caller, body) }));
  }

  @Action('allotment-revisions', {
    body: revisionBody,
    roles,
    summary: 'Set what is allotted; not below what is reserved, committed and spent',
  })
  revise(@Caller() caller: Caller, @Id() id: string, @Input() body: RevisionBody) {
    const revision = { ...body, ...dated(caller, body) };
    return this.act(caller, id, command({ type: 'ReviseAllotment', ...revision }));
  }

  @Action('open', { body: perhapsReasonBody, roles, summary: 'Open a draft for documents' })
  open(@Caller() caller: Caller, @Id() id: string, @Input() body: PerhapsReasonBody) {
    return this.change(caller, id, { type: 'OpenLine', ...body });
  }

  @Action('freeze', { body: reasonBody, roles, summary: 'No new reservation or commitment' })
  freeze(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.change(caller, id, { type: 'FreezeLine', ...body });
  }

  @Action('unfreeze', { body: reasonBody, roles, summary: 'Lift the freeze' })
  unfreeze(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.change(caller, id, { type: 'UnfreezeLine', ...body });
  }

  @Action('soft-close', {
    body: reasonBody,
    roles,
    summary: 'Nothing new; deliveries on open commitments go on',
  })
  softClose(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.change(caller, id, { type: 'SoftCloseLine', ...body });
  }

  @Action('close', { body: reasonBody, roles, summary: 'Close a line on which nothing is open' })
  close(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.change(caller, id, { type: 'CloseLine', ...body });
  }

  @Action('overruns', {
    body: overrunBody,
    roles: ['programme-manager'],
    summary: 'Let deliveries exceed what is available, up to a cap and a date',
  })
  authoriseOverrun(@Caller() caller: Caller, @Id() id: string, @Input() body: OverrunBody) {
    const { person: by, today } = caller;
    return this.act(caller, id, command({ type: 'AuthoriseOverrun', ...body, by, today }));
  }

  @Action('carry-overs', {
    body: carryOverBody,
    roles,
    summary: 'Carry what is available over to a line of a later year',
  })
  carryOver(@Caller() caller: Caller, @Id() id: string, @Input() body: CarryOverBody) {
    const carried = { ...body, ...dated(caller, body), carryOverId: caller.commandId };
    return this.act(caller, id, command({ type: 'CarryOut', ...carried }));
  }

  private change(caller: Caller, id: string, change: Omit<ChangeStatus, 'by'>) {
    return this.act(caller, id, command({ ...change, by: caller.person }));
  }
}

/** Who and when; a date left out is today. */
const dated = (caller: Caller, { effectiveAt }: { readonly effectiveAt?: string }) => ({
  effectiveAt: effectiveAt ?? caller.today,
  today: caller.today,
  by: caller.person,
});
