import {
  businessDateSchema,
  fiscalYearSchema,
  isCurrency,
  moneySchema,
  positiveMoneySchema,
} from '@tamani/kernel';
import { z } from 'zod';
import { axisSchema, spendClassSchema } from '../domain/shared/vocabulary.js';
import { dateOrToday, optionalText, text } from './parts.schemas.js';

export const draftLineBody = z.strictObject({
  title: text(200),
  fund: text(60),
  fiscalYear: fiscalYearSchema,
  axis: axisSchema,
  spendClass: spendClassSchema,
  currency: z.string().refine(isCurrency, { error: 'line_currency_unknown' }),
  projectId: z.uuid().nullable().default(null),
  donor: optionalText(200).meta({
    description: 'Left out: the donor of the project, if it has one only',
  }),
});
export type DraftLineBody = z.output<typeof draftLineBody>;

export const allotmentBody = z.strictObject({
  amount: positiveMoneySchema,
  effectiveAt: dateOrToday,
  reason: text(2000),
});
export type AllotmentBody = z.output<typeof allotmentBody>;

export const revisionBody = z.strictObject({
  amount: moneySchema.meta({ description: 'What is allotted from now on, not the change' }),
  effectiveAt: dateOrToday,
  reason: text(2000),
});
export type RevisionBody = z.output<typeof revisionBody>;

export const overrunBody = z.strictObject({
  cap: positiveMoneySchema,
  expiresOn: businessDateSchema,
  authority: text(200).meta({ description: 'By whose authority: name and office' }),
  reason: text(2000),
});
export type OverrunBody = z.output<typeof overrunBody>;

export const carryOverBody = z.strictObject({
  toLineId: z.uuid(),
  amount: positiveMoneySchema,
  effectiveAt: dateOrToday,
  reason: text(2000),
});
export type CarryOverBody = z.output<typeof carryOverBody>;
