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
import {
  rateTable,
  type RateTableCommand,
  type RateTableState,
} from '../domain/rate-table/rate-table.decide.js';
import { currencyRateSchema } from '../domain/rate-table/rate-table.events.js';
import { rateTableId } from '../domain/rate-table/rates.js';
import { FUNCTIONAL_CURRENCY } from '../domain/shared/vocabulary.js';
import {
  rateTableList,
  rateTableSchema,
  renderRateTable,
} from '../read-models/rate-tables.read-model.js';
import { text } from './parts.schemas.js';

const table = { source: text(500), rates: z.array(currencyRateSchema).min(1).max(200) };

export const rateTableBody = z.strictObject({
  month: monthSchema,
  base: z.literal(FUNCTIONAL_CURRENCY, { error: 'rate_base_unsupported' }),
  ...table,
});
type RateTableBody = z.output<typeof rateTableBody>;

export const correctionBody = z.strictObject({ ...table, reason: text(2000) });
type CorrectionBody = z.output<typeof correctionBody>;

const rateTableResource: ResourceDefinition<RateTableState> = {
  path: 'rate-tables',
  context: 'budgets',
  aggregate: aggregate(rateTable),
  list: rateTableList,
  schema: rateTableSchema,
  render: renderRateTable,
  filters: ['month', 'base'],
};
const roles = ['budget-officer'];
const command = <C extends RateTableCommand>(one: C): C => one;

@Controller('v1/rate-tables')
export class RateTablesController extends ResourceController(rateTableResource) {
  @Create({ body: rateTableBody, roles, summary: 'Publish the rates of a month' })
  publish(@Caller() caller: Caller, @Input() body: RateTableBody) {
    const { person: by } = caller;
    const id = rateTableId(body.base, body.month);
    return this.create(caller, () => command({ type: 'PublishRateTable', ...body, by }), { id });
  }

  @Action('corrections', {
    body: correctionBody,
    roles,
    summary: 'A new version for what is posted from now on; nothing is rated again',
  })
  correct(@Caller() caller: Caller, @Id() id: string, @Input() body: CorrectionBody) {
    const { person: by } = caller;
    return this.act(caller, id, command({ type: 'CorrectRateTable', ...body, by }));
  }
}
