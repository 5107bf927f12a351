import { fieldCode, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { dimensionNames, dimensions, type DimensionName } from '../domain/ledger/dimensions.js';
import { figureNames } from '../read-models/spend/figures.js';
import type { Spend, SpendQuery, SpendRow } from '../read-models/spend/spend.js';
import { queryStringOf, selectionShape } from './query.schemas.js';

const isDimension = (name: string): name is DimensionName => Object.hasOwn(dimensions, name);

/** `spendClass,month`: dimensions in the order in which rows are to be grouped. */
const groupBySchema = z
  .string()
  .max(200)
  .transform((text) => (text === '' ? [] : text.split(',')))
  .refine((names) => names.every(isDimension), {
    error: fieldCode('group_by_unknown'),
    params: { dimensions: dimensionNames.join(', ') },
  })
  .refine((names) => new Set(names).size === names.length, {
    error: fieldCode('group_by_repeated'),
  })
  .transform((names) => names.filter(isDimension))
  .meta({
    description: `Comma-separated, of: ${dimensionNames.join(', ')}`,
    example: 'spendClass,month',
  });

export const spendQuery = z.strictObject({
  groupBy: groupBySchema.optional(),
  ...selectionShape,
});
export type SpendQueryInput = z.output<typeof spendQuery>;

const figuresShape = Object.fromEntries(
  figureNames.map((name) => [name, signedMoneySchema.nullable()]),
);
const dimensionShape = Object.fromEntries(
  dimensionNames.map((name) => [
    name,
    z.string().nullable().optional().meta({ description: dimensions[name].description }),
  ]),
);
const rowShape = {
  currency: z.string(),
  ...figuresShape,
  ledgerLines: z.string().meta({ description: 'Where the lines behind this row are' }),
};
const rowSchema = z.strictObject({ ...dimensionShape, ...rowShape }).meta({ id: 'SpendRow' });
const totalSchema = z.strictObject(rowShape).meta({ id: 'SpendTotal' });

export const spendSchema = z
  .strictObject({
    asOf: z.string(),
    knownAt: z.string(),
    position: z.string().meta({ description: 'Position of the log that the ledger has applied' }),
    currency: z.string().nullable().meta({ description: 'null when rows have several currencies' }),
    data: z.array(rowSchema),
    totals: z.array(totalSchema).meta({ description: 'One a currency' }),
  })
  .meta({ id: 'Spend' });

/** What an answer is true of: it is repeated in the answer, and in the links of its rows. */
export interface SpendCover {
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: bigint;
}

/** The answer of `GET /v1/spend`. */
export function spendJson(query: SpendQuery, spend: Spend, cover: SpendCover) {
  const { asOf, knownAt, position } = cover;
  const currencies = spend.totals.map(({ currency }) => currency);
  const json = ({ group, currency, figures }: SpendRow) => ({
    ...group,
    currency,
    ...figures,
    ledgerLines: linesPath(query, cover, { group, currency }),
  });
  return {
    asOf,
    knownAt,
    position: position.toString(),
    currency: currencies.length === 1 ? (currencies[0] ?? null) : (query.currency ?? null),
    data: spend.rows.map(json),
    totals: spend.totals.map(json),
  };
}

/** The row's own values on top of the query's filters, at the same two dates. */
function linesPath(
  query: SpendQuery,
  cover: SpendCover,
  { group, currency }: Pick<SpendRow, 'group' | 'currency'>,
): string {
  const own = Object.entries(group).map(([name, value]) => [name, [value ?? null]]);
  const filters = { ...query.filters, ...Object.fromEntries(own) };
  return `/v1/ledger-lines?${queryStringOf({ filters, currency, ...cover })}`;
}
