import type { FieldError } from '@tamani/kernel';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Codes that a schema gives itself: `z.string().min(1, 'title_required')`. */
const OWN_CODE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** RFC 6901. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** One error a field, with a code that stays the same whatever the library calls it. */
export function fieldErrors(issues: readonly Issue[], input: unknown): readonly FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, input));
}

function errorsOf(issue: Issue, input: unknown): readonly FieldError[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown_field',
    }));
  }
  if (OWN_CODE.test(issue.message)) return [{ pointer, code: issue.message }];
  if (valueAt(input, issue.path) === undefined) return [{ pointer, code: 'required' }];
  return [{ pointer, ...generic(issue) }];
}

function generic(issue: Issue): Omit<FieldError, 'pointer'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong_type', params: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'wrong_value', params: { expected: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { code: 'wrong_format', params: { expected: issue.format } };
    case 'too_small':
      return { code: 'too_small', params: { limit: String(issue.minimum) } };
    case 'too_big':
      return { code: 'too_big', params: { limit: String(issue.maximum) } };
    default:
      return { code: 'refused' };
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
