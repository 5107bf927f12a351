import { z } from 'zod';

/** A text of a request that says something: not blank, not longer than its field. */
export const textSchema = (maxLength: number, requiredCode: string) =>
  z.string().max(maxLength, { error: 'text_too_long' }).regex(/\S/, { error: requiredCode });

export const reasonSchema = textSchema(2000, 'reason_required');
