import { Rejected, type FieldError } from '@tamani/kernel';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import { fieldErrors } from '../errors/zod-errors.js';
import { one, type Parameter, type ParameterMap } from './query-parameters.js';
import type { ListDefinition, ListSort } from './list-definition.js';

export type QueryParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Rows of a page, where a list does not say otherwise. */
export const PAGES = { default: 25, max: 200 } as const;
/** Values of a parameter that may be repeated. */
export const MAX_VALUES = 50;

/** A position of the log, as `X-Event-Position` has it. */
export const positionText = z.string().regex(/^\d{1,19}$/, 'parameter_malformed');

type Asked = Pick<
  ListDefinition,
  'pages' | 'sorts' | 'defaultSort' | 'walkSort' | 'reads' | 'parameters'
>;

/** Every parameter of a list: those of all lists, then its own. */
export function parametersOf(list: Asked): ParameterMap {
  const { pages, sorts, reads, parameters } = list;
  return {
    ...(pages === false ? {} : pageParameters(pages ?? PAGES)),
    ...(sorts ? { sort: sortParameter(sorts, list) } : {}),
    ...(reads ? { minPosition: MIN_POSITION } : {}),
    separator: SEPARATOR,
    ...parameters,
  };
}

const MIN_POSITION = one(
  positionText,
  'X-Event-Position of a write: wait until the list has it (Prefer: wait=5)',
);
const SEPARATOR = one(
  z.enum([',', ';']).default(','),
  'Between the columns of CSV; a semicolon for spreadsheets with a decimal comma',
);

function pageParameters({ default: usual, max }: { default: number; max: number }): ParameterMap {
  const limit = { error: 'limit_out_of_range' };
  const number = z.int(limit).min(1, limit).max(max, limit).default(usual);
  return {
    limit: one(
      z.preprocess(wholeNumber, number),
      'Rows of a page; by default all rows in CSV and NDJSON',
    ),
    cursor: one(z.string().max(6_000), 'nextCursor of the page before, with the same query'),
  };
}

const wholeNumber = (text: unknown): unknown => (/^\d{1,6}$/.test(String(text)) ? Number(text) : 0);

function sortParameter(
  sorts: readonly string[],
  { defaultSort, walkSort = defaultSort }: Asked,
): Parameter {
  const schema = z.enum(sorts.flatMap((sort) => (sort === 'id' ? sort : [sort, `-${sort}`])));
  const walk =
    walkSort === defaultSort
      ? ''
      : `; by default ${walkSort} in CSV and NDJSON, which no change moves a row in`;
  return one(
    defaultSort === undefined ? schema : schema.default(defaultSort),
    `A field; with - before it, the greatest first${walk}`,
  );
}

/** The values of a query string. Throws Rejected (422) that names every parameter refused. */
export function valuesOf(raw: QueryParams, parameters: ParameterMap): Record<string, unknown> {
  const errors: FieldError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(raw)) {
    if (given === undefined) continue;
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const read = readValue(parameter, given);
    if ('value' in read) values[name] = read.value;
    else errors.push(...read.errors.map((error) => namedError(name, error)));
  }
  errors.push(...reversedRanges(values, parameters));
  if (errors.length > 0) throw new Rejected(refuse.input_invalid({}, errors));
  return values;
}

/** Of days and moments, which are compared as texts; amounts only with their currency. */
function reversedRanges(
  values: Readonly<Record<string, unknown>>,
  parameters: ParameterMap,
): readonly FieldError[] {
  const isReversed = (name: string): boolean => {
    const [lower, upper] = [values[parameters[name]?.from ?? ''], values[name]];
    return typeof lower === 'string' && typeof upper === 'string' && lower > upper;
  };
  const reversed = Object.keys(values).filter(isReversed);
  return reversed.map((name) => ({ pointer: `/${name}`, code: 'range_reversed' }));
}

type Read = { readonly value: unknown } | { readonly errors: readonly FieldError[] };

const refused = (code: string, params?: FieldError['params']): Read => ({
  errors: [{ pointer: '', code, ...(params && { params }) }],
});

function readValue(parameter: Parameter | undefined, given: string | readonly string[]): Read {
  if (!parameter) return refused('unknown_parameter');
  const texts = typeof given === 'string' ? [given] : given;
  if (!parameter.many && texts.length > 1) return refused('parameter_repeated');
  if (texts.length > MAX_VALUES) return refused('too_many', { limit: MAX_VALUES });
  const parsed = texts.map((text) => parameter.schema.safeParse(text));
  const errors = parsed.flatMap(({ error }, n) => fieldErrors(error?.issues ?? [], texts[n]));
  if (errors.length > 0) return { errors };
  const values = parsed.map(({ data }) => data);
  return { value: parameter.many ? values : values[0] };
}

function namedError(name: string, { code, params, pointer }: FieldError): FieldError {
  const at = `/${name}${pointer}`;
  if (name !== 'sort' || code !== 'invalid_value') return { pointer: at, code, params };
  return { pointer: at, code: 'sort_unknown', params: { fields: sortsIn(params?.['expected']) } };
}

/** `title, -title` is one field to sort by. */
const sortsIn = (expected: unknown): string =>
  String(expected)
    .split(', ')
    .filter((sort) => !sort.startsWith('-'))
    .join(', ');

/** `-updatedAt`: the greatest first. */
export const sortOf = (text: string | undefined): ListSort | undefined =>
  text === undefined
    ? undefined
    : { field: text.replace(/^-/, ''), direction: text.startsWith('-') ? 'desc' : 'asc' };

const WAIT = /(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/;
const MAX_WAIT_SECONDS = 30;

/** Milliseconds of `Prefer: wait=5` (RFC 7240), at most 30 seconds; undefined without it. */
export function waitOf(prefer: string | readonly string[] | undefined): number | undefined {
  const text = typeof prefer === 'string' ? prefer : (prefer?.join(',') ?? '');
  const seconds = WAIT.exec(text)?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS) * 1000;
}
