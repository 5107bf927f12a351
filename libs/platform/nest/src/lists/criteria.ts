import {
  businessDateSchema,
  CURRENCY_PATTERN,
  isCurrency,
  minorOf,
  Rejected,
  searchWords,
  signedMoneySchema,
  sortKey,
} from '@tamani/kernel';
import type { Condition, FieldType, Scalar } from '@tamani/ports';
import { comparable, type AnyReadModel } from '@tamani/runtime';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import { many, one, range, type Parameter, type ParameterMap } from './query-parameters.js';
import { momentFrom, momentTo } from './moments.js';

/** The query options of a list over a read model. */
export interface Criteria {
  readonly model: AnyReadModel;
  /** The row: a filter has the type of its field. */
  readonly item: z.ZodType;
  /** Fields of the model, each a parameter. */
  readonly filters: readonly string[];
  /** Ranges of business dates, by the name of the parameters: `{ delivered: 'deliveredOn' }`. */
  readonly dates?: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The parameters of a list over a read model. Those that follow from the model's fields need no
 * declaration: `q`, `createdFrom`, `updatedFrom`, `amountFrom` with `currency`.
 */
export function criteriaParameters({ model, item, filters, dates = {} }: Criteria): ParameterMap {
  const { fields } = model;
  const has = (field: string): boolean => Object.hasOwn(fields, field);
  return {
    ...Object.fromEntries(filters.map((name) => [name, filterOf(name, fields[name], item)])),
    ...(has('search') ? { q: SEARCH } : {}),
    ...MOMENTS.filter((name) => has(`${name}At`)).reduce(
      (all, name) => ({ ...all, ...range(endsOf(name), { from: momentFrom, to: momentTo }) }),
      {},
    ),
    ...Object.keys(dates).reduce(
      (all, name) => ({ ...all, ...range(endsOf(name), { from: DATE, to: DATE }) }),
      {},
    ),
    ...(has('amountMinor') ? AMOUNTS : {}),
    ...(has('amountMinor') && !filters.includes('currency') ? { currency: CURRENCY } : {}),
  };
}

const MOMENTS = ['created', 'updated'] as const;
const DATE = businessDateSchema;
const AMOUNT = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'amount_malformed');
const CURRENCY = one(
  z.string().refine(isCurrency, 'currency_unknown').meta({ pattern: CURRENCY_PATTERN }),
  'ISO 4217; needed with amountFrom, amountTo and sort=amount',
);
const SEARCH = one(
  z.string().max(200),
  'Words, each a part of one in the row; blind to case and accents',
);

const endsOf = (of: string) => ({ from: `${of}From`, to: `${of}To`, of });
const AMOUNTS: ParameterMap = {
  amountFrom: one(AMOUNT, 'Lower end of amount, inclusive'),
  amountTo: one(AMOUNT, 'Upper end of amount, inclusive'),
};

const whole = z
  .string()
  .regex(/^-?\d{1,15}$/, 'parameter_malformed')
  .transform(Number);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A filter takes what its field can be: of an enum its values and no others. */
function filterOf(name: string, type: FieldType | undefined, item: z.ZodType): Parameter {
  const description = `Rows with this ${name}`;
  if (type === 'integer') return many(whole, description);
  if (type === 'boolean') return many(flag, description);
  const field = bare(item instanceof z.ZodObject ? (item.shape as Values)[name] : undefined);
  return many(field instanceof z.ZodEnum ? field : z.string().max(200), description);
}

function bare(schema: unknown): unknown {
  const isWrapped = schema instanceof z.ZodNullable || schema instanceof z.ZodOptional;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

/** The conditions of a request. Throws Rejected (422). */
export function criteriaConditions(
  { model, filters, dates = {} }: Criteria,
  values: Values,
): readonly Condition[] {
  const ranges = { ...Object.fromEntries(MOMENTS.map((name) => [name, `${name}At`])), ...dates };
  return [
    ...filters.flatMap((name) => anyOf(model, name, values[name] as readonly Scalar[])),
    ...searchWords((values['q'] as string | undefined) ?? '').map(
      (value) => ({ field: 'search', op: 'contains', value }) as const,
    ),
    ...Object.entries(ranges).flatMap(([name, field]) => within(field, ends(name, values))),
    ...amounts(values, filters.includes('currency')),
  ];
}

/** A text that has a sort key is compared by it: "Societe" is "Société". */
function anyOf(
  { fields }: AnyReadModel,
  name: string,
  values: readonly Scalar[] | undefined,
): readonly Condition[] {
  if (!values) return [];
  if (!Object.hasOwn(fields, orderField(name))) return [oneOf(name, values)];
  return [
    oneOf(
      orderField(name),
      values.map((value) => sortKey(String(value))),
    ),
  ];
}

/** The field that a text is sorted by, where it is not its own. */
export const orderField = (name: string): string => `${name}Order`;

const oneOf = (field: string, values: readonly Scalar[]): Condition =>
  values.length === 1 ? { field, op: 'eq', value: values[0] ?? null } : { field, op: 'in', values };

const ends = (name: string, values: Values): readonly Scalar[] =>
  [values[`${name}From`], values[`${name}To`]].map((end) => (end ?? null) as Scalar);

function within(field: string, [from = null, to = null]: readonly Scalar[]): readonly Condition[] {
  return [
    ...(from === null ? [] : [{ field, op: 'gte', value: from } as const]),
    ...(to === null ? [] : [{ field, op: 'lte', value: to } as const]),
  ];
}

/** An amount has no meaning without its currency. */
function amounts(values: Values, isFilter: boolean): readonly Condition[] {
  const currency = currencyOf(values['currency']);
  const asked = ['amountFrom', 'amountTo'].filter((name) => values[name] !== undefined);
  const isSorted = /^-?amount$/.test(String(values['sort']));
  if ((asked.length > 0 || isSorted) && currency === undefined) throw refused('currency_required');
  const limits = ['amountFrom', 'amountTo'].map((name) => limitOf(name, values[name], currency));
  const [from = null, to = null] = limits;
  if (from !== null && to !== null && from > to) throw refused('range_reversed', 'amountTo');
  const own = currency !== undefined && !isFilter;
  return [
    ...(own ? [{ field: 'currency', op: 'eq', value: currency } as const] : []),
    ...within('amountMinor', limits),
  ];
}

const currencyOf = (value: unknown): string | undefined => {
  const given = Array.isArray(value) ? (value as readonly string[]) : value;
  if (typeof given === 'string') return given;
  return Array.isArray(given) && given.length === 1 ? String(given[0]) : undefined;
};

function limitOf(name: string, amount: unknown, currency: string | undefined): number | null {
  if (typeof amount !== 'string' || currency === undefined) return null;
  const money = signedMoneySchema.safeParse({ amount, currency });
  if (!money.success) throw refused('amount_too_precise', name);
  return comparable(minorOf(money.data));
}

const refused = (code: string, name = 'currency'): Rejected =>
  new Rejected(refuse.input_invalid({}, [{ pointer: `/${name}`, code }]));

/** Helper fields: of a search, of an order, of an amount. */
const isHelper = (field: string, fields: object): boolean =>
  field === 'search' ||
  field === 'amountMinor' ||
  (field.endsWith('Order') && Object.hasOwn(fields, field.slice(0, -'Order'.length)));

/**
 * What a list can be sorted by. `id` and `createdAt` never change: a walk in their order misses
 * and repeats nothing, whatever changes meanwhile.
 */
export function sortsOf({ fields }: AnyReadModel): readonly string[] {
  const own = Object.keys(fields).filter((field) => !isHelper(field, fields));
  return ['id', ...own, ...(Object.hasOwn(fields, 'amountMinor') ? ['amount'] : [])];
}

/** The field of the model behind a sort; undefined is the order of the keys. */
export function sortField({ fields }: AnyReadModel, name: string): string | undefined {
  if (name === 'id') return undefined;
  if (name === 'amount') return 'amountMinor';
  return Object.hasOwn(fields, orderField(name)) ? orderField(name) : name;
}
