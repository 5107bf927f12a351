import { invariant } from './invariant.js';

/** A text in the two languages of the users; `{name}` is replaced by the parameter of that name. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}
export type Language = keyof Text;

/** HTTP statuses that an error can have (docs/api.md, "Errors"). */
export type ErrorStatus =
  400 | 401 | 403 | 404 | 405 | 406 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;

/** One kind of refusal: a stable code, what it means, and what the user can do about it. */
export interface ErrorSpec {
  readonly status: ErrorStatus;
  readonly title: Text;
  /** A sentence that says what is wrong and what to do. */
  readonly detail: Text;
  /** How it is logged; a refusal by a rule is the normal course of things. */
  readonly level?: 'info' | 'warn' | 'error';
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

const registry = new Map<string, ErrorSpec>();

type Creators<T> = {
  readonly [K in keyof T]: (params?: ErrorParams, errors?: readonly FieldError[]) => Rejection;
};

/**
 * Declares errors, once each over the whole system, and returns a creator for each:
 * `const refuse = defineErrors({ rate_missing: {…} }); err(refuse.rate_missing({ month }))`.
 */
export function defineErrors<const T extends Record<string, ErrorSpec>>(specs: T): Creators<T> {
  const creators: Record<string, unknown> = {};
  for (const [code, spec] of Object.entries(specs)) {
    invariant(/^[a-z][a-z0-9_]*$/.test(code), `error code not in lower_snake: ${code}`);
    invariant(!registry.has(code), `error code declared twice: ${code}`);
    registry.set(code, spec);
    creators[code] = (params?: ErrorParams, errors?: readonly FieldError[]): Rejection => ({
      code,
      ...(params && { params }),
      ...(errors && { errors }),
    });
  }
  return creators as Creators<T>;
}

export const errorSpec = (code: string): ErrorSpec | undefined => registry.get(code);

/** Every declared error, for the documentation and the tests. */
export const allErrors = (): ReadonlyMap<string, ErrorSpec> => registry;

/** Fills the placeholders of a text. */
export function fillText(text: string, params: ErrorParams = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
