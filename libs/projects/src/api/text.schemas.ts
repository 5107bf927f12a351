import { fieldCode } from '@tamani/kernel';
import { z } from 'zod';

/** A text in a request: not blank, not longer than its field. */
export const textSchema = (maxLength: number, example: string) =>
  z
    .string()
    .max(maxLength, { error: fieldCode('project_text_too_long') })
    .regex(/\S/, { error: fieldCode('project_text_blank') })
    .meta({ examples: [example] });

export const reasonSchema = textSchema(2000, 'The partner has withdrawn');
