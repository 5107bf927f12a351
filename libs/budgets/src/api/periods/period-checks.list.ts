import { Rejected, signedMoneySchema } from '@tamani/kernel';
import type { ListDefinition, Platform } from '@tamani/nest';
import { collectionName, runtimeRefusals } from '@tamani/runtime';
import { z } from 'zod';
import { fiscalPeriod } from '../../domain/fiscal-period/fiscal-period.decide.js';
import { documentRefSchema } from '../../domain/shared/vocabulary.js';
import {
  openDocuments,
  openKinds,
  type OpenDocument,
} from '../../read-models/open-documents.read-model.js';

/** Documents that are named with each count. */
const NAMED = 50;

const pathOf = {
  requisition: 'requisitions',
  purchase_order: 'purchase-orders',
  receipt: 'receipts',
} as const;

const item = z
  .strictObject({
    check: z.enum(openKinds).meta({ id: 'PeriodCheckKind' }),
    open: z.int().meta({ description: 'How many are still open' }),
    documents: z
      .array(
        z.strictObject({
          budgetLineId: z.string(),
          document: documentRefSchema.nullable(),
          href: z.string().nullable(),
          amount: signedMoneySchema,
        }),
      )
      .meta({ description: `The first ${NAMED} of them` }),
  })
  .meta({ id: 'PeriodCheck' });

/** `GET /v1/fiscal-periods/{id}/checks`: what began in the month and is still open. */
export const periodChecksList: ListDefinition = {
  path: 'fiscal-periods/:id/checks',
  roles: 'authenticated',
  summary: 'What is still open in a month, before it is closed',
  item,
  parameters: {},
  pages: false,
  reads: { context: 'budgets', model: openDocuments },
  async page({ path: { id = '' } }, platform) {
    const period = await platform.runtime.commands.load(fiscalPeriod, id);
    if (!period) throw new Rejected(runtimeRefusals.not_found({ resource: 'FiscalPeriod', id }));
    const { month } = period.state;
    const data = await Promise.all(openKinds.map((kind) => checked(platform, month, kind)));
    return { data, nextCursor: null };
  },
};

async function checked({ runtime }: Platform, month: string, kind: OpenDocument['kind']) {
  const { reads } = runtime.ports;
  const collection = collectionName('budgets', openDocuments);
  const where = [
    { field: 'month', op: 'eq', value: month },
    { field: 'kind', op: 'eq', value: kind },
    { field: 'isOpen', op: 'eq', value: 1 },
  ] as const;
  const [counted] = await reads.sum(collection, { where, groupBy: ['kind'], sums: [] });
  const { documents } = await reads.find(collection, { where, limit: NAMED });
  const shown = documents.map(({ doc }) => documentJson(doc as unknown as OpenDocument));
  return { check: kind, open: counted?.count ?? 0, documents: shown };
}

const documentJson = ({ budgetLineId, document, open: amount }: OpenDocument) => {
  const path = document && (pathOf as Readonly<Record<string, string>>)[document.kind];
  const href =
    document && path !== null && path !== undefined ? `/v1/${path}/${document.id}` : null;
  return { budgetLineId, document, href, amount };
};
