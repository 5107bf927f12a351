import { monthSchema } from '@tamani/kernel';
import { aggregateReadModel } from '@tamani/runtime';
import { z } from 'zod';
import { rateTable, type RateTableState } from '../domain/rate-table/rate-table.decide.js';
import { currencyRateSchema } from '../domain/rate-table/rate-table.events.js';

export const rateTableSchema = z
  .strictObject({
    id: z.string(),
    month: monthSchema,
    base: z.string(),
    source: z.string(),
    version: z.int().meta({ description: 'Grows with each correction' }),
    correctionReason: z.string().nullable(),
    rates: z.array(currencyRateSchema),
  })
  .meta({ id: 'RateTable' });

/** A rate table as the API answers it. */
export const renderRateTable = (state: RateTableState, { id }: { readonly id: string }) => ({
  id,
  month: state.month,
  base: state.base,
  source: state.source,
  version: state.version,
  correctionReason: state.reason || null,
  rates: [...state.rates],
});

export const rateTableList = aggregateReadModel({
  name: 'rate-tables',
  version: 1,
  context: 'budgets',
  decider: rateTable,
  fields: { month: 'text', base: 'text', updatedAt: 'text' },
  indexes: [['month'], ['updatedAt']],
  document: (state, at, event) => ({
    month: state.month,
    base: state.base,
    updatedAt: event.meta.recordedAt,
    item: renderRateTable(state, at),
  }),
});
