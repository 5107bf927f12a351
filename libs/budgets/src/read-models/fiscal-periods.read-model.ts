import { monthSchema } from '@tamani/kernel';
import { aggregateReadModel, resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import {
  fiscalPeriod,
  type FiscalPeriodState,
} from '../domain/fiscal-period/fiscal-period.decide.js';
import { periodStatusSchema } from '../domain/fiscal-period/fiscal-period.events.js';

/** A month in the books; months that are not listed are open. */
export const fiscalPeriodSchema = resourceSchema('FiscalPeriod', {
  month: monthSchema,
  status: z.enum(['planned', ...periodStatusSchema.options]).meta({ id: 'FiscalPeriodStatus' }),
  reason: z.string().nullable(),
});

/** A period as returned by the API. */
export const renderFiscalPeriod = (state: FiscalPeriodState) => ({
  month: state.month,
  status: state.status,
  reason: state.reason || null,
});

export const fiscalPeriodList = aggregateReadModel({
  name: 'fiscal-periods',
  version: 1,
  context: 'budgets',
  decider: fiscalPeriod,
  fields: { month: 'text', status: 'text' },
  indexes: [['month']],
  values: ({ month, status }) => ({ month, status }),
  render: renderFiscalPeriod,
});
