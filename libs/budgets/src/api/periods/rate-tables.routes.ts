import { resource } from '@tamani/nest';
import { refuse } from '../../domain/rate-table/rate-table.rejections.js';
import { rateTableId } from '../../domain/rate-table/rates.js';
import { rateTableAggregate } from '../../facts/rate-table.facts.js';
import {
  rateTableList,
  rateTableSchema,
  renderRateTable,
} from '../../read-models/rate-tables.read-model.js';
import { correctionBody, rateTableBody } from '../schemas/rate-tables.schemas.js';

const roles = ['budget-officer'] as const;

export const rateTables = resource(rateTableAggregate)({
  path: 'rate-tables',
  about: 'Rates of a month, for one dollar',
  context: 'budgets',
  list: rateTableList,
  schema: rateTableSchema,
  render: renderRateTable,
  filters: ['month', 'base'],
  refusals: [refuse],
  create: {
    body: rateTableBody,
    roles,
    summary: 'Publish the rates of a month',
    description: 'A rate far from the month before has to be acknowledged, with a reason.',
    id: ({ base, month }) => rateTableId(base, month),
    command: (body, { by }) => ({ type: 'PublishRateTable', ...body, by }),
  },
  actions: {
    corrections: {
      body: correctionBody,
      roles,
      summary: 'Correct the rates of a month',
      description: 'A new version for later postings; earlier ones keep their rate.',
      command: (body, { by }) => ({ type: 'CorrectRateTable', ...body, by }),
    },
  },
});
