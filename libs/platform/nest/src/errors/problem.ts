import { errorSpec, errorText, invariant, type FieldError, type Rejection } from '@tamani/kernel';
import { texts, type Language } from '@tamani/texts';

/** RFC 9457 problem details, with a stable code (docs/api.md, "Errors"). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: readonly { pointer: string; code: string; detail: string }[];
}

/** Where a problem occurred, and the language of its reader. */
export interface ProblemContext {
  readonly instance: string;
  readonly traceId: string;
  readonly language: Language;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(rejection: Rejection, context: ProblemContext): Problem {
  const { language, instance, traceId } = context;
  const spec = errorSpec(rejection.code);
  const text = errorText(rejection.code, language);
  invariant(spec && text, `error code that is not declared: ${rejection.code}`);
  const errors = rejection.errors?.map((error) => ({
    pointer: error.pointer,
    code: error.code,
    detail: fieldText(withParams(error, rejection), language),
  }));
  return {
    type: `/docs/problems/${rejection.code}`,
    title: text.title,
    status: spec.status,
    detail: texts.fill(text.detail, language, { traceId, ...rejection.params }),
    instance,
    code: rejection.code,
    traceId,
    ...(errors && { errors }),
  };
}

/** A field that is refused for the same reason as the whole has its parameters. */
const withParams = (error: FieldError, { code, params }: Rejection): FieldError =>
  error.code === code && params ? { ...error, params: { ...params, ...error.params } } : error;

/** The sentence of a field's error; a code may be a rule's, too. */
function fieldText({ code, params }: FieldError, language: Language): string {
  const text = errorText(code, language)?.detail ?? texts.field(code, language);
  return texts.fill(text ?? texts.of(language).fields.refused, language, params);
}
