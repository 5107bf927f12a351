import { businessDateSchema } from '@tamani/kernel';
import { z } from 'zod';

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
