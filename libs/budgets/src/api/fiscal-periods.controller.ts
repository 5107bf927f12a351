import { Controller } from '@nestjs/common';
import { monthSchema } from '@tamani/kernel';
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
import { z } from 'zod';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import {
  fiscalPeriod,
  type FiscalPeriodCommand,
  type FiscalPeriodState,
} from '../domain/fiscal-period/fiscal-period.decide.js';
import {
  fiscalPeriodList,
  fiscalPeriodSchema,
  renderFiscalPeriod,
} from '../read-models/fiscal-periods.read-model.js';
import { reasonBody, type ReasonBody } from './parts.schemas.js';

export const periodBody = z.strictObject({
  month: monthSchema,
  reason: z.string().trim().max(2000).default(''),
});
type PeriodBody = z.output<typeof periodBody>;

const fiscalPeriodResource: ResourceDefinition<FiscalPeriodState> = {
  path: 'fiscal-periods',
  context: 'budgets',
  aggregate: aggregate(fiscalPeriod),
  list: fiscalPeriodList,
  schema: fiscalPeriodSchema,
  render: renderFiscalPeriod,
  filters: ['month', 'status'],
};
const roles = ['budget-officer'];
const command = <C extends FiscalPeriodCommand>(one: C): C => one;

@Controller('v1/fiscal-periods')
export class FiscalPeriodsController extends ResourceController(fiscalPeriodResource) {
  @Create({
    body: periodBody,
    roles,
    summary: 'Open a month in the books; one that nobody has touched counts as open',
  })
  open(@Caller() caller: Caller, @Input() { month, reason }: PeriodBody) {
    const { person: by } = caller;
    const opened = command({ type: 'OpenPeriod', month, reason, by });
    return this.create(caller, () => opened, { id: fiscalPeriodId(month) });
  }

  @Action('soft-close', {
    body: reasonBody,
    roles,
    summary: 'No new reservation or order; deliveries and payments go on',
  })
  softClose(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'SoftClosePeriod', ...body, by: caller.person }));
  }

  @Action('close', { body: reasonBody, roles, summary: 'Nothing is dated in this month any more' })
  close(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'ClosePeriod', ...body, by: caller.person }));
  }

  @Action('reopen', { body: reasonBody, roles, summary: 'Reopen a closed month, with the reason' })
  reopen(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'ReopenPeriod', ...body, by: caller.person }));
  }
}
