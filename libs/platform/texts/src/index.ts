import type { fr } from './fr.js';
import { texts, type Language } from './languages.js';
import type { ParamsOf } from './placeholders.js';
import type { TextParams } from './texts.js';

export { DOCUMENTATION_LANGUAGE, texts, type Language } from './languages.js';
export type { ErrorText, TextParams } from './texts.js';

/** Codes of refusals that have a text in every language. */
export type ErrorCode = keyof typeof fr.errors;
/** What `refuse.<code>({…})` has to be given. */
export type ErrorCodeParams<C extends ErrorCode> = ParamsOf<(typeof fr.errors)[C]['detail']>;

/** A value of the API that has a word in every language: `Word<'orderStatus'>`. */
export type Word<V extends keyof typeof fr.words> = keyof (typeof fr.words)[V];

/** Codes of errors of one field that have a text in every language. */
export type FieldCode = keyof typeof fr.fields;

/** A field code, checked by the compiler: `z.string().min(1, fieldCode('required'))`. */
export const fieldCode = (code: FieldCode): string => code;

/** Codes of what the command line prints. */
export type CliCode = keyof typeof fr.cli;
export type CliCodeParams<C extends CliCode> = ParamsOf<(typeof fr.cli)[C]>;

export type StartCode = keyof typeof fr.start;

/** What a program says at its start, in one language. */
export const startText = (code: StartCode, language: Language, params: TextParams = {}): string =>
  texts.fill(texts.of(language).start[code], language, params);

/** The same in every language, for an operator who cannot be asked for theirs. */
export const inEveryLanguage = (code: StartCode, params: TextParams = {}): string =>
  texts.languages.map((language) => startText(code, language, params)).join(' / ');
