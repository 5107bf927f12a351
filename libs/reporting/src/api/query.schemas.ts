import { axisSchema, spendClassSchema } from '@tamani/budgets/published';
import {
  businessDateSchema,
  CURRENCY_PATTERN,
  fieldCode,
  fiscalYearSchema,
  isCurrency,
  monthSchema,
} from '@tamani/kernel';
import { logMoment, many, one, type Parameter, type ValuesOf } from '@tamani/nest';
import { z } from 'zod';
import { dimensionNames, dimensions, type DimensionName } from '../domain/ledger/dimensions.js';
import type { Selection } from '../read-models/spend/selection.js';

/** How a query says "has none": `region=none`. */
const NONE = 'none';

const id = z.uuid();
/** What the values of a dimension can be, where not every text can. */
const VALUES: Readonly<Partial<Record<DimensionName, z.ZodType<string>>>> = {
  ...{ fiscalYear: fiscalYearSchema, month: monthSchema, spendClass: spendClassSchema },
  ...{ axis: axisSchema, budgetLine: id, project: id, vendor: id },
};

/** One filter per dimension, from the table. */
const filters = Object.fromEntries(
  dimensionNames.map((name) => {
    const value = VALUES[name] ?? z.string().min(1).max(200);
    const orNone = z.preprocess((text) => (text === NONE ? null : text), value.nullable());
    const description = `${dimensions[name].description}; "none" for those without`;
    return [name, many(orNone, description)];
  }),
) as Record<DimensionName, Parameter<string | null, true>>;

const position = z.string().regex(/^\d{1,15}$/, { error: fieldCode('log_position_malformed') });

/** The part of a query that selects lines of the ledger, as both money reports take it. */
export const selectionParameters = {
  ...filters,
  currency: one(
    z.string().refine(isCurrency, 'currency_unknown').meta({ pattern: CURRENCY_PATTERN }),
    'Of the budget lines, as USD',
  ),
  asOf: one(businessDateSchema, 'As effective at: nothing with a later business date'),
  knownAt: one(
    logMoment,
    'As known at: a day (to its end) or a moment in UTC, as reports state it',
  ),
  position: one(position, 'Ignore later events, to reproduce an earlier answer'),
};
type SelectionValues = ValuesOf<typeof selectionParameters>;

/** The selection of a validated query. */
export function selectionOf(query: SelectionValues): Selection {
  const given = dimensionNames.filter((name) => query[name] !== undefined);
  return {
    filters: Object.fromEntries(given.map((name) => [name, query[name]])),
    currency: query.currency,
    asOf: query.asOf,
    knownAt: query.knownAt,
    position: query.position === undefined ? undefined : BigInt(query.position),
  };
}

/** A selection as a query string: what `selectionOf` reads back. */
export function queryStringOf({ filters, position, ...rest }: Selection): string {
  const params = new URLSearchParams();
  for (const [name, list] of Object.entries(filters)) {
    for (const entry of list ?? []) params.append(name, entry ?? NONE);
  }
  const { currency, asOf, knownAt } = rest;
  const single = { currency, asOf, knownAt, position: position?.toString() };
  for (const [name, entry] of Object.entries(single)) {
    if (entry !== undefined) params.set(name, entry);
  }
  return params.toString();
}
