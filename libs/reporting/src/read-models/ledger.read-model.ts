import { invariant, moneyJson } from '@tamani/kernel';
import type { FieldType } from '@tamani/ports';
import type { ReadModel, ReadModelEvent, Translator } from '@tamani/runtime';
import { z } from 'zod';
import { dimensions, LEDGER_VERSION } from '../domain/ledger/dimensions.js';
import { linesOf, type LedgerLine } from '../domain/ledger/ledger-line.js';
import { moneyEventSchema, type MoneyEvent } from '../domain/ledger/money-message.js';

const dimensionFields = Object.values(dimensions).map((dimension) => dimension.field);
const columns = <T>(fields: readonly string[], value: T) =>
  Object.fromEntries(fields.map((field) => [field, value]));

const lineSchema = z.strictObject({
  ...columns(dimensionFields, z.string().nullable()),
  eventId: z.string(),
  eventType: z.string(),
  bucket: z.string(),
  delta: z.int(),
  currency: z.string(),
  documentAmount: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  documentKind: z.string().nullable(),
  documentId: z.string().nullable(),
  documentReference: z.string().nullable(),
  effectiveAt: z.string(),
  recordedAt: z.string(),
  knownAt: z.string(),
  recordedPosition: z.int(),
}) as unknown as z.ZodType<LedgerLine>;

const fields: Readonly<Record<string, FieldType>> = {
  ...columns(dimensionFields, 'text' as const),
  eventId: 'text',
  eventType: 'text',
  bucket: 'text',
  delta: 'integer',
  currency: 'text',
  documentKind: 'text',
  documentId: 'text',
  effectiveAt: 'text',
  recordedAt: 'text',
  knownAt: 'text',
  recordedPosition: 'integer',
};

/**
 * The bitemporal ledger: all movements of money. One document per movement, keyed by its
 * event, inserted once and never changed; every balance of a report is a sum of them.
 */
export const ledgerOf = (translate: Translator): ReadModel<LedgerLine> => ({
  name: 'ledger',
  version: LEDGER_VERSION,
  schema: lineSchema,
  fields,
  // Few: each costs every movement a write, most of them at a random place.
  indexes: [
    ...[['fiscalYear', 'effectiveAt'], ['budgetLineId'], ['projectId'], ['documentId']],
    ['effectiveAt'],
    ['recordedPosition'],
  ],
  sequence: 'recordedPosition',
  streams: ['budgets.'],
  translate,
  keys: (event) => moneyOf(event)?.movements.map((_, n) => `${event.id}:${n}`) ?? [],
  on: { '*': insert },
});

function insert(doc: LedgerLine | undefined, event: ReadModelEvent, key: string): LedgerLine {
  invariant(doc === undefined, `ledger line written twice: ${key}`);
  const money = moneyOf(event);
  invariant(money, `no money event: ${event.type}`);
  const { id: eventId, type: eventType, position, last } = event;
  const previous = (last as LedgerLine | undefined)?.knownAt;
  const place = { eventId, eventType, position, previous };
  const line = linesOf(money, place)[Number(key.slice(key.lastIndexOf(':') + 1))];
  invariant(line, `no such movement: ${key}`);
  return line;
}

/**
 * The money of an integration event; undefined when it moves none. One that says it moves money
 * and is malformed, or has no business date, stops the ledger: a missing line is a wrong report.
 */
function moneyOf(event: ReadModelEvent): MoneyEvent | undefined {
  if (!hasMovements(event.data)) return undefined;
  const { effectiveAt, meta } = event;
  const parsed = moneyEventSchema.safeParse({
    ...event.data,
    effectiveAt,
    recordedAt: meta.recordedAt,
  });
  invariant(parsed.success, `${event.type} ${event.id}: ${parsed.error?.message}`);
  return parsed.data;
}

const hasMovements = (data: unknown): data is { readonly movements: unknown } =>
  typeof data === 'object' && data !== null && 'movements' in data;

/** A ledger line as answered: money in words, the dimensions by their fields. */
export function ledgerLineJson(key: string, line: LedgerLine) {
  const { delta, currency, recordedPosition, ...rest } = line;
  return {
    id: key,
    ...rest,
    amount: moneyJson(BigInt(delta), currency),
    position: String(recordedPosition),
  };
}
