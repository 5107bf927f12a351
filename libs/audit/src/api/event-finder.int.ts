import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalText, derivedId, eventId, type EventMeta } from '@tamani/kernel';
import { collectionOf, collectionName } from '@tamani/runtime';
import {
  openSqliteEventStore,
  openSqliteReadStore,
  type SqliteEventStore,
  type SqliteReadStore,
} from '@tamani/sqlite';
import { recorded } from '../../testing/recorded.js';
import { eventHeadersReadModel as model } from '../read-models/event-headers.read-model.js';
import { conditionsOf, type EventQuery } from '../read-models/event-query.js';
import { EventFeed } from './feed/event-feed.js';
import { EventFinder } from './event-finder.js';
import { storedEventJson, storedEventSchema } from './stored-event.js';

const requisition = 'procurement.Requisition-0198aaaa-0000-7000-8000-000000000001';
const line = 'budgets.BudgetLine-0198aaaa-0000-7000-8000-000000000002';
const ids = [0, 1, 2, 3].map((n) => eventId('00000000-0000-5000-8000-000000000000', n, ''));
const [submitted = '', reserved = '', accepted = '', other = ''] = ids;
const message = (id: string) => derivedId(id, '0');

let folder: string;
let reads: SqliteReadStore;
let store: SqliteEventStore;
let finder: EventFinder;

const event = (id: string, type: string, meta: Partial<EventMeta>) => {
  const { data, meta: whole } = recorded({ id, data: { amount: '48000.00' }, meta });
  return { id, type, data: canonicalText(data), meta: canonicalText(whole) };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-audit-'));
  reads = openSqliteReadStore({ file: join(folder, 'read.db') });
  store = openSqliteEventStore({ file: join(folder, 'events.db') });
  const collection = collectionName('audit', model);
  finder = new EventFinder(reads, store, collection);
  const clerk = { actor: { id: 'clerk', roles: ['invoice-clerk'] } };
  const process = { actor: { id: 'process:budgets.reservation', roles: ['process'] } };
  const appends = [
    [requisition, event(submitted, 'RequisitionSubmitted', {})],
    [line, event(reserved, 'FundsReserved', { ...process, causationId: message(submitted) })],
    [requisition, event(accepted, 'RequisitionFundsReserved', { causationId: message(reserved) })],
    [line, event(other, 'LineFrozen', { ...clerk, correlationId: 'c2' })],
  ] as const;
  const revisions = new Map<string, bigint>();
  for (const [stream, one] of appends) {
    const { lastRevision } = await store.append(
      stream,
      [one],
      revisions.get(stream) ?? 'no_stream',
    );
    revisions.set(stream, lastRevision);
  }
  await reads.ensure(collectionOf('audit', model));
  const { events } = await store.readAll({ after: 0n, limit: 100 });
  const writes = events.map((stored) => {
    const meta = JSON.parse(stored.meta) as EventMeta;
    const seen = { ...stored, data: JSON.parse(stored.data) as unknown, meta, aggregateId: '' };
    const [key = ''] = model.keys(seen);
    const doc = model.on['*']!(undefined, seen, key);
    return { collection, key, doc, position: stored.position, expected: undefined };
  });
  await reads.commit({ writes });
});
afterAll(async () => {
  await store.close();
  await reads.close();
  rmSync(folder, { recursive: true });
});

const listed = async (query: EventQuery) => {
  const sort = { field: 'position', direction: 'asc' } as const;
  const where = conditionsOf(query);
  const found = await reads.find(collectionName('audit', model), { where, sort, limit: 10 });
  // The feed takes the same of the log as the list of its headers.
  const { events } = await new EventFeed(store).page(
    { query, after: 0n, signal: AbortSignal.timeout(5_000) },
    10,
    0,
  );
  const listedIds = found.documents.map(({ doc }) => String(doc['eventId']));
  expect(events.map(({ id }) => id)).toEqual(listedIds);
  return listedIds;
};

describe('filters of events', () => {
  test('all of them', async () => {
    expect(await listed({})).toEqual(ids);
  });

  test('by actor, type, entity, category, correlation', async () => {
    expect(await listed({ actor: ['clerk'] })).toEqual([other]);
    expect(await listed({ type: ['FundsReserved', 'LineFrozen'] })).toEqual([reserved, other]);
    expect(await listed({ entity: line })).toEqual([reserved, other]);
    expect(await listed({ entity: line.slice(line.indexOf('-') + 1) })).toEqual([reserved, other]);
    expect(await listed({ entity: line.replace('BudgetLine', 'Payment') })).toEqual([]);
    expect(await listed({ category: ['procurement.Requisition'] })).toEqual([submitted, accepted]);
    expect(await listed({ correlationId: 'c1' })).toEqual([submitted, reserved, accepted]);
    expect(await listed({ correlationId: 'c1', actor: ['clerk'] })).toEqual([]);
  });

  test('by the time it was recorded, both ends inclusive', async () => {
    const at = '2026-09-15T10:00:00.000Z';
    expect(await listed({ from: at, to: at })).toHaveLength(4);
    expect(await listed({ from: '2026-09-15T10:00:00.001Z' })).toEqual([]);
    expect(await listed({ to: '2026-09-15T09:59:59.999Z' })).toEqual([]);
  });
});

test('one event is read from its stream, in full', async () => {
  const stored = await finder.event(accepted);
  const json = stored && storedEventJson(stored);
  expect(json).toMatchObject({
    id: accepted,
    stream: requisition,
    revision: '1',
    data: { amount: '48000.00' },
    facts: [],
  });
  expect(storedEventSchema.parse(json)).toEqual(json);
  expect(await finder.event('00000000-0000-5000-8000-00000000ffff')).toBeUndefined();
});

test('what is related: the correlation, and causes and effects through the messages', async () => {
  const related = await finder.related(reserved);
  expect(related).toMatchObject({
    event: { eventId: reserved },
    isComplete: true,
    causes: [{ eventId: submitted }],
    effects: [{ eventId: accepted }],
  });
  expect(related?.correlated).toHaveLength(3);
  expect(await finder.related('00000000-0000-5000-8000-00000000ffff')).toBeUndefined();
});
