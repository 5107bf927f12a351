import {
  CURRENCY_PATTERN,
  businessDateSchema,
  fieldCode,
  fiscalYearSchema,
  isCurrency,
  moneyFromZeroSchema,
  positiveMoneySchema,
} from '@tamani/kernel';
import { dateOrToday, reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { axisSchema, spendClassSchema } from '../../domain/shared/vocabulary.js';
import { optionalText } from './parts.schemas.js';

export const draftLineBody = z
  .strictObject({
    title: text(200, 'Equipment of the border posts'),
    fund: text(60, 'RSS-TF'),
    fiscalYear: fiscalYearSchema,
    axis: axisSchema,
    spendClass: spendClassSchema,
    currency: z
      .string()
      .refine(isCurrency, { error: fieldCode('line_currency_unknown') })
      .meta({ pattern: CURRENCY_PATTERN, description: 'ISO 4217', examples: ['USD'] }),
    projectId: z.uuid().nullable().default(null),
    donor: optionalText(200, 'Pays-Bas').meta({
      description: 'Default: the donor of the project, if it has only one',
    }),
  })
  .meta({ id: 'NewBudgetLine' });

export const allotmentBody = z.strictObject({
  amount: positiveMoneySchema,
  contributionId: z.uuid().nullable().default(null).meta({
    description: 'The contribution that the money comes from',
  }),
  effectiveAt: dateOrToday,
  reason: reasonText,
});

export const revisionBody = z.strictObject({
  amount: moneyFromZeroSchema.meta({ description: 'The new allotment, not the change' }),
  effectiveAt: dateOrToday,
  reason: reasonText,
});

export const overrunBody = z.strictObject({
  cap: positiveMoneySchema,
  expiresOn: businessDateSchema,
  authority: text(200, 'A. Traoré, chief of mission support').meta({
    description: 'The authority: name and office',
  }),
  reason: reasonText,
});

export const carryOverBody = z.strictObject({
  toLineId: z.uuid(),
  amount: positiveMoneySchema,
  effectiveAt: dateOrToday,
  reason: reasonText,
});
