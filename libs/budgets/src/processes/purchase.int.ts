import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { collectionName } from '@tamani/runtime';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';
import { budgetsEvents, type BudgetsEventType } from '../published/index.js';
import { budgetLineList } from '../read-models/budget-lines.read-model.js';

let app: BudgetsApp;
let purchase: Purchase;

beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
}, 30_000);
afterAll(() => app.close());
// No command of a process may be refused, no message parked.
afterEach(() => expect(app.problems).toEqual([]));

describe('a purchase, to the cent', () => {
  let line: string;

  test('from the requisition to the payment and its return', async () => {
    line = await purchase.line('60000.00');
    await purchase.submit('R1', { [line]: 29_000_000 });
    await app.settled();
    await purchase.submit('R2', { [line]: 6_000_000 });
    await app.settled();
    expect(app.of('budgets.DocumentFundsReserved.v1')).toMatchObject([{ documentId: 'R1' }]);
    const shortfall = { amount: '344.83', currency: 'USD' };
    expect(app.of('budgets.DocumentFundsRejected.v1')).toEqual([
      {
        ...{ documentId: 'R2', reservationId: 'R2-1' },
        shortfalls: [{ budgetLineId: line, code: 'insufficient_funds', shortfall }],
      },
    ]);
    const prices = { [line]: 27_840_000 };
    await purchase.approve('O1', {
      requisitionId: 'R1',
      prices,
      estimates: { [line]: 29_000_000 },
    });
    await app.settled();
    expect(app.of('budgets.DocumentFundsCommitted.v1')).toMatchObject([
      { documentId: 'O1', approval: 1 },
    ]);
    const first = { orderId: 'O1', amounts: { [line]: 11_136_000 }, on: '2026-10-12' };
    await purchase.deliver('D1', first);
    const second = { orderId: 'O1', amounts: { [line]: 16_704_000 }, on: '2026-11-10' };
    await purchase.deliver('D2', second);
    await purchase.pay('P1', 'O1', { [line]: 11_136_000 });
    await app.settled();
    const paid = {
      ...{ allotted: '60000.00', preCommitted: '0.00', committed: '0.00', expended: '48133.33' },
      ...{ transferHold: '0.00', available: '11866.67', disbursed: '19200.00', advances: '0.00' },
      ...{ settled: '19333.33', unliquidated: '28800.00' },
      ...{ deliveryExchangeDifference: '133.33', paymentExchangeDifference: '-133.33' },
    };
    expect(await purchase.figures(line)).toEqual(paid);
    await purchase.payBack('P1', 'O1', { [line]: 11_136_000 });
    await app.settled();
    expect(await purchase.figures(line)).toEqual({
      ...paid,
      ...{ disbursed: '0.00', settled: '0.00', unliquidated: '48133.33' },
      paymentExchangeDifference: '0.00',
    });
  });

  test('after a reversed receipt and the end of the order the delivered part stays', async () => {
    await purchase.reverse('D2', 'O1', { [line]: 16_704_000 });
    await app.settled();
    expect(await purchase.booked(line)).toEqual(['0.00', '28800.00']);
    await purchase.end('O1', [line]);
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({
      ...{ committed: '0.00', expended: '19333.33', available: '40666.67' },
    });
  });

  test('the list shows the same as the line, and keeps no documents', async () => {
    const { body } = await app.get('auditor', `budget-lines/${line}`);
    const listed = await app.get('auditor', 'budget-lines?status=open&limit=200');
    expect(listed.body['data']).toContainEqual(body);
    const { reads } = app.runtime.ports;
    const found = await reads.get(collectionName('budgets', budgetLineList), line);
    expect(Object.keys(found?.doc ?? {})).toContain('item');
    expect(JSON.stringify(found?.doc)).not.toContain('commitmentId');
  });

  test('every message has the declared shape, and movements their business date', () => {
    for (const { type, data, effectiveAt } of app.heard) {
      expect(budgetsEvents[type as BudgetsEventType].parse(data)).toEqual(data);
      if ((data as object).hasOwnProperty('movements')) {
        expect(effectiveAt).toMatch(/^2026-(07|09|10|11)-\d\d$/);
      }
    }
  });
});

describe('all or none over several lines', () => {
  /** The position in the log of the last event of a type. */
  const lastOf = (type: string): bigint => {
    const told = app.heard.filter((one) => one.type === `budgets.${type}.v1`);
    return BigInt(told.at(-1)?.position ?? -1);
  };

  test('when one line refuses a reservation, the other releases its part', async () => {
    const [rich, poor] = [await purchase.line('60000.00'), await purchase.line('100.00')];
    await purchase.submit('R3', { [rich]: 580_000, [poor]: 580_000 });
    await app.settled();
    expect(app.of('budgets.DocumentFundsRejected.v1').at(-1)).toMatchObject({
      documentId: 'R3',
      shortfalls: [{ budgetLineId: poor, shortfall: { amount: '900.00', currency: 'USD' } }],
    });
    expect(await purchase.booked(rich)).toEqual(['0.00', '0.00']);
    const [undone, told] = ['ReservationReleased', 'DocumentFundsRejected'].map(lastOf);
    expect(told).toBeGreaterThan(undone ?? 0);
  });

  test('when one line refuses a commitment, everything is reserved again', async () => {
    const [rich, poor] = [await purchase.line('60000.00'), await purchase.line('1000.00')];
    const estimates = { [rich]: 580_000, [poor]: 580_000 };
    await purchase.submit('R4', estimates);
    await app.settled();
    const prices = { [rich]: 500_000, [poor]: 638_000 };
    const of = { requisitionId: 'R4', estimates };
    await purchase.approve('O4', { ...of, prices });
    await app.settled();
    expect(app.of('budgets.DocumentCommitmentRejected.v1')).toMatchObject([
      {
        ...{ documentId: 'O4', approval: 1 },
        rejections: [{ budgetLineId: poor, shortfall: { amount: '100.00', currency: 'USD' } }],
      },
    ]);
    for (const line of [rich, poor]) {
      expect(await purchase.booked(line)).toEqual(['1000.00', '0.00']);
    }
    const [undone, told] = ['CommitmentCancelled', 'DocumentCommitmentRejected'].map(lastOf);
    expect(told).toBeGreaterThan(undone ?? 0);
    await purchase.approve('O4', { ...of, prices: { ...prices, [poor]: 580_000 }, approval: 2 });
    await app.settled();
    expect(app.of('budgets.DocumentFundsCommitted.v1').at(-1)).toMatchObject({ approval: 2 });
    expect(await purchase.booked(rich)).toEqual(['0.00', '862.07']);
  });

  test('when withdrawn right after submission, nothing stays reserved', async () => {
    const lines = [await purchase.line('60000.00'), await purchase.line('60000.00')];
    const amounts = Object.fromEntries(lines.map((line) => [line, 580_000]));
    await purchase.submit('R5', amounts);
    await purchase.withdraw('R5');
    await app.settled();
    for (const line of lines) expect(await purchase.booked(line)).toEqual(['0.00', '0.00']);
    expect(app.of('budgets.DocumentReservationReleased.v1')).toMatchObject([{ documentId: 'R5' }]);
  });

  test('25 concurrent requisitions for the funds of 10', async () => {
    const line = await purchase.line('10000.00');
    const names = Array.from({ length: 25 }, (_, n) => `race-${n}`);
    await Promise.all(names.map((name) => purchase.submit(name, { [line]: 580_000 })));
    await app.settled();
    const count = (of: readonly { readonly documentId: string }[]) =>
      of.filter(({ documentId }) => documentId.startsWith('race-')).length;
    expect(count(app.of('budgets.DocumentFundsReserved.v1'))).toBe(10);
    expect(count(app.of('budgets.DocumentFundsRejected.v1'))).toBe(15);
    expect(await purchase.figures(line)).toMatchObject({
      ...{ preCommitted: '10000.00', available: '0.00' },
    });
  });
});

describe('a delivery without a rate', () => {
  test('waits for the operator instead of being lost', async () => {
    const line = await purchase.line('60000.00');
    await purchase.submit('R6', { [line]: 580_000 });
    await app.settled();
    await purchase.approve('O6', { requisitionId: 'R6', prices: { [line]: 580_000 } });
    await app.settled();
    const delivery = { orderId: 'O6', amounts: { [line]: 580_000 }, on: '2026-08-31' };
    await purchase.deliver('D6', delivery);
    await app.settled();
    const parked = await app.runtime.parked.list();
    expect(parked).toMatchObject([{ key: 'O6' }]);
    expect(JSON.stringify(parked)).toContain('no rate from XOF to USD in 2026-08');
    expect((await purchase.figures(line))['expended']).toBe('0.00');
    app.problems.length = 0;
    await purchase.rates({ '2026-08': '580' });
    await app.runtime.parked.replay(parked[0]?.id ?? '');
    expect((await purchase.figures(line))['expended']).toBe('1000.00');
  });
});
