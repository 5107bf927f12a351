import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventId, type Recorded } from '@tamani/kernel';
import { attentionDays, guaranteeNoticeDays } from '@tamani/procurement/published';
import type { ContextApp } from '@tamani/nest/testing';
import { openReporting } from '../../testing/reporting-app.js';
import { attention } from './attention.js';
import { attentionSchema } from './attention.list.js';
import { rolesByKind } from '../read-models/attention/waiting.js';

const by = { id: 'somebody' };
const OLD = '2026-11-10T09:00:00.000Z';
const NEW = '2026-11-22T09:00:00.000Z';
let made = 0;

/** The next event of a stream, recorded then; today is 25 November. */
function event(stream: string, type: string, of: { data: object; at: string; revision?: bigint }) {
  const { data, at: recordedAt, revision = 0n } = of;
  const id = eventId('00000000-0000-5000-8000-000000000000', made++, type);
  const cause = { correlationId: id, causationId: id, commandId: id, requestHash: '' };
  const meta = { actor: { ...by, roles: [] }, ...cause, recordedAt, schemaVersion: 1 };
  return { id, type, stream, revision, position: 0n, data, meta } as unknown as Recorded;
}

const receipt = (n: number, at: string) => {
  const lines = [{ orderLine: 1, quantity: '1' }];
  const data = { reference: `REC-2026-000${n}`, deliveredOn: '2026-11-01', lines, by };
  return event(`procurement.Receipt-r${n}`, 'ReceiptRegistered', { data, at });
};
const inspected = (n: number, at: string) => {
  const lines = [{ orderLine: 1, accepted: '1', rejected: '0', reason: null }];
  const of = { data: { lines, by }, at, revision: 1n };
  return event(`procurement.Receipt-r${n}`, 'ReceiptInspected', of);
};
const parked = (id: string, refused: boolean) => {
  const text = { type: 'procurement.ReceiptPosted.v1', text: '{}' };
  const data = { id, key: 'o1', ...text, reason: 'commitment_not_held', refused, parkedAt: NEW };
  const of = { data, at: NEW, revision: refused ? 0n : 1n };
  return event('budgets.Parked-execution', 'MessageParked', of);
};
const policy = (
  value: string,
  { key, id }: { key: string; id: string } = { key: 'attention_days', id: attentionDays.id },
) => {
  const data = { key, from: '2026-11-01', value, reason: 'x', by };
  return event(`procurement.Policy-${id}`, 'PolicySet', { data, at: OLD });
};

/** An order with an advance that left three days ago, under a guarantee until that day. */
function guaranteed(n: number, validUntil: string): readonly Recorded[] {
  const amount = { amount: '600000', currency: 'XOF' };
  const lines = [{ budgetLineId: 'line-1', amount }];
  const paymentId = `p${n}`;
  const guarantee = { issuer: 'Banque', number: `G-${n}`, amount, validUntil };
  const history: readonly (readonly [string, object])[] = [
    [
      'PurchaseOrderCreated',
      { reference: `PO-2026-000${n}`, currency: 'XOF', lines: [], award: {}, by },
    ],
    ['PurchaseOrderIssued', {}],
    ['AdvanceAllocated', { paymentId, lines, guarantee }],
    ['AdvanceCleared', { paymentId, valueDate: '2026-11-22', parties: [] }],
  ];
  return history.map(([type, data], at) =>
    event(`procurement.PurchaseOrder-o${n}`, type, { data, at: NEW, revision: BigInt(at) }),
  );
}

const log = () => [receipt(1, OLD), receipt(2, OLD), inspected(2, NEW), receipt(3, NEW)];

let app: ContextApp;
type Line = Readonly<Record<string, unknown>>;
const lines = async (user: Parameters<ContextApp['get']>[0], query = '', of = app) => {
  const { status, body } = await of.get(user, `attention?${query}`);
  expect(status).toBe(200);
  return body['data'] as unknown as readonly Line[];
};
const references = async (...of: Parameters<typeof lines>) =>
  (await lines(...of)).map(({ reference }) => reference);

describe('what needs attention', () => {
  beforeAll(async () => {
    app = await openReporting([...log(), parked('m1', true), parked('m2', false)]);
  });
  afterAll(() => app.close());

  test('a document that waits longer than seven days, with what resolves it and for whom', async () => {
    const found = await lines('receiver');
    expect(found).toEqual([
      {
        ...{ kind: 'receipt_registered', resource: 'receipts', id: 'r1', status: 'registered' },
        ...{ reference: 'REC-2026-0001', since: OLD, days: 15, dueOn: null, reason: null },
        ...{ resolution: 'A receiver inspects the goods.', roles: ['receiver'] },
      },
    ]);
    const schema = attentionSchema([...rolesByKind(attention.sources).keys()]);
    for (const line of found) expect(schema.parse(line)).toEqual(line);
    const french = await app.get('receiver', 'attention', { 'accept-language': 'fr' });
    const [line] = french.body['data'] as unknown as readonly Line[];
    expect(line?.['resolution']).toBe('Un réceptionnaire inspecte les biens.');
  });

  test('a refused command and a parked message need it at once', async () => {
    expect(await lines('administrator')).toMatchObject([
      { kind: 'receipt_registered' },
      { kind: 'refused_command', id: 'm1', days: 3, reason: 'commitment_not_held' },
      { kind: 'parked_message', id: 'm2', reference: expect.stringContaining('budgets.execution') },
    ]);
  });

  test('each role sees what it can resolve; who oversees sees all', async () => {
    expect(await references('buyer')).toEqual([]);
    expect(await references('project-officer')).toEqual([]);
    for (const user of ['auditor', 'reporting-job', 'administrator'] as const) {
      expect(await references(user)).toHaveLength(3);
    }
  });

  test('filters, pages, CSV', async () => {
    expect(await references('auditor', 'kind=refused_command')).toHaveLength(1);
    expect(await references('receiver', 'kind=refused_command')).toEqual([]);
    expect(await references('auditor', 'resource=receipts')).toEqual(['REC-2026-0001']);
    expect((await app.get('auditor', 'attention?kind=trouble')).status).toBe(422);
    const first = await app.get('auditor', 'attention?limit=2');
    const { nextCursor } = first.body;
    expect(await references('auditor', `limit=2&cursor=${String(nextCursor)}`)).toHaveLength(1);
    const moment = '2026-11-25T00:00:00.000Z';
    for (const cursor of ['x', `${moment}_x`, moment, `${moment}_2026-12-25`]) {
      expect((await app.get('auditor', `attention?cursor=${cursor}`)).status).toBe(422);
    }
    const csv = await app.request('GET', '/v1/attention', {
      user: 'receiver',
      headers: { accept: 'text/csv', 'accept-language': 'en' },
    });
    const header = 'kind,resource,id,reference,status,since,days,dueOn,resolution,roles,reason';
    const row = 'receipt_registered,receipts,r1,REC-2026-0001,registered';
    expect(csv.text.slice(1).split('\r\n')).toEqual([
      ...[header, `${row},${OLD},15,,A receiver inspects the goods.,receiver,`, ''],
    ]);
  });

  test('each is a figure for the monitors', async () => {
    const { text } = await app.request('GET', '/metrics');
    expect(text).toContain('tamani_attention{kind="receipt_registered"} 1');
    expect(text).toContain('tamani_attention{kind="refused_command"} 1');
    expect(text).toContain('tamani_attention{kind="receipt_inspected"} 0');
  });
});

test('the days are those of the policy of the day', async () => {
  const strict = await openReporting([...log(), policy('2')]);
  try {
    expect(await references('receiver', '', strict)).toEqual([
      ...['REC-2026-0001', 'REC-2026-0002', 'REC-2026-0003'],
    ]);
  } finally {
    await strict.close();
  }
});

describe('the guarantee of an advance that is outstanding', () => {
  /** Past, ends within thirty days, ends on the thirtieth, and later. */
  const ends = ['2026-11-20', '2026-12-01', '2026-12-25', '2026-12-26'];
  const orders = ends.flatMap((validUntil, n) => guaranteed(n + 1, validUntil));
  const kind = 'order_guarantee_ends';

  test('needs attention before it ends, and after, for who can collect the money', async () => {
    const of = await openReporting(orders);
    try {
      const found = await lines('treasurer', '', of);
      expect(found.map(({ dueOn }) => dueOn)).toEqual(ends.slice(0, 3));
      expect(found[0]).toMatchObject({
        ...{ kind, resource: 'purchase-orders', id: 'o1', reference: 'PO-2026-0001' },
        ...{ since: NEW, days: 3, roles: ['buyer', 'treasurer'] },
        resolution: expect.stringContaining('guarantee of an advance'),
      });
      expect(await references('buyer', '', of)).toHaveLength(3);
      expect(await references('receiver', '', of)).toEqual([]);
      const french = await of.get('treasurer', 'attention', { 'accept-language': 'fr' });
      const [line] = french.body['data'] as unknown as readonly Line[];
      expect(line?.['resolution']).toContain('La garantie bancaire');
      const { text } = await of.request('GET', '/metrics');
      expect(text).toContain(`tamani_attention{kind="${kind}"} 3`);
      const first = await of.get('treasurer', 'attention?limit=2');
      const { nextCursor } = first.body;
      expect(await references('treasurer', `limit=2&cursor=${String(nextCursor)}`, of)).toEqual([
        'PO-2026-0003',
      ]);
    } finally {
      await of.close();
    }
  });

  test('as many days before its end as the policy says', async () => {
    const key = { key: 'guarantee_notice_days', id: guaranteeNoticeDays.id };
    const of = await openReporting([...orders, policy('5', key)]);
    try {
      expect((await lines('treasurer', '', of)).map(({ dueOn }) => dueOn)).toEqual(['2026-11-20']);
    } finally {
      await of.close();
    }
  });
});
