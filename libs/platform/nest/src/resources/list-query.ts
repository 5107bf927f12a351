import { Rejected, type FieldError } from '@tamani/kernel';
import type { Condition, FindQuery, Scalar } from '@tamani/ports';
import type { AnyReadModel } from '@tamani/runtime';
import { refuse } from '../errors/api-errors.js';

export type QueryParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export const DEFAULT_LIMIT = 25;
export const MAX_LIMIT = 200;
/** Parameters that every list has. */
export const LIST_PARAMETERS = ['limit', 'cursor', 'sort', 'minPosition'] as const;
const POSITION = /^\d{1,19}$/;

export interface ListQuery {
  readonly find: FindQuery;
  readonly minPosition?: bigint;
}

/** Reads `?limit=25&cursor=…&sort=-updatedAt&status=a&status=b`; the unknown is refused. */
export function listQuery(
  params: QueryParams,
  model: AnyReadModel,
  filters: readonly string[],
): ListQuery {
  const errors: FieldError[] = [];
  const problem = (name: string, code: string, more: Partial<FieldError> = {}): undefined => {
    errors.push({ pointer: `/${name}`, code, ...more });
    return undefined;
  };
  checkNames(params, filters, problem);
  const limit = limitOf(params['limit']) ?? problem('limit', 'limit_out_of_range');
  const sort = sortOf(params['sort'], model, problem);
  const where = filters.flatMap((name) => conditionOf(name, params[name], { model, problem }));
  const minPosition = positionOf(params['minPosition'], problem);
  const cursor = single(params['cursor']);
  if (errors.length > 0) throw new Rejected(refuse.input_invalid({}, errors));
  return {
    find: {
      where,
      limit: limit ?? DEFAULT_LIMIT,
      ...(sort ? { sort } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    },
    ...(minPosition === undefined ? {} : { minPosition }),
  };
}

type Problem = (name: string, code: string, more?: Partial<FieldError>) => undefined;

function checkNames(params: QueryParams, filters: readonly string[], problem: Problem): void {
  const ours: readonly string[] = LIST_PARAMETERS;
  for (const [name, value] of Object.entries(params)) {
    if (!ours.includes(name) && !filters.includes(name)) problem(name, 'unknown_parameter');
    else if (ours.includes(name) && typeof value === 'object') problem(name, 'parameter_repeated');
  }
}

const single = (value: QueryParams[string]): string | undefined =>
  typeof value === 'object' ? value[0] : value;

function limitOf(value: QueryParams[string]): number | undefined {
  const text = single(value);
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MAX_LIMIT ? limit : undefined;
}

/** `-updatedAt`: newest first. Without it, the same when the model has the field. */
function sortOf(value: QueryParams[string], model: AnyReadModel, problem: Problem) {
  const text = single(value) ?? ('updatedAt' in model.fields ? '-updatedAt' : undefined);
  if (text === undefined) return undefined;
  const field = text.replace(/^-/, '');
  if (!Object.hasOwn(model.fields, field)) {
    return problem('sort', 'sort_unknown', {
      params: { fields: Object.keys(model.fields).join(', ') },
    });
  }
  return { field, direction: text.startsWith('-') ? ('desc' as const) : ('asc' as const) };
}

function conditionOf(
  name: string,
  value: QueryParams[string],
  { model, problem }: { model: AnyReadModel; problem: Problem },
): readonly Condition[] {
  if (value === undefined) return [];
  const texts = typeof value === 'string' ? [value] : value;
  const values = texts.map((text) => scalarOf(text, model.fields[name]));
  if (values.some((one) => one === undefined)) {
    problem(name, 'parameter_malformed');
    return [];
  }
  const known = values as readonly Scalar[];
  const [first = null] = known;
  if (known.length === 1) return [{ field: name, op: 'eq', value: first }];
  return [{ field: name, op: 'in', values: known }];
}

function scalarOf(text: string, type: string | undefined): Scalar | undefined {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  return text;
}

function positionOf(value: QueryParams[string], problem: Problem): bigint | undefined {
  const text = single(value);
  if (text === undefined) return undefined;
  return POSITION.test(text) ? BigInt(text) : problem('minPosition', 'parameter_malformed');
}

const WAIT = /(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/;
const MAX_WAIT_SECONDS = 30;
const DEFAULT_WAIT_SECONDS = 1;

/** Milliseconds of `Prefer: wait=5` (RFC 7240); a second without it. */
export function waitOf(prefer: string | readonly string[] | undefined): number {
  const text = typeof prefer === 'string' ? prefer : (prefer?.join(',') ?? '');
  const seconds = Number(WAIT.exec(text)?.[1] ?? DEFAULT_WAIT_SECONDS);
  return Math.min(seconds, MAX_WAIT_SECONDS) * 1000;
}
