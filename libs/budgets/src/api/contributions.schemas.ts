import { moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { dateOrToday, optionalDate, optionalText, text } from './parts.schemas.js';

export const contributionBody = z.strictObject({
  donor: z
    .string()
    .trim()
    .max(200)
    .nullable()
    .meta({ description: 'Null or empty: whoever it is read from does not name it' }),
  title: text(500),
  amount: moneySchema.meta({ description: 'Zero: in kind, and nobody has valued it' }),
  pledgedOn: optionalDate,
  agreedOn: optionalDate,
  receivedOn: optionalDate.meta({ description: 'All of it at once, with or without a pledge' }),
  fund: optionalText(60),
  projectId: z.uuid().nullable().default(null),
  donorReference: optionalText(100),
  origin: z
    .strictObject({
      source: text(60),
      externalId: text(100),
      line: z.int().min(1).nullable().default(null),
    })
    .nullable()
    .default(null)
    .meta({ description: 'Where it was read from; a second one of the same origin is refused' }),
});
export type ContributionBody = z.output<typeof contributionBody>;

export const agreementBody = z.strictObject({
  amount: moneySchema.nullable().default(null).meta({ description: 'Left out: as pledged' }),
  agreedOn: dateOrToday,
  agreementReference: optionalText(100),
});
export type AgreementBody = z.output<typeof agreementBody>;

export const contributionReceiptBody = z.strictObject({
  amount: moneySchema,
  receivedOn: dateOrToday,
  bankReference: optionalText(100),
});
export type ContributionReceiptBody = z.output<typeof contributionReceiptBody>;
