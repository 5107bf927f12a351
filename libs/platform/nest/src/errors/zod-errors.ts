import type { FieldError } from '@tamani/kernel';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Unmet = Omit<FieldError, 'pointer'>;

/** Codes that a schema gives itself: `z.string().min(1, 'title_required')`. */
const OWN_CODE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** RFC 6901. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** One error per field, with a stable code independent of the library's. */
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
  if (OWN_CODE.test(issue.message)) {
    return [{ pointer, code: issue.message, ...paramsOf(issue) }];
  }
  if (valueAt(input, issue.path) === undefined) return [{ pointer, code: 'required' }];
  const nearest = nearestBranch(issue);
  if (nearest.length > 0) return fieldErrors(nearest, input);
  return [{ pointer, ...generic(issue) }];
}

/** What a schema's own check gives to its text: `refine(…, { error, params: { limit: '3' } })`. */
const paramsOf = (issue: Issue): Pick<FieldError, 'params'> =>
  issue.code === 'custom' && issue.params ? { params: issue.params } : {};

/** Of a union, what is wrong with the member that fits best: the one with the fewest issues. */
function nearestBranch(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [];
  const [nearest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
  return nearest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function generic(issue: Issue): Unmet {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'invalid_type', params: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'invalid_value', params: { expected: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { code: 'invalid_format', params: { expected: issue.format } };
    case 'too_small':
      return { code: LOWER[issue.origin] ?? 'too_small', params: bound(issue.minimum) };
    case 'too_big':
      return { code: UPPER[issue.origin] ?? 'too_big', params: bound(issue.maximum) };
    default:
      return { code: 'refused' };
  }
}

const LOWER: Readonly<Record<string, string>> = { string: 'too_short', array: 'too_few' };
const UPPER: Readonly<Record<string, string>> = { string: 'too_long', array: 'too_many' };

const bound = (limit: number | bigint): { readonly limit: string } => ({ limit: String(limit) });

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
