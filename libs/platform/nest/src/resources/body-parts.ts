import { businessDateSchema } from '@tamani/kernel';
import { z } from 'zod';

/** A character that `trim` keeps; `\S` of some languages takes more. */
const NOT_BLANK =
  '[^\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]';

/** Text of 1 to `max` characters, trimmed. */
export const text = (max: number, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .meta({ pattern: NOT_BLANK, examples: [example] });

/** The id of another resource. */
export const idText = z.uuid();

/** A business date; default: today. */
export const dateOrToday = businessDateSchema.optional().meta({
  description: 'Business date. Default: today',
  examples: ['2026-09-15'],
});

/** Lines of a document: at least one, and no more than a person can check. */
export const linesOf = <T extends z.ZodType>(line: T) => z.array(line).min(1).max(200);

/** The number of a line of a document, from 1. */
export const lineNumber = z.int().min(1).max(200);

export const reasonText = text(2000, 'Agreed with the head of the section');
export const reasonBody = z.strictObject({ reason: reasonText }).meta({ id: 'Reason' });

/** An action without a body. */
export const emptyBody = z.strictObject({}).meta({ id: 'Nothing' });
