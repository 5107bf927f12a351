import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { collectionName } from '@tamani/runtime';
import { PurchaseApp } from '../testing/purchase-app.js';
import { Purchase } from '../testing/purchase.js';
import { budgetsEvents, BUDGETS_TOPIC, type BudgetsEventType } from './published/index.js';
import { budgetLineList } from './read-models/budget-lines.read-model.js';

let app: PurchaseApp;
let purchase: Purchase;
let vendorId: string;

beforeAll(async () => {
  app = await PurchaseApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
  vendorId = await purchase.vendor();
}, 30_000);
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const status = async (path: string) => (await app.get('auditor', path)).body.status;

describe('the main flow with procurement, to the cent', () => {
  const ids = { line: '', requisition: '', order: '' };

  test('from the requisition to the payment', async () => {
    ids.line = await purchase.line('60000.00');
    const first = await purchase.requisition({ [ids.line]: 290_000 });
    expect(first.status).toBe('funds_reserved');
    const second = await purchase.requisition({ [ids.line]: 60_000 });
    const shortfall = { amount: '344.83', currency: 'USD' };
    expect(second).toMatchObject({
      status: 'funds_rejected',
      shortfalls: [{ budgetLineId: ids.line, shortfall }],
    });
    await purchase.certify(first.id);
    const order = await purchase.order({ requisitionId: first.id, vendorId }, [
      [1, '100', 278_400],
    ]);
    expect(order.status).toBe('issued');
    expect(await purchase.figures(ids.line)).toMatchObject({
      ...{ preCommitted: '0.00', committed: '48000.00', available: '12000.00' },
    });
    await purchase.receive(order.id, '40', '2026-10-12');
    await purchase.receive(order.id, '60', '2026-11-10');
    const paid = { quantity: '40', francs: 278_400, total: 11_136_000 };
    const payment = await purchase.pay({ orderId: order.id, vendorId, number: 'F-001' }, paid);
    const ended = {
      ...{ allotted: '60000.00', preCommitted: '0.00', committed: '0.00', expended: '48133.33' },
      ...{ transferHold: '0.00', available: '11866.67', disbursed: '19200.00', advances: '0.00' },
      ...{ settled: '19333.33', unliquidated: '28800.00' },
      ...{ deliveryExchangeDifference: '133.33', paymentExchangeDifference: '-133.33' },
    };
    expect(await purchase.figures(ids.line)).toEqual(ended);
    Object.assign(ids, { requisition: first.id, order: order.id });
    const back = { reason: 'Account closed', effectiveAt: '2026-11-09' };
    await app.done(app.act('treasurer', `payments/${payment}/return`, back));
    await app.settled();
    expect(await purchase.figures(ids.line)).toEqual({
      ...ended,
      ...{ disbursed: '0.00', settled: '0.00', unliquidated: '48133.33' },
      paymentExchangeDifference: '0.00',
    });
  });

  test('the list shows the same as the line', async () => {
    const { body } = await app.get('auditor', `budget-lines/${ids.line}`);
    const listed = await app.get('auditor', 'budget-lines?status=open&limit=200');
    expect(listed.body['data']).toContainEqual(body);
    const { reads } = app.runtime.ports;
    const found = await reads.get(collectionName('budgets', budgetLineList), ids.line);
    expect(JSON.stringify(found?.doc)).not.toContain('commitments');
  });

  test('every message on the topic has the declared shape', async () => {
    const seen = new Map<string, number>();
    const consumer = await app.runtime.ports.bus.consume('test', [BUDGETS_TOPIC], (delivery) => {
      const { type, data } = JSON.parse(delivery.data) as { type: string; data: unknown };
      const schema = budgetsEvents[type as BudgetsEventType];
      expect(schema.parse(data)).toEqual(data);
      seen.set(type, (seen.get(type) ?? 0) + 1);
      return Promise.resolve();
    });
    while ((await app.runtime.ports.bus.lag('test', [BUDGETS_TOPIC])) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await consumer.close();
    expect(seen.get('budgets.ExpenditureAccrued.v1')).toBe(2);
    expect(seen.get('budgets.DocumentFundsReserved.v1')).toBe(1);
    expect(seen.get('budgets.DocumentFundsRejected.v1')).toBe(1);
    expect(seen.get('budgets.DocumentFundsCommitted.v1')).toBe(1);
  });
});

describe('all or none over several lines', () => {
  const total = (figures: Readonly<Record<string, string>>) => [
    figures['preCommitted'],
    figures['committed'],
  ];

  test('one line refuses a reservation: the other gives its part back', async () => {
    const [rich, poor] = [await purchase.line('60000.00'), await purchase.line('100.00')];
    const refused = await purchase.requisition({ [rich]: 5_800, [poor]: 5_800 });
    expect(refused).toMatchObject({
      status: 'funds_rejected',
      shortfalls: [{ budgetLineId: poor, shortfall: { amount: '900.00', currency: 'USD' } }],
    });
    await app.settled();
    expect(total(await purchase.figures(rich))).toEqual(['0.00', '0.00']);
  });

  test('one line refuses a commitment: the others are reserved as before', async () => {
    const [rich, poor] = [await purchase.line('60000.00'), await purchase.line('1000.00')];
    const { id: requisitionId } = await purchase.requisition({ [rich]: 5_800, [poor]: 5_800 });
    await purchase.certify(requisitionId);
    const order = await purchase.order({ requisitionId, vendorId }, [
      [1, '100', 5_000],
      [2, '100', 6_380],
    ]);
    expect(order).toMatchObject({
      status: 'draft',
      commitmentRejection: [
        { budgetLineId: poor, shortfall: { amount: '100.00', currency: 'USD' } },
      ],
    });
    await app.settled();
    for (const line of [rich, poor]) {
      expect(total(await purchase.figures(line))).toEqual(['1000.00', '0.00']);
    }
    expect(await status(`requisitions/${requisitionId}`)).toBe('certified');
  });

  test('a requisition cancelled after a part was ordered releases the rest only', async () => {
    const line = await purchase.line('60000.00');
    const { id: requisitionId } = await purchase.requisition({ [line]: 5_800 });
    await purchase.certify(requisitionId);
    const order = await purchase.order({ requisitionId, vendorId }, [[1, '40', 5_800]]);
    expect(order.status).toBe('issued');
    expect(total(await purchase.figures(line))).toEqual(['600.00', '400.00']);
    const back = { comments: 'Wrong model' };
    const answer = await app.act(
      'certifying-officer',
      `requisitions/${requisitionId}/return`,
      back,
    );
    const reason = { reason: 'Not needed any more' };
    const path = `requisitions/${requisitionId}/cancel`;
    if (answer.status !== 200) await app.done(app.act('requisitioner', path, reason));
    await app.settled();
    expect(total(await purchase.figures(line))).toEqual(['0.00', '400.00']);
  });

  test('25 requisitions at once for the money of 10', async () => {
    const line = await purchase.line('10000.00');
    const all = await Promise.all(
      Array.from({ length: 25 }, () => purchase.submitted({ [line]: 5_800 })),
    );
    await app.settled();
    const ended = await Promise.all(all.map((id) => status(`requisitions/${id}`)));
    expect(ended.filter((one) => one === 'funds_reserved')).toHaveLength(10);
    expect(ended.filter((one) => one === 'funds_rejected')).toHaveLength(15);
    expect(await purchase.figures(line)).toMatchObject({
      ...{ preCommitted: '10000.00', available: '0.00' },
    });
  });
});
