import {
  texts,
  type ErrorCode,
  type ErrorCodeParams,
  type ErrorText,
  type Language,
} from '@tamani/texts';
import { invariant } from './invariant.js';

export { fieldCode, type Word } from '@tamani/texts';

/** HTTP statuses that an error can have (docs/api.md, "Errors"). */
export type ErrorStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 408
  | 409
  | 412
  | 413
  | 415
  | 422
  | 428
  | 429
  | 431
  | 500
  | 503;

/** How an error is answered and logged; its words are in the catalogue (`@tamani/texts`). */
export interface ErrorSpec {
  readonly status: ErrorStatus;
  /** How it is logged; a refusal by a rule is the normal course of things. */
  readonly level?: 'info' | 'warn' | 'error';
  /** Something is under way: the same may be accepted in a moment, and the answer says when. */
  readonly passing?: boolean;
}

export type ErrorParams = Readonly<Record<string, string | number>>;

/** One offending field of a request. `pointer` is an RFC 6901 JSON pointer into the body. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly params?: ErrorParams;
}

/** A refusal by a rule: a code of the registry with its parameters. Nothing was written. */
export interface Rejection {
  readonly code: string;
  readonly params?: ErrorParams;
  readonly errors?: readonly FieldError[];
}

/** A rejection on its way through code that has no Result: only the shell throws it. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

interface Declared extends ErrorSpec {
  /** Of an error that is in no catalogue: the same in every language. */
  readonly text?: ErrorText;
}
const registry = new Map<string, Declared>();

type Creator<P> = (
  ...given: keyof P extends never
    ? [params?: Readonly<Record<string, never>>, errors?: readonly FieldError[]]
    : [params: P, errors?: readonly FieldError[]]
) => Rejection;
type Creators<C extends ErrorCode> = { readonly [K in C]: Creator<ErrorCodeParams<K>> };
type SampleCreator = (params?: ErrorParams, errors?: readonly FieldError[]) => Rejection;
type Specs<C extends string> = Readonly<Record<C, ErrorStatus | ErrorSpec>>;

/**
 * Declares errors, once each over the whole system, and returns a creator for each:
 * `const refuse = defineErrors({ rate_currency: 422 }); err(refuse.rate_currency({ currency }))`.
 * A code is a key of the catalogue; its creator takes the parameters that its text names.
 */
export function defineErrors<C extends ErrorCode>(specs: Specs<C>): Creators<C>;
/** Errors of samples and tests bring one text for all languages; their parameters are free. */
export function defineErrors<C extends string>(
  specs: Specs<C>,
  samples: Readonly<Record<NoInfer<C>, ErrorText>>,
): { readonly [K in C]: SampleCreator };
export function defineErrors(
  specs: Specs<string>,
  samples: Readonly<Record<string, ErrorText>> = {},
): Readonly<Record<string, SampleCreator>> {
  const creators: Record<string, SampleCreator> = {};
  for (const [code, spec] of Object.entries(specs)) {
    invariant(/^[a-z][a-z0-9_]*$/.test(code), `error code not in lower_snake: ${code}`);
    invariant(!registry.has(code), `error code declared twice: ${code}`);
    const declared = typeof spec === 'number' ? { status: spec } : spec;
    registry.set(code, { ...declared, text: samples[code] });
    creators[code] = (params, errors) => ({
      code,
      ...(params && { params }),
      ...(errors && { errors }),
    });
  }
  return creators;
}

export const errorSpec = (code: string): ErrorSpec | undefined => registry.get(code);

/** Title and detail of a declared error, its placeholders not filled. */
export const errorText = (code: string, language: Language): ErrorText | undefined =>
  registry.get(code)?.text ?? texts.error(code, language);

/** Every declared error, for the documentation and the tests. */
export const allErrors = (): ReadonlyMap<string, ErrorSpec> => registry;
