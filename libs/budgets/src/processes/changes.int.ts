import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';

let app: BudgetsApp;
let purchase: Purchase;

beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates({ '2026-09': '500', '2026-10': '500', '2026-11': '500' });
}, 30_000);
afterAll(() => app.close());
// No command of a process may be refused, no message parked.
afterEach(() => expect(app.problems).toEqual([]));

let orders = 0;

/** An issued order of the given francs by line; its requisition has the same id. */
async function ordered(prices: Readonly<Record<string, number>>): Promise<string> {
  const id = `order-${++orders}`;
  await purchase.submit(id, prices);
  await app.settled();
  await purchase.approve(id, { requisitionId: id, prices });
  await app.settled();
  return id;
}

/** Delivered as ordered. */
async function received(prices: Readonly<Record<string, number>>): Promise<string> {
  const orderId = await ordered(prices);
  await purchase.deliver(`receipt-${orderId}`, { orderId, amounts: prices, on: '2026-11-01' });
  await app.settled();
  return orderId;
}

describe('the price of an order', () => {
  test('is amended on all lines, and the answer names the changes', async () => {
    const [a, b] = [await purchase.line('1000.00'), await purchase.line('1000.00')];
    const orderId = await ordered({ [a]: 300_000, [b]: 100_000 });
    const changes = { [a]: 50_000, [b]: -20_000 };
    await purchase.adjust('amendment-1', { orderId, changes, purpose: 'amendment' });
    await app.settled();
    expect(await purchase.figures(a)).toMatchObject({ committed: '700.00' });
    expect(await purchase.figures(b)).toMatchObject({ committed: '160.00' });
    const [told] = app.of('budgets.DocumentAdjusted.v1');
    expect(told).toMatchObject({ documentId: orderId, adjustmentId: 'amendment-1' });
    const amounts = new Map(told?.lines.map((one) => [one.budgetLineId, one.amount.amount]));
    expect([amounts.get(a), amounts.get(b)]).toEqual(['100.00', '-40.00']);
  });

  test('of an invoice reaches no line if one refuses; withdrawn by the opposite', async () => {
    const [rich, poor] = [await purchase.line('1000.00'), await purchase.line('600.00')];
    const orderId = await received({ [rich]: 300_000, [poor]: 300_000 });
    const changes = { [rich]: 3_000, [poor]: 3_000 };
    await purchase.adjust('price-1', { orderId, changes, purpose: 'price' });
    await app.settled();
    expect(app.of('budgets.DocumentAdjustmentRejected.v1')).toEqual([
      {
        ...{ documentId: orderId, adjustmentId: 'price-1' },
        rejections: [
          {
            ...{ budgetLineId: poor, code: 'insufficient_funds' },
            shortfall: { amount: '6.00', currency: 'USD' },
          },
        ],
      },
    ]);
    for (const line of [rich, poor]) {
      expect(await purchase.figures(line)).toMatchObject({ expended: '600.00' });
    }
    const price = { orderId, purpose: 'price' } as const;
    await purchase.adjust('price-2', { ...price, changes: { [rich]: 3_000 } });
    await app.settled();
    expect(await purchase.figures(rich)).toMatchObject({ expended: '606.00' });
    await purchase.adjust('price-3', { ...price, changes: { [rich]: -3_000 } });
    await app.settled();
    expect(await purchase.figures(rich)).toMatchObject({ expended: '600.00', committed: '0.00' });
  });
});

test('a cancelled order is reserved again for its requisition', async () => {
  const line = await purchase.line('1000.00');
  const orderId = await ordered({ [line]: 300_000 });
  await purchase.end(orderId, [line], 'cancelled');
  await app.settled();
  expect(await purchase.booked(line)).toEqual(['600.00', '0.00']);
});

test('an advance is recovered by an invoice', async () => {
  const line = await purchase.line('1000.00');
  const orderId = await ordered({ [line]: 300_000 });
  await purchase.payAhead('advance-1', orderId, { [line]: 90_000 });
  const amounts = { [line]: 300_000 };
  await purchase.deliver('with-advance', { orderId, amounts, on: '2026-11-06' });
  await app.settled();
  expect(await purchase.figures(line)).toMatchObject({ advances: '180.00', settled: '0.00' });
  await app.publish('procurement.AdvanceRecovered.v1', orderId, {
    ...{ orderId, invoiceId: 'invoice-1', paymentId: 'advance-1', effectiveAt: '2026-11-10' },
    lines: [{ budgetLineId: line, amount: { amount: '40000', currency: 'XOF' } }],
  });
  await app.settled();
  expect(await purchase.figures(line)).toMatchObject({ advances: '100.00', settled: '80.00' });
});

describe('what a vendor owes', () => {
  /** Received, paid and returned: 600.00 are owed. */
  async function owed(line: string): Promise<string> {
    const orderId = await received({ [line]: 300_000 });
    await purchase.pay(`payment-${orderId}`, orderId, { [line]: 300_000 });
    await purchase.reverse(`receipt-${orderId}`, orderId, { [line]: 300_000 });
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({ advances: '600.00', expended: '0.00' });
    return orderId;
  }

  test('is refunded', async () => {
    const line = await purchase.line('1000.00');
    const orderId = await owed(line);
    const refund = purchase.owed(orderId, { [line]: 300_000 });
    await app.publish('procurement.RefundReceived.v1', orderId, refund);
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({ advances: '0.00', disbursed: '0.00' });
  });

  test('is offset against what another order owes: no cash moves', async () => {
    const [line, other] = [await purchase.line('1000.00'), await purchase.line('1000.00')];
    const orderId = await owed(line);
    const againstOrderId = await received({ [other]: 300_000 });
    const { lines: againstLines } = purchase.owed(againstOrderId, { [other]: 300_000 });
    await app.publish('procurement.ReceivableOffset.v1', orderId, {
      ...purchase.owed(orderId, { [line]: 300_000 }),
      ...{ againstOrderId, paymentId: 'offset-1', againstLines },
    });
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({ advances: '0.00', disbursed: '0.00' });
    expect(await purchase.figures(other)).toMatchObject({
      ...{ disbursed: '600.00', settled: '600.00', unliquidated: '0.00' },
    });
  });

  test('is written off, if the line has the funds for the loss', async () => {
    const line = await purchase.line('1199.00');
    const orderId = await owed(line);
    const loss = purchase.owed(orderId, { [line]: 300_000 });
    await app.publish('procurement.ReceivableWrittenOff.v1', orderId, loss);
    await app.settled();
    expect(app.of('budgets.WriteOffRejected.v1')).toMatchObject([
      { receivableId: `owed-${orderId}`, shortfall: { amount: '1.00' } },
    ]);
    const allotment = { amount: { amount: '1.00', currency: 'USD' }, reason: 'Loss' };
    await purchase.act(line, 'allotments', { ...allotment, effectiveAt: '2026-11-20' });
    await app.publish('procurement.ReceivableWrittenOff.v1', orderId, loss);
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({
      ...{ advances: '0.00', disbursed: '600.00', expended: '600.00', available: '0.00' },
    });
  });

  test('of a credit note is the price that was paid too much', async () => {
    const line = await purchase.line('1000.00');
    const orderId = await received({ [line]: 300_000 });
    await purchase.pay(`payment-${orderId}`, orderId, { [line]: 300_000 });
    const { lines, effectiveAt } = purchase.owed(orderId, { [line]: 30_000 });
    const note = { orderId, creditNoteId: 'note-1', effectiveAt, lines };
    await app.publish('procurement.CreditNoteBooked.v1', orderId, note);
    await app.settled();
    expect(await purchase.figures(line)).toMatchObject({
      ...{ expended: '540.00', settled: '540.00', advances: '60.00', available: '460.00' },
    });
  });
});

test('a closed month does not change: what is late is posted in the first open one', async () => {
  const line = await purchase.line('1000.00');
  const orderId = await ordered({ [line]: 300_000 });
  const officer = 'budget-officer';
  const month = { month: '2026-10' };
  const { id } = await app.done(app.post(officer, 'fiscal-periods', month));
  const why = { reason: 'Month end' };
  await app.done(app.act(officer, `fiscal-periods/${id}/close`, why));
  const amounts = { [line]: 300_000 };
  await purchase.deliver('late', { orderId, amounts, on: '2026-10-20' });
  await app.settled();
  const late = app.heard.filter(({ type, data }) => {
    const { budgetLineId } = data as { budgetLineId?: string };
    return type === 'budgets.ExpenditureAccrued.v1' && budgetLineId === line;
  });
  expect(late).toMatchObject([
    { effectiveAt: '2026-11-01', data: { documentDate: '2026-10-20', deliveryId: 'late' } },
  ]);
});

describe('an order that is carried over', () => {
  const fundsOf = (name: string) => ({ fund: `CARRY-${name}` });
  /** A line and its successor of the next year. */
  async function pair(name: string, dollars: string): Promise<readonly [string, string]> {
    const next = { ...fundsOf(name), fiscalYear: '2027-28' };
    return [await purchase.line(dollars, fundsOf(name)), await purchase.line('10.00', next)];
  }
  const moved = (from: string, to: string, francs: number) => ({
    ...{ budgetLineId: from, toLineId: to, amount: { amount: String(francs), currency: 'XOF' } },
  });
  const carry = (carryOverId: string, orderId: string, lines: readonly object[]) =>
    app.publish('procurement.CarryOverRequested.v1', orderId, {
      ...{ carryOverId, orderId, reference: `PO-${orderId}`, orderedOn: '2026-09-20' },
      ...{ effectiveAt: '2027-07-01', lines: lines as never },
    });

  test('is committed on the lines of the next year, and delivered there', async () => {
    const [[a, a2], [b, b2]] = [await pair('a', '1000.00'), await pair('b', '1000.00')];
    const orderId = await ordered({ [a]: 300_000, [b]: 100_000 });
    await carry('carry-1', orderId, [moved(a, a2, 300_000), moved(b, b2, 100_000)]);
    await app.settled();
    const [told] = app.of('budgets.DocumentCarriedOver.v1');
    expect(told).toMatchObject({ documentId: orderId, carryOverId: 'carry-1' });
    const gone = { committed: '0.00', allotted: '400.00', available: '400.00' };
    expect(await purchase.figures(a)).toMatchObject(gone);
    const there = { committed: '600.00', allotted: '610.00', available: '10.00' };
    expect(await purchase.figures(a2)).toMatchObject(there);
    await purchase.deliver(`next-${orderId}`, {
      ...{ orderId, amounts: { [a2]: 300_000 }, on: '2026-11-01' },
    });
    await app.settled();
    expect(await purchase.figures(a2)).toMatchObject({ committed: '0.00', expended: '600.00' });
    expect(await purchase.figures(a)).toMatchObject({ ...gone, expended: '0.00' });
  });

  test.each(['frozen', 'of another amount'] as const)(
    'stays on all lines where one is %s',
    async (why) => {
      const [[a, a2], [b, b2]] = [await pair(`${why}-a`, '1000.00'), await pair(why, '1000.00')];
      const orderId = await ordered({ [a]: 300_000, [b]: 100_000 });
      const before = [await purchase.figures(a), await purchase.figures(a2)];
      if (why === 'frozen') await purchase.act(b2, 'freeze', { reason: 'Audit' });
      const francs = why === 'frozen' ? 100_000 : 99_999;
      await carry(`carry-${why}`, orderId, [moved(a, a2, 300_000), moved(b, b2, francs)]);
      await app.settled();
      const code = why === 'frozen' ? 'budget_line_not_open' : 'carry_over_amount_differs';
      expect(app.of('budgets.DocumentCarryOverRejected.v1').at(-1)).toMatchObject({
        ...{ documentId: orderId, rejections: [{ budgetLineId: b, code }] },
      });
      expect([await purchase.figures(a), await purchase.figures(a2)]).toEqual(before);
      expect(await purchase.figures(b)).toMatchObject({ committed: '200.00' });
    },
  );
});
