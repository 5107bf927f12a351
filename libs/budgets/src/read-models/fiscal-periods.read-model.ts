import { monthSchema } from '@tamani/kernel';
import { aggregateReadModel } from '@tamani/runtime';
import { z } from 'zod';
import {
  fiscalPeriod,
  type FiscalPeriodState,
} from '../domain/fiscal-period/fiscal-period.decide.js';
import { periodStatusSchema } from '../domain/fiscal-period/fiscal-period.events.js';

export const fiscalPeriodSchema = z
  .strictObject({
    id: z.string(),
    month: monthSchema,
    status: z.enum(['planned', ...periodStatusSchema.options]),
    reason: z.string().nullable(),
  })
  .meta({ id: 'FiscalPeriod', description: 'A month that is not listed is open' });

/** A period as the API answers it. */
export const renderFiscalPeriod = (state: FiscalPeriodState, { id }: { readonly id: string }) => ({
  id,
  month: state.month,
  status: state.status,
  reason: state.reason || null,
});

export const fiscalPeriodList = aggregateReadModel({
  name: 'fiscal-periods',
  version: 1,
  context: 'budgets',
  decider: fiscalPeriod,
  fields: { month: 'text', status: 'text', updatedAt: 'text' },
  indexes: [['month'], ['updatedAt']],
  document: (state, at, event) => ({
    month: state.month,
    status: state.status,
    updatedAt: event.meta.recordedAt,
    item: renderFiscalPeriod(state, at),
  }),
});
