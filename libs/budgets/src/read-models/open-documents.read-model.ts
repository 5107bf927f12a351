import { invariant, minorOf, moneyJson, monthOf, signedMoneySchema } from '@tamani/kernel';
import type { ReadModel, ReadModelEvent } from '@tamani/runtime';
import { z } from 'zod';
import type { BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { movementsOf, type Bucket } from '../domain/budget-line/movements.js';
import { BUDGET_LINE_CATEGORY } from '../domain/shared/categories.js';
import { documentRefSchema } from '../domain/shared/vocabulary.js';

export const openKinds = ['reservation', 'commitment', 'held_delivery'] as const;
type OpenKind = (typeof openKinds)[number];

const schema = z.strictObject({
  kind: z.enum(openKinds),
  budgetLineId: z.string(),
  document: documentRefSchema.nullable(),
  /** The month in which it began. */
  month: z.string(),
  open: signedMoneySchema,
  isOpen: z.int(),
});
export type OpenDocument = z.output<typeof schema>;

/** A part of a document on one line: what it is, and its id there. */
interface Part {
  readonly kind: OpenKind;
  readonly id: string;
}

const ids = { reserved: 'reservationId', committed: 'commitmentId' } as const;
const kinds = { reserved: 'reservation', committed: 'commitment' } as const;

const isOfDocument = (bucket: Bucket): bucket is keyof typeof ids => Object.hasOwn(ids, bucket);

const typed = (event: ReadModelEvent) => event as unknown as BudgetLineEvent & ReadModelEvent;

function partsOf(event: BudgetLineEvent): readonly Part[] {
  const data = event.data as Readonly<Record<string, unknown>>;
  if (HELD.includes(event.type)) return [{ kind: 'held_delivery', id: String(data['deliveryId']) }];
  return movementsOf(event).flatMap(({ bucket }) =>
    isOfDocument(bucket) ? [{ kind: kinds[bucket], id: String(data[ids[bucket]]) }] : [],
  );
}

/** A delivery waits until it is accrued or withdrawn. */
const HELD: readonly BudgetLineEvent['type'][] = [
  'DeliveryHeld',
  'ExpenditureAccrued',
  'HeldDeliveryWithdrawn',
];

const keyOf = ({ kind, id }: Part, event: ReadModelEvent): string =>
  `${event.aggregateId}.${kind}.${id}`;

function begun(event: BudgetLineEvent & ReadModelEvent, { kind }: Part): OpenDocument {
  const { document } = event.data as { readonly document: OpenDocument['document'] };
  const date = event.meta.effectiveAt ?? event.meta.recordedAt;
  const month = event.type === 'DeliveryHeld' ? event.data.deliveredOn : date;
  const nothing = moneyJson(0n, currencyOf(event));
  return {
    ...{ kind, budgetLineId: event.aggregateId, document, month: monthOf(month) },
    ...{ open: nothing, isOpen: 0 },
  };
}

const currencyOf = ({ data }: BudgetLineEvent): string => {
  if ('accrual' in data) return data.accrual.currency;
  return 'amount' in data ? data.amount.currency : 'USD';
};

/** What is still open of it, in the currency of the line. */
function openAfter(doc: OpenDocument, event: BudgetLineEvent): bigint {
  if (event.type === 'DeliveryHeld') return minorOf(event.data.accrual);
  if (doc.kind === 'held_delivery') return 0n;
  const moved = movementsOf(event).filter(
    ({ bucket }) => isOfDocument(bucket) && kinds[bucket] === doc.kind,
  );
  return moved.reduce((sum, { amount }) => sum + minorOf(amount), minorOf(doc.open));
}

/** What is reserved, ordered or held for documents, by the month in which it began. */
export const openDocuments: ReadModel<OpenDocument> = {
  name: 'open-documents',
  version: 1,
  schema,
  fields: { kind: 'text', month: 'text', isOpen: 'integer' },
  indexes: [['month', 'isOpen']],
  streams: [`${BUDGET_LINE_CATEGORY}-`],
  keys: (event) => partsOf(typed(event)).map((part) => keyOf(part, event)),
  on: {
    '*': (doc, event, key) => {
      const known = typed(event);
      const part = partsOf(known).find((one) => keyOf(one, event) === key);
      invariant(part, `no part of a document: ${key}`);
      const before = doc ?? begun(known, part);
      const minor = openAfter(before, known);
      const open = moneyJson(minor, before.open.currency);
      return { ...before, open, isOpen: minor > 0n ? 1 : 0 };
    },
  },
};
