import { z } from 'zod';

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
