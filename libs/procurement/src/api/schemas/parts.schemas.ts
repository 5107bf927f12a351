import { defineErrors } from '@tamani/kernel';
import { z } from 'zod';

/** Errors of one field that the general sentences would not explain. */
defineErrors({
  vendor_country_malformed: {
    status: 422,
    title: { fr: 'Pays', en: 'Country' },
    detail: {
      fr: 'Deux lettres majuscules (ISO 3166-1), comme ML.',
      en: 'Two capital letters (ISO 3166-1), such as ML.',
    },
  },
  policy_value_shape: {
    status: 422,
    title: { fr: 'Valeur de règle', en: 'Policy value' },
    detail: {
      fr: 'Un montant {"amount","currency"}, ou un nombre en texte, comme "90".',
      en: 'An amount {"amount","currency"}, or a number as text, such as "90".',
    },
  },
});

/** Text of one to so many characters, without the blanks around it. */
export const text = (max = 500) => z.string().trim().min(1).max(max);

export const idText = z.uuid();

/** Lines of a document: at least one, and no more than a person can check. */
export const linesOf = <T extends z.ZodType>(line: T) => z.array(line).min(1).max(200);

export const lineNumber = z.int().min(1).max(200);

export const reasonBody = z.strictObject({ reason: text(2000) });
export type ReasonBody = z.output<typeof reasonBody>;

/** An action that says nothing more than that it is done. */
export const emptyBody = z.strictObject({});
