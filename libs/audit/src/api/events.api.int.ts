import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { derivedId, eventId } from '@tamani/kernel';
import { z } from 'zod';
import type { ContextApp } from '@tamani/nest/testing';
import { openAudit } from '../../testing/audit-app.js';
import { recorded } from '../../testing/recorded.js';
import { relatedSchema } from './events.schemas.js';
import { eventHeaderSchema, storedEventSchema } from './stored-event.js';

const requisition = 'procurement.Requisition-0198aaaa-0000-7000-8000-000000000001';
const process = 'budgets.process.reservation-0198aaaa-0000-7000-8000-000000000001';
const [submitted = '', handled = '', certified = ''] = [0, 1, 2].map((n) =>
  eventId('00000000-0000-5000-8000-000000000000', n, ''),
);

let app: ContextApp;
beforeAll(async () => {
  app = await openAudit([
    recorded({ id: submitted, stream: requisition, data: { total: '50000.00' } }),
    recorded({
      id: handled,
      stream: process,
      type: 'ProcessInputHandled',
      meta: { causationId: derivedId(submitted, '0') },
    }),
    recorded({
      id: certified,
      stream: requisition,
      revision: 1n,
      type: 'RequisitionCertified',
      meta: { actor: { id: 'certifying-officer', roles: ['certifying-officer'] } },
    }),
  ]);
});
afterAll(() => app.close());

const idsOf = (body: Record<string, unknown>) =>
  (body['data'] as readonly { id: string }[]).map(({ id }) => id);

test('an auditor sees the events of all services, the newest first, processes too', async () => {
  const { status, body } = await app.get('auditor', 'events');
  expect(status).toBe(200);
  expect(z.array(eventHeaderSchema).parse(body['data'])).toEqual(body['data']);
  expect(idsOf(body)).toEqual([certified, handled, submitted]);
  expect((await app.get('administrator', 'events')).status).toBe(200);
});

test('others may not', async () => {
  for (const path of ['events', `events/${submitted}`, `events/${submitted}/related`]) {
    expect((await app.get('buyer', path)).status).toBe(403);
  }
});

test('by actor, type, entity and time', async () => {
  const found = async (query: string) => idsOf((await app.get('auditor', `events?${query}`)).body);
  expect(await found('actor=certifying-officer')).toEqual([certified]);
  const types = 'type=RequisitionCertified&type=RequisitionSubmitted&sort=position';
  expect(await found(types)).toEqual([submitted, certified]);
  expect(await found(`entity=${process}`)).toEqual([handled]);
  expect(await found('correlationId=c1&limit=1')).toEqual([certified]);
  expect(await found('from=2026-09-15&to=2026-09-15')).toHaveLength(3);
  expect(await found('from=2026-09-16')).toEqual([]);
});

test('a page continues where it stopped; a cursor of another list is refused', async () => {
  const first = await app.get('auditor', 'events?limit=2');
  const cursor = String(first.body['nextCursor']);
  const next = await app.get('auditor', `events?limit=2&cursor=${encodeURIComponent(cursor)}`);
  expect(idsOf(next.body)).toEqual([submitted]);
  const refused = await app.get('auditor', 'events?cursor=nonsense');
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/cursor', code: 'cursor_invalid' }] },
  });
});

test.each([
  ['colour=red', 'unknown_parameter'],
  ['from=yesterday', 'moment_malformed'],
  ['limit=0', 'limit_out_of_range'],
  ['limit=x', 'limit_out_of_range'],
])('%s is refused: %s', async (query, code) => {
  const { status, body } = await app.get('auditor', `events?${query}`);
  expect(status).toBe(422);
  expect(body['errors']).toMatchObject([{ code, detail: expect.stringMatching(/\.$/) }]);
});

test('one event in full, and what is related to it', async () => {
  const one = await app.get('auditor', `events/${submitted}`);
  expect(storedEventSchema.parse(one.body)).toEqual(one.body);
  expect(one.body).toMatchObject({ data: { total: '50000.00' }, revision: '0' });
  const related = await app.get('auditor', `events/${handled}/related`);
  expect(relatedSchema.parse(related.body)).toEqual(related.body);
  expect(related.body).toMatchObject({ causes: [{ id: submitted }], effects: [] });
  expect((await app.get('auditor', 'events/none')).status).toBe(404);
});

test('the history of any stream, page by page', async () => {
  const entity = requisition.replace('-', '/');
  const first = await app.get('auditor', `audit/entities/${entity}?limit=1`);
  expect(idsOf(first.body)).toEqual([submitted]);
  const next = await app.get('auditor', `audit/entities/${entity}?cursor=1`);
  expect(next.body).toMatchObject({ data: [{ id: certified, data: {} }], nextCursor: null });
  expect((await app.get('auditor', 'audit/entities/procurement.Requisition/0')).status).toBe(404);
});

test('it waits for a position; one that no write has got is refused by name', async () => {
  const head = await app.head();
  expect((await app.get('auditor', `events?minPosition=${head}`)).status).toBe(200);
  const far = `events?minPosition=${head + 1n}`;
  const refused = await app.get('auditor', far, { prefer: 'wait=0' });
  const errors = [{ pointer: '/minPosition', code: 'position_beyond_head' }];
  expect(refused).toMatchObject({ status: 422, body: { errors } });
});
