import { fieldCode, signedMoneySchema } from '@tamani/kernel';
import { one } from '@tamani/nest';
import { z } from 'zod';
import { dimensionNames, dimensions, type DimensionName } from '../domain/ledger/dimensions.js';
import { figureNames } from '../read-models/spend/figures.js';
import type { Spend, SpendQuery, SpendRow } from '../read-models/spend/spend.js';
import type { Cover } from './ledger.js';
import { queryStringOf, selectionParameters } from './query.schemas.js';

const isDimension = (name: string): name is DimensionName => Object.hasOwn(dimensions, name);

const ONE = `(${dimensionNames.join('|')})`;
/** `spendClass,month`: dimensions in the order in which rows are to be grouped. */
const groupBySchema = z
  .string()
  .max(200)
  .meta({ pattern: `^(${ONE}(,${ONE})*)?$` })
  .transform((text) => (text === '' ? [] : text.split(',')))
  .refine((names) => names.every(isDimension), {
    error: fieldCode('group_by_unknown'),
    params: { dimensions: dimensionNames.join(', ') },
  })
  .refine((names) => new Set(names).size === names.length, {
    error: fieldCode('group_by_repeated'),
  })
  .transform((names) => names.filter(isDimension));

export const spendParameters = {
  groupBy: one(groupBySchema, `Dimensions with commas between them: ${dimensionNames.join(', ')}`),
  ...selectionParameters,
};

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
  ledgerLines: z.string().meta({ description: 'Link to the ledger lines of this row' }),
};
export const spendRowSchema = z
  .strictObject({ ...dimensionShape, ...rowShape })
  .meta({ id: 'SpendRow' });
const totalSchema = z.strictObject(rowShape).meta({ id: 'SpendTotal' });

/** Fields next to the rows. */
export const spendEnvelope = {
  asOf: z.string().meta({ description: 'Nothing with a later business date' }),
  knownAt: z.string().meta({
    description:
      'Moment up to which everything is known and nothing is added any more: asked again with it and the same asOf, the report is the same',
  }),
  position: z.string().meta({ description: 'Position of the log that the ledger has applied' }),
  currency: z.string().nullable().meta({ description: 'null when rows have several currencies' }),
  totals: z.array(totalSchema).meta({ description: 'One per currency' }),
};

/** The answer of `GET /v1/spend`; its cover is also in the links of its rows. */
export function spendJson(query: SpendQuery, spend: Spend, cover: Cover) {
  const { asOf, knownAt, position } = cover;
  const currencies = spend.totals.map(({ currency }) => currency);
  const json = ({ group, currency, figures }: SpendRow) => ({
    ...group,
    currency,
    ...figures,
    ledgerLines: linesPath(query, cover, { group, currency }),
  });
  const envelope = {
    asOf,
    knownAt,
    position: position.toString(),
    currency: currencies.length === 1 ? (currencies[0] ?? null) : (query.currency ?? null),
    totals: spend.totals.map(json),
  };
  return { data: spend.rows.map(json), envelope };
}

/** The row's own values on top of the query's filters, at the same two dates. */
function linesPath(
  query: SpendQuery,
  cover: Cover,
  { group, currency }: Pick<SpendRow, 'group' | 'currency'>,
): string {
  const own = Object.entries(group).map(([name, value]) => [name, [value ?? null]]);
  const filters = { ...query.filters, ...Object.fromEntries(own) };
  return `/v1/ledger-lines?${queryStringOf({ filters, currency, ...cover })}`;
}
