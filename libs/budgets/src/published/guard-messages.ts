import { moneySchema, refusalSchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../domain/shared/vocabulary.js';

const line = { budgetLineId: idSchema };
const allotment = { ...line, allotmentId: idSchema };
const closing = { month: z.string(), closing: z.int().min(1) };
const refused = { refusal: refusalSchema };

/** Answers to a budget line that asked; key: the id of who answers. */
export const guardMessages = {
  'budgets.LineKeyClaimed.v1': z.object(line),
  'budgets.LineKeyRefused.v1': z.object({ ...line, ...refused }),
  /** The register asks lines to fence a month; and says that all have. */
  'budgets.FencesRequested.v1': z.object({ ...closing, budgetLineIds: z.array(idSchema) }),
  'budgets.MonthFenced.v1': z.object(closing),
  'budgets.AllotmentCounted.v1': z.object({ ...allotment, counted: moneySchema }),
  'budgets.AllotmentNotCounted.v1': z.object({ ...allotment, ...refused }),
  'budgets.ContributionAllotted.v1': z.object({
    ...allotment,
    contributionId: idSchema,
    amount: moneySchema,
    lineAmount: moneySchema,
  }),
  'budgets.ContributionAllotmentRefused.v1': z.object({
    ...allotment,
    contributionId: idSchema,
    ...refused,
  }),
} as const;
