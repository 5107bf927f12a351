import { errorSpec, fillText, invariant, type Language, type Rejection } from '@tamani/kernel';
import { fieldText } from './field-texts.js';

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

/** Where a problem happened and to whom it is told. */
export interface ProblemContext {
  readonly instance: string;
  readonly traceId: string;
  readonly language: Language;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemOf(rejection: Rejection, context: ProblemContext): Problem {
  const { language, instance, traceId } = context;
  const spec = errorSpec(rejection.code);
  invariant(spec, `error code that is not declared: ${rejection.code}`);
  const errors = rejection.errors?.map((error) => ({
    pointer: error.pointer,
    code: error.code,
    detail: fieldText(error, language),
  }));
  return {
    type: `/docs/problems/${rejection.code}`,
    title: spec.title[language],
    status: spec.status,
    detail: fillText(spec.detail[language], { traceId, ...rejection.params }),
    instance,
    code: rejection.code,
    traceId,
    ...(errors && { errors }),
  };
}

/** The reader's language by Accept-Language (RFC 9110): French unless English is preferred. */
export function languageOf(header: string | undefined): Language {
  if (header === undefined) return 'fr';
  const wanted = header.split(',').map((part) => {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';');
    const q = params.map((p) => /^\s*q=(\d(?:\.\d{1,3})?)$/.exec(p)?.[1]).find(Boolean) ?? '1';
    // Weights in thousandths, as integers.
    const [whole = '0', decimals = ''] = q.split('.');
    return { tag: tag.split('-')[0], weight: Number(whole + decimals.padEnd(3, '0')) };
  });
  const weight = (tag: string): number => wanted.find((one) => one.tag === tag)?.weight ?? -1;
  return weight('en') > weight('fr') ? 'en' : 'fr';
}
