import { beforeAll, describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../../testing/opened-purchase.js';
import { xof } from '../../../testing/purchase-flow.js';

const { app, flow, line, vendor } = await openedPurchase();

/** What is invoiced and paid on an order, over REST: the order's own stream decides. */
describe('billing', () => {
  let count = 0;
  const price = 278_400;

  beforeAll(async () => {
    const tolerance = { from: '2026-09-01', reason: 'Circular 12' };
    const percent = { key: 'invoice_price_tolerance_percent', value: '5' };
    const amount = { key: 'invoice_price_tolerance_amount', value: xof(5_000) };
    await flow.made(app.post('administrator', 'policies', { ...tolerance, ...percent }));
    await flow.made(app.post('administrator', 'policies', { ...tolerance, ...amount }));
  });

  const refused = (code: string) => ({ status: 409, body: { code } });
  const issued = async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    return flow.issued(requisition, vendor, [[1, '100', price]]);
  };
  const register = (purchaseOrderId: string, quantity: string, francs = price) => {
    const of = { vendorId: vendor, purchaseOrderId, number: `F-${++count}` };
    return flow.made(flow.invoice(of, [[1, quantity, francs]]));
  };
  const approve = (id: string) =>
    flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
  /** Prepared, certified and approved, not released. */
  const payable = async (invoiceId: string, francs: number): Promise<string> => {
    const body = { invoiceId, amount: xof(francs) };
    const { id } = await flow.made(app.post('invoice-clerk', 'payments', body));
    await flow.done(app.act('certifying-officer', `payments/${id}/certify`));
    await flow.done(app.act('approving-officer', `payments/${id}/approve`));
    return id;
  };
  const release = (id: string, valueDate = '2026-11-05') =>
    app.act('treasurer', `payments/${id}/release`, { valueDate });
  const reverse = (receipt: string, effectiveAt = '2026-11-06') =>
    app.act('receiver', `receipts/${receipt}/reverse`, { reason: 'Broken', effectiveAt });

  test('a payment is not released the moment its receipt is reversed, and is once it is replaced', async () => {
    const order = await issued();
    const receipt = await flow.received(order, { '1': '40' });
    const { id } = await register(order, '40');
    await approve(id);
    const payment = await payable(id, 40 * price);
    await app.settled();
    await flow.done(reverse(receipt, '2026-10-12'));
    expect(await release(payment)).toMatchObject(refused('invoice_does_not_match'));
    expect(await flow.status(`payments/${payment}`)).toBe('approved');
    const reason = { reason: 'Goods went back' };
    await flow.done(app.act('invoice-clerk', `payments/${payment}/cancel`, reason));
    expect(await flow.status(`invoices/${id}`)).toBe('exception');
    await flow.received(order, { '1': '40' });
    await app.settled();
    expect(await flow.status(`invoices/${id}`)).toBe('matched');
    const again = await flow.released(id, 40 * price);
    expect(await flow.status(`payments/${again}`)).toBe('released');
  });

  test('a delivery held for lack of funds is not paid, with the shortfall', async () => {
    const order = await issued();
    app.budgets.holdNext = 'insufficient_funds';
    await flow.received(order, { '1': '40' });
    const { id } = await register(order, '40');
    await approve(id);
    await app.settled();
    const pay = await app.post('invoice-clerk', 'payments', { invoiceId: id, amount: xof(1) });
    expect(pay).toMatchObject(refused('delivery_held'));
    expect(pay.body['detail']).toContain('344.83 USD');
  });

  test('a payment leaves neither before the delivery nor before the invoice', async () => {
    const order = await issued();
    await flow.received(order, { '1': '40' });
    const { id } = await register(order, '40');
    await approve(id);
    const payment = await payable(id, 40 * price);
    await app.settled();
    expect(await release(payment, '2026-10-11')).toMatchObject(refused('payment_before_invoice'));
    expect(await release(payment, '2026-10-20')).toMatchObject({ status: 200 });
    const back = { reason: 'Account closed', effectiveAt: '2026-10-19' };
    const early = await app.act('treasurer', `payments/${payment}/return`, back);
    expect(early).toMatchObject(refused('return_before_payment'));
  });

  test('another price within the tolerance reaches the budget before it is paid', async () => {
    const order = await issued();
    await flow.received(order, { '1': '100' });
    const { id } = await register(order, '100', price + 1_000);
    app.budgets.refuseNext = 'insufficient_funds';
    expect(await approve(id)).toMatchObject({ status: 'approving' });
    await app.settled();
    const poor = await app.get('auditor', `invoices/${id}`);
    const shortfall = { amount: '344.83', currency: 'USD' };
    expect(poor.body).toMatchObject({
      status: 'exception',
      exceptions: [{ kind: 'funds', actual: '344.83' }],
      shortfalls: [{ budgetLineId: line, code: 'insufficient_funds', shortfall }],
    });
    await approve(id);
    await app.settled();
    expect(await flow.status(`invoices/${id}`)).toBe('approved_for_payment');
    const asked = app.budgets.of('procurement.AdjustmentRequested.v1').slice(-2);
    const change = { orderId: order, purpose: 'price' };
    const lines = [{ budgetLineId: line, accepted: xof(100_000), open: xof(0) }];
    expect(asked).toMatchObject([
      { ...change, lines },
      { ...change, lines },
    ]);
    expect(new Set(asked.map((one) => one.adjustmentId)).size).toBe(2);
    await flow.confirmed(await flow.paymentReleased(id, 100 * (price + 1_000)));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('a corrected invoice keeps what was there and gives its price back', async () => {
    const order = await issued();
    await flow.received(order, { '1': '40' });
    const { id } = await register(order, '40', price - 1_000);
    await approve(id);
    await app.settled();
    const reason = { reason: 'Typed at the wrong price' };
    await flow.done(app.act('certifying-officer', `invoices/${id}/dispute`, reason));
    const correction = {
      invoicedOn: '2026-10-21',
      lines: [{ orderLine: 1, quantity: '40', unitPrice: xof(price) }],
      ...reason,
    };
    const path = `invoices/${id}/correct`;
    const corrected = await flow.done(app.act('invoice-clerk', path, correction));
    expect(corrected).toMatchObject({
      status: 'matched',
      total: xof(40 * price),
      corrections: [{ ...reason, lines: [{ unitPrice: xof(price - 1_000) }] }],
    });
    await app.settled();
    const asked = app.budgets.of('procurement.AdjustmentRequested.v1').slice(-2);
    expect(asked.map((one) => one.lines)).toMatchObject([
      [{ accepted: xof(-40_000), open: xof(0) }],
      [{ accepted: xof(40_000), open: xof(0) }],
    ]);
    expect(await approve(id)).toMatchObject({ status: 'approved_for_payment' });
  });

  test('the number of a cancelled invoice is free for the one that replaces it', async () => {
    const order = await issued();
    await flow.received(order, { '1': '40' });
    const first = await register(order, '39');
    const reason = { reason: 'Wrong quantity' };
    await flow.done(app.act('invoice-clerk', `invoices/${first.id}/cancel`, reason));
    const of = { vendorId: vendor, purchaseOrderId: order, number: `F-${count}` };
    const plain = await flow.invoice(of, [[1, '40', price]]);
    expect(plain).toMatchObject(refused('invoice_number_ended'));
    const replacing = { ...of, replaces: first.id };
    const second = await flow.made(flow.invoice(replacing, [[1, '40', price]]));
    expect(second).toMatchObject({ status: 'matched', replaces: first.id });
    const ended = await app.get('auditor', `invoices/${first.id}`);
    expect(ended.body).toMatchObject({ status: 'cancelled', replacedBy: second.id });
    const third = await flow.invoice(replacing, [[1, '40', price]]);
    expect(third).toMatchObject(refused('invoice_duplicate'));
  });

  test('a payment returned after its confirmation opens the order, and is paid again', async () => {
    const order = await issued();
    await flow.received(order, { '1': '100' });
    const { id } = await register(order, '100');
    await approve(id);
    const payment = await payable(id, 100 * price);
    await app.settled();
    await flow.done(release(payment));
    await flow.confirmed(payment);
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
    const back = { reason: 'Account closed', effectiveAt: '2026-11-12' };
    await flow.done(app.act('treasurer', `payments/${payment}/return`, back));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('fully_received');
    expect(await flow.status(`invoices/${id}`)).toBe('approved_for_payment');
    await flow.confirmed(await flow.paymentReleased(id, 100 * price));
    expect(await flow.status(`invoices/${id}`)).toBe('paid');
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('a receipt of a closed order is reversed, and replaced', async () => {
    const order = await issued();
    const receipt = await flow.received(order, { '1': '100' });
    const { id } = await register(order, '100');
    await approve(id);
    await app.settled();
    await flow.confirmed(await flow.paymentReleased(id, 100 * price));
    await flow.done(reverse(receipt));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
    const due = await app.get('auditor', `invoices/${id}`);
    expect(due.body).toMatchObject({ status: 'paid', receivable: [{ kind: 'missing_receipt' }] });
    const cancel = await app.act('buyer', `purchase-orders/${order}/cancel`, { reason: 'x' });
    expect(cancel).toMatchObject(refused('order_has_payments'));
    await flow.received(order, { '1': '100' });
    await app.settled();
    const settled = await app.get('auditor', `invoices/${id}`);
    expect(settled.body).toMatchObject({ status: 'paid', receivable: [] });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('an order whose goods were all rejected can be cancelled', async () => {
    const order = await issued();
    const lines = [{ orderLine: 1, quantity: '40' }];
    const body = { purchaseOrderId: order, deliveredOn: '2026-10-12', lines };
    const { id } = await flow.made(app.post('receiver', 'receipts', body));
    const looked = { lines: [{ orderLine: 1, accepted: '0', rejected: '40', reason: 'Broken' }] };
    await flow.done(app.act('receiver', `receipts/${id}/inspect`, looked));
    await flow.done(app.act('receiver', `receipts/${id}/post`));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
    const reason = { reason: 'The vendor has nothing better' };
    await flow.done(app.act('buyer', `purchase-orders/${order}/cancel`, reason));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('cancelled');
  });
});
