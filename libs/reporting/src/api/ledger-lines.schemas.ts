import { signedMoneySchema } from '@tamani/kernel';
import type { Condition } from '@tamani/ports';
import { z } from 'zod';
import { dimensionNames, dimensions } from '../domain/ledger/dimensions.js';
import { bucketsOf, figureNames } from '../read-models/spend/figures.js';
import { conditionsOf } from '../read-models/spend/selection.js';
import { selectionOf, selectionShape } from './query.schemas.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 25;
/** The code of every list. */
const LIMIT = 'limit_out_of_range';

export const ledgerLinesQuery = z.strictObject({
  ...selectionShape,
  figure: z
    .enum(figureNames)
    .optional()
    .meta({ description: 'Only the lines that make this figure of the spend report' }),
  bucket: z.string().max(60).optional().meta({ description: 'What the money is, as committed' }),
  documentKind: z.string().max(60).optional().meta({ description: 'As purchase_order' }),
  documentId: z.string().max(100).optional().meta({ description: 'Id of the document' }),
  limit: z.coerce
    .number({ error: LIMIT })
    .int({ error: LIMIT })
    .min(1, { error: LIMIT })
    .max(MAX_LIMIT, { error: LIMIT })
    .default(DEFAULT_LIMIT),
  cursor: z.string().max(1_000).optional(),
  sort: z
    .enum(['effectiveAt', '-effectiveAt', 'recordedAt', '-recordedAt'])
    .default('-effectiveAt'),
});
export type LedgerLinesQuery = z.output<typeof ledgerLinesQuery>;

/** The query as conditions on the ledger. */
export function lineConditionsOf(query: LedgerLinesQuery): readonly Condition[] {
  const { figure, bucket, documentKind, documentId } = query;
  const buckets = figure === undefined ? undefined : bucketsOf(figure);
  const conditions: Condition[] = [...conditionsOf(selectionOf(query))];
  if (buckets) conditions.push({ field: 'bucket', op: 'in', values: buckets });
  for (const [field, value] of Object.entries({ bucket, documentKind, documentId })) {
    if (value !== undefined) conditions.push({ field, op: 'eq', value });
  }
  return conditions;
}

/** The sort as the read store takes it. */
export const sortOf = (sort: LedgerLinesQuery['sort']) =>
  sort.startsWith('-')
    ? ({ field: sort.slice(1), direction: 'desc' } as const)
    : ({ field: sort, direction: 'asc' } as const);

const dimensionShape = Object.fromEntries(
  dimensionNames.map((name) => {
    const { field, description } = dimensions[name];
    return [field, z.string().nullable().meta({ description })];
  }),
);

export const ledgerLineSchema = z
  .strictObject({
    id: z.string(),
    eventId: z.string().meta({ description: 'The event behind it: /v1/events/{eventId}' }),
    eventType: z.string(),
    ...dimensionShape,
    bucket: z.string(),
    amount: signedMoneySchema,
    documentAmount: signedMoneySchema.nullable(),
    documentKind: z.string().nullable(),
    documentId: z.string().nullable(),
    documentReference: z.string().nullable(),
    effectiveAt: z.string(),
    recordedAt: z.string(),
    position: z.string(),
  })
  .meta({ id: 'LedgerLine' });

export const ledgerLinesSchema = z
  .strictObject({
    position: z.string().meta({ description: 'Position of the log that the ledger has applied' }),
    data: z.array(ledgerLineSchema),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'LedgerLines' });
