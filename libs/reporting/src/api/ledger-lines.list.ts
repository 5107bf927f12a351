import { bucketSchema, documentKindSchema } from '@tamani/budgets/published';
import { signedMoneySchema } from '@tamani/kernel';
import { one, readModelPage, type ListDefinition, type ValuesOf } from '@tamani/nest';
import type { Condition } from '@tamani/ports';
import { z } from 'zod';
import { dimensionNames, dimensions } from '../domain/ledger/dimensions.js';
import type { LedgerLine } from '../domain/ledger/ledger-line.js';
import { ledgerLineJson } from '../read-models/ledger.read-model.js';
import { bucketsOf, figureNames } from '../read-models/spend/figures.js';
import { conditionsOf } from '../read-models/spend/selection.js';
import { appliedPosition, type Ledger } from './ledger.js';
import { selectionOf, selectionParameters } from './query.schemas.js';

const parameters = {
  ...selectionParameters,
  figure: one(z.enum(figureNames), 'Only the lines that make this figure of the spend report'),
  bucket: one(bucketSchema, 'Only the lines of this balance, as committed'),
  documentKind: one(documentKindSchema, 'Kind of the document that moved the money, as receipt'),
  documentId: one(z.uuid(), 'Id of the document that moved the money'),
};

/** The query as conditions on the ledger. */
function whereOf(query: ValuesOf<typeof parameters>): readonly Condition[] {
  const { figure, bucket, documentKind, documentId } = query;
  const buckets = figure === undefined ? undefined : bucketsOf(figure);
  const conditions: Condition[] = [...conditionsOf(selectionOf(query))];
  if (buckets) conditions.push({ field: 'bucket', op: 'in', values: buckets });
  for (const [field, value] of Object.entries({ bucket, documentKind, documentId })) {
    if (value !== undefined) conditions.push({ field, op: 'eq', value });
  }
  return conditions;
}

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
    recordedAt: z.string().meta({ description: 'By the clock of the service that recorded it' }),
    knownAt: z.string().meta({ description: 'In the time of the log, which orders all lines' }),
    position: z.string(),
  })
  .meta({ id: 'LedgerLine' });

const position = z
  .string()
  .meta({ description: 'Position of the log that the ledger has applied' });

/** `GET /v1/ledger-lines`: the movements of a figure. */
export const ledgerLinesList = (ledger: Ledger): ListDefinition<typeof parameters> => ({
  path: 'ledger-lines',
  roles: 'authenticated',
  about: 'The movements of money, line by line',
  summary: 'The movements of a figure, each with its event',
  item: ledgerLineSchema,
  envelope: { position },
  parameters,
  sorts: ['effectiveAt', 'recordedAt', 'recordedPosition', 'id'],
  defaultSort: '-effectiveAt',
  walkSort: 'recordedPosition',
  reads: ledger,
  async page(ask, platform) {
    const { query } = ask;
    if (query.position !== undefined) await ask.upTo(BigInt(query.position), 'position');
    const applied = query.position ?? String(await appliedPosition(ledger, platform));
    const found = await readModelPage(ledger, whereOf(query), { ask, platform });
    return {
      data: found.documents.map(({ key, doc }) => ledgerLineJson(key, doc as LedgerLine)),
      nextCursor: found.nextCursor,
      envelope: { position: applied },
    };
  },
});
