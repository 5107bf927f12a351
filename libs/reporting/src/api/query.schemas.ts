import { businessDateSchema, fieldCode } from '@tamani/kernel';
import { z } from 'zod';
import { dimensionNames, dimensions, type DimensionName } from '../domain/ledger/dimensions.js';
import type { Selection } from '../read-models/spend/selection.js';

/** How a query says "has none": `region=none`. */
const NONE = 'none';

const value = z.string().min(1).max(200);
const values = (description: string) =>
  z
    .union([value, z.array(value).min(1).max(50)])
    .transform((given) => [given].flat().map((text) => (text === NONE ? null : text)))
    .optional()
    .meta({
      description: `${description}; repeat it for any of several, "none" for those without`,
    });

type FilterShape = Record<DimensionName, ReturnType<typeof values>>;

/** One filter a dimension, from the table. */
const filterShape = Object.fromEntries(
  dimensionNames.map((name) => [name, values(dimensions[name].description)]),
) as FilterShape;

/** A day counts to its end; fractions of a second are brought to the three digits of the log. */
const momentOf = (text: string): string => {
  if (text.length === 'YYYY-MM-DD'.length) return `${text}T23:59:59.999Z`;
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
};

const knownAtSchema = z
  .union([z.iso.date(), z.iso.datetime()], { error: fieldCode('known_at_malformed') })
  .transform(momentOf);

const positionSchema = z
  .string()
  .regex(/^\d{1,15}$/, { error: fieldCode('log_position_malformed') })
  .optional();

/** The part of a query that selects lines of the ledger, as both money endpoints take it. */
export const selectionShape = {
  ...filterShape,
  currency: z.string().length(3).optional().meta({ description: 'Of the budget lines, as USD' }),
  asOf: businessDateSchema
    .optional()
    .meta({ description: 'As effective at: nothing with a later business date' }),
  knownAt: knownAtSchema
    .optional()
    .meta({ description: 'As known at: a day (to its end) or a moment in UTC' }),
  position: positionSchema.meta({
    description: 'Nothing of the log after it: makes an earlier answer again',
  }),
  minPosition: positionSchema.meta({
    description: 'Wait until the ledger has this position (Prefer: wait=5)',
  }),
};
type SelectionInput = z.output<z.ZodObject<typeof selectionShape>>;

/** The selection of a validated query. */
export function selectionOf(query: SelectionInput): Selection {
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
