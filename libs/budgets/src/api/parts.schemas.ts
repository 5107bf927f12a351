import { businessDateSchema, defineErrors } from '@tamani/kernel';
import { z } from 'zod';

/** Errors of one field that the general sentences would not explain. */
defineErrors({
  rate_base_unsupported: {
    status: 422,
    title: { fr: 'Devise de base', en: 'Base currency' },
    detail: {
      fr: 'Les taux se donnent pour un dollar : base "USD".',
      en: 'Rates are given for one dollar: base "USD".',
    },
  },
  line_currency_unknown: {
    status: 422,
    title: { fr: 'Devise de la ligne', en: 'Currency of the line' },
    detail: {
      fr: 'Devise inconnue : un code ISO 4217, comme USD.',
      en: 'Unknown currency: an ISO 4217 code, such as USD.',
    },
  },
});

/** Text of one to so many characters, without the blanks around it. */
export const text = (max = 500) => z.string().trim().min(1).max(max);
export const optionalText = (max = 500) => text(max).nullable().default(null);
export const optionalDate = businessDateSchema.nullable().default(null);

/** A business date; left out, it is today. */
export const dateOrToday = businessDateSchema.optional();

export const reasonBody = z.strictObject({ reason: text(2000) });
export type ReasonBody = z.output<typeof reasonBody>;

/** An action that needs no reason may have one. */
export const perhapsReasonBody = z.strictObject({
  reason: z.string().trim().max(2000).default(''),
});
export type PerhapsReasonBody = z.output<typeof perhapsReasonBody>;
