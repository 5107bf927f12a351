import { z } from 'zod';

/** Pieces of request bodies. A message of a schema is the error's code. */
export const text = (required: string, max = 500) =>
  z
    .string({ error: required })
    .trim()
    .min(1, { error: required })
    .max(max, { error: 'text_too_long' });

export const id = (required: string) =>
  z.string({ error: required }).min(1, { error: required }).max(64);

/** Lines of a document: at least one, and no more than a person can check. */
export const linesOf = <T extends z.ZodType>(line: T) =>
  z.array(line, { error: 'lines_required' }).min(1, { error: 'lines_required' }).max(200, {
    error: 'too_many_lines',
  });

export const lineNumber = z.int({ error: 'line_number_required' }).min(1).max(200);

export const reasonBody = z.strictObject({ reason: text('reason_required', 2000) });
export type ReasonBody = z.output<typeof reasonBody>;

/** An action that says nothing more than that it is done. */
export const emptyBody = z.strictObject({});
