import { moneyFromZeroSchema, positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, text, textOrEmpty } from '@tamani/nest';
import { z } from 'zod';
import { optionalDate, optionalText } from './parts.schemas.js';

export const contributionBody = z
  .strictObject({
    donor: textOrEmpty(200, 'Pays-Bas')
      .nullable()
      .meta({ description: 'Null or empty if the source does not name it' }),
    title: text(500, 'Support to the border police'),
    amount: moneyFromZeroSchema.meta({ description: 'Zero: in kind and not valued' }),
    pledgedOn: optionalDate,
    agreedOn: optionalDate,
    receivedOn: optionalDate.meta({
      description: 'Received in full on this date, with or without a pledge',
    }),
    fund: optionalText(60, 'RSS-TF'),
    projectId: z.uuid().nullable().default(null),
    donorReference: optionalText(100, 'NL-2026-31'),
    origin: z
      .strictObject({
        source: text(60, 'iati'),
        externalId: text(100, 'XM-DAC-7-PPR-47211'),
        line: z.int().min(1).nullable().default(null),
      })
      .nullable()
      .default(null)
      .meta({ description: 'Its source; a second contribution with the same origin is refused' }),
  })
  .meta({ id: 'NewContribution' });

export const agreementBody = z.strictObject({
  amount: moneyFromZeroSchema
    .nullable()
    .default(null)
    .meta({ description: 'Default: the pledged amount' }),
  agreedOn: dateOrToday,
  agreementReference: optionalText(100, 'MOU-2026-7'),
});

export const contributionReceiptBody = z.strictObject({
  amount: positiveMoneySchema,
  receivedOn: dateOrToday,
  bankReference: optionalText(100, 'VIR-2026-44'),
});
