import { monthSchema } from '@tamani/kernel';
import { aggregateReadModel, resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { rateTable, type RateTableState } from '../domain/rate-table/rate-table.decide.js';
import { currencyRateSchema } from '../domain/rate-table/rate-table.events.js';

export const rateTableSchema = resourceSchema('RateTable', {
  month: monthSchema,
  base: z.string(),
  source: z.string(),
  version: z.int().meta({ description: 'Increases with each correction' }),
  acknowledged: z.boolean().meta({ description: 'A rate is far from the month before' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Of the correction, or why an unlikely rate is right' }),
  rates: z.array(currencyRateSchema),
});

/** A rate table as returned by the API. */
export const renderRateTable = (state: RateTableState) => ({
  month: state.month,
  base: state.base,
  source: state.source,
  version: state.version,
  acknowledged: state.acknowledged,
  reason: state.reason || null,
  rates: [...state.rates],
});

export const rateTableList = aggregateReadModel({
  name: 'rate-tables',
  version: 1,
  context: 'budgets',
  decider: rateTable,
  fields: { month: 'text', base: 'text' },
  indexes: [['month']],
  values: ({ month, base }) => ({ month, base }),
  render: renderRateTable,
});
