import { businessDateSchema, fieldCode, isBlank } from '@tamani/kernel';
import { z } from 'zod';

/** Control characters, as they stand between the brackets of a pattern. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f';
const CONTROLS_OF_PROSE = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';
/** What is not seen, as far as a pattern can say it; `isBlank` knows the rest. */
const UNSEEN =
  '\\t\\n\\r \\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\u00ad';

interface TextKind {
  /** Characters that it must not have. */
  readonly without: string;
  /** Whether it may be empty; it is never blank otherwise. */
  readonly mayBeEmpty: boolean;
}

/**
 * Every text of a body: without control characters, with something to be seen in it, of at most
 * `max` characters, trimmed. Otherwise it is kept as it was typed.
 */
function textOf({ without, mayBeEmpty }: TextKind, max: number, example: string) {
  const clean = `^[^${without}]*$`;
  const kept = new RegExp(clean, 'u');
  const isWritten = (typed: string): boolean => (mayBeEmpty && typed === '') || !isBlank(typed);
  const seen = `^[^${without}]*[^${without}${UNSEEN}][^${without}]*$`;
  return z
    .string()
    .refine((typed) => kept.test(typed), { error: fieldCode('text_control') })
    .trim()
    .refine(isWritten, { error: fieldCode('text_blank') })
    .max(max)
    .meta({ pattern: mayBeEmpty ? clean : seen, examples: [example] });
}

const LINE = { without: CONTROLS, mayBeEmpty: false };
const PROSE = { without: CONTROLS_OF_PROSE, mayBeEmpty: false };

/** A title, a name, a number: one line of 1 to `max` characters. */
export const text = (max: number, example: string) => textOf(LINE, max, example);

/** A reason, a description: it may have lines. */
export const prose = (max: number, example: string) => textOf(PROSE, max, example);

/** One line, or nothing. */
export const textOrEmpty = (max: number, example: string) =>
  textOf({ ...LINE, mayBeEmpty: true }, max, example);

/** Lines, or nothing. */
export const proseOrEmpty = (max: number, example: string) =>
  textOf({ ...PROSE, mayBeEmpty: true }, max, example);

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

export const reasonText = prose(2000, 'Agreed with the head of the section');
export const reasonBody = z.strictObject({ reason: reasonText }).meta({ id: 'Reason' });

/** An action without a body. */
export const emptyBody = z.strictObject({}).meta({ id: 'Nothing' });
