import { businessDateSchema, moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { periodStatusSchema } from '../domain/fiscal-period/fiscal-period.events.js';
import { currencyRateSchema } from '../domain/rate-table/rate-table.events.js';
import { idSchema } from '../domain/shared/vocabulary.js';

const tableSchema = z.object({
  rateTableId: idSchema,
  month: z.string(),
  base: z.string(),
  source: z.string(),
  version: z.int(),
  rates: z.array(currencyRateSchema),
  acknowledged: z.boolean(),
  reason: z.string(),
});
const contribution = { contributionId: idSchema };

/** Rates, periods and contributions; key: the aggregate's id. */
export const referenceMessages = {
  'budgets.RateTablePublished.v1': tableSchema,
  'budgets.RateTableCorrected.v1': tableSchema,
  'budgets.FiscalPeriodChanged.v1': z.object({
    month: z.string(),
    status: periodStatusSchema,
    reason: z.string(),
  }),
  /** To be closed once every line has fenced the month. */
  'budgets.FiscalPeriodClosing.v1': z.object({ month: z.string(), closing: z.int().min(1) }),
  'budgets.ContributionRegistered.v1': z.object({
    ...contribution,
    reference: z.string(),
    donor: z.string().nullable(),
    title: z.string(),
    fund: z.string().nullable(),
    projectId: idSchema.nullable(),
    amount: moneySchema,
  }),
  'budgets.ContributionPledged.v1': z.object({ ...contribution, pledgedOn: businessDateSchema }),
  'budgets.ContributionAgreed.v1': z.object({
    ...contribution,
    amount: moneySchema,
    agreedOn: businessDateSchema,
  }),
  'budgets.ContributionReceived.v1': z.object({
    ...contribution,
    receipt: z.int(),
    amount: moneySchema,
    receivedOn: businessDateSchema,
    complete: z.boolean(),
  }),
  'budgets.ContributionClosed.v1': z.object({ ...contribution, reason: z.string() }),
} as const;
