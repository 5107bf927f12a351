import { describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../../testing/opened-purchase.js';
import { xof } from '../../../testing/purchase-flow.js';

const { app, flow, line, vendor } = await openedPurchase();

/** What a vendor takes off an invoice, over REST. */
describe('credit notes', () => {
  let count = 0;
  const price = 278_400;

  const refused = (code: string) => ({ status: 409, body: { code } });
  /** An order of 100, delivered and invoiced, and its approved invoice. */
  const invoiced = async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await flow.issued(requisition, vendor, [[1, '100', price]]);
    const receipt = await flow.received(order, { '1': '100' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: `F-${++count}` };
    const { id } = await flow.made(flow.invoice(of, [[1, '100', price]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    await app.settled();
    return { order, receipt, id };
  };
  const body = (invoiceId: string, francs: number, number = `AV-${++count}`) => ({
    ...{ invoiceId, number, creditedOn: '2026-10-25', reason: 'Discount for late delivery' },
    lines: [{ orderLine: 1, amount: xof(francs) }],
  });
  const register = (invoiceId: string, francs: number, number?: string) =>
    app.post('invoice-clerk', 'credit-notes', body(invoiceId, francs, number));
  const approve = (id: string) => app.act('certifying-officer', `credit-notes/${id}/approve`);

  test('the rest of a partly paid invoice is credited: nothing stays open', async () => {
    const { order, id } = await invoiced();
    await flow.confirmed(await flow.paymentReleased(id, 90 * price));
    const note = await flow.made(register(id, 10 * price));
    expect(note).toMatchObject({ status: 'registered', total: xof(10 * price) });
    expect(note['reference']).toMatch(/^CRN-/);
    expect(await flow.status(`invoices/${id}`)).toBe('partially_paid');
    expect((await flow.done(approve(note.id))).status).toBe('approving');
    await app.settled();
    expect(await flow.status(`credit-notes/${note.id}`)).toBe('approved');
    const asked = app.budgets.of('procurement.AdjustmentRequested.v1').at(-1);
    expect(asked).toMatchObject({
      ...{ orderId: order, purpose: 'price', effectiveAt: '2026-10-25' },
      lines: [{ budgetLineId: line, accepted: xof(-10 * price), open: xof(0) }],
    });
    const paid = await app.get('auditor', `invoices/${id}`);
    expect(paid.body).toMatchObject({
      ...{ status: 'paid', total: xof(100 * price) },
      ...{ credited: xof(10 * price), paid: xof(90 * price), creditNoteIds: [note.id] },
    });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('only the rest is paid of a credited invoice', async () => {
    const { order, id } = await invoiced();
    const note = await flow.made(register(id, 36_000));
    await flow.done(approve(note.id));
    await app.settled();
    const whole = { invoiceId: id, amount: xof(100 * price) };
    const pay = await app.post('invoice-clerk', 'payments', whole);
    expect(pay).toMatchObject(refused('payment_exceeds_invoice'));
    await flow.confirmed(await flow.paymentReleased(id, 100 * price - 36_000));
    expect(await flow.status(`invoices/${id}`)).toBe('paid');
    expect(await flow.status(`purchase-orders/${order}`)).toBe('closed');
  });

  test('ends with the goods: once both are refunded, others cost what the order says', async () => {
    const { order, receipt, id } = await invoiced();
    await flow.confirmed(await flow.paymentReleased(id, 100 * price));
    const note = await flow.made(register(id, 60 * price));
    await flow.done(approve(note.id));
    await app.settled();
    const back = { reason: 'Broken', effectiveAt: '2026-11-10' };
    await flow.done(app.act('receiver', `receipts/${receipt}/reverse`, back));
    await app.settled();
    const { body: owed } = await app.get('auditor', `receivables?purchaseOrderId=${order}`);
    const all = owed['data'] as readonly { readonly id: string; readonly open: unknown }[];
    expect(all).toHaveLength(2);
    for (const { id: receivable, open: amount } of all) {
      const refund = { amount, valueDate: '2026-11-12', bankReference: `REM-${receivable}` };
      await flow.done(app.act('treasurer', `receivables/${receivable}/refund`, refund));
      await app.settled();
    }
    expect(app.budgets.of('procurement.AdjustmentRequested.v1').at(-1)).toMatchObject({
      ...{ orderId: order, purpose: 'price' },
      lines: [{ budgetLineId: line, accepted: xof(0), open: xof(60 * price) }],
    });
  });

  test('what is paid or in a payment is not credited', async () => {
    const { id } = await invoiced();
    const rest = { invoiceId: id, amount: xof(60 * price) };
    await flow.made(app.post('invoice-clerk', 'payments', rest));
    const above = await register(id, 40 * price + 1);
    expect(above).toMatchObject(refused('credit_note_exceeds_invoice'));
    expect(await register(id, 40 * price)).toMatchObject({ status: 201 });
  });

  test('a number is registered once for a vendor, and again when it is cancelled', async () => {
    const [first, second] = [await invoiced(), await invoiced()];
    const note = await flow.made(register(first.id, 1_000, 'AV-2026-7'));
    expect(await register(second.id, 2_000, ' av–2026–7')).toMatchObject(
      refused('credit_note_duplicate'),
    );
    const reason = { reason: 'Wrong invoice' };
    await flow.done(app.act('invoice-clerk', `credit-notes/${note.id}/cancel`, reason));
    expect(await register(second.id, 2_000, 'AV-2026-7')).toMatchObject({
      status: 201,
      body: { status: 'registered' },
    });
  });

  test('that the budget refuses is payable again, and is approved later', async () => {
    const { id } = await invoiced();
    const note = await flow.made(register(id, 36_000));
    app.budgets.refuseNext = 'delivery_not_accrued';
    await flow.done(approve(note.id));
    await app.settled();
    const back = await app.get('auditor', `credit-notes/${note.id}`);
    expect(back.body).toMatchObject({
      status: 'registered',
      shortfalls: [{ budgetLineId: line, code: 'delivery_not_accrued' }],
    });
    await flow.done(approve(note.id));
    await app.settled();
    expect(await flow.status(`credit-notes/${note.id}`)).toBe('approved');
  });

  test('is approved by somebody with that role, and found in the list', async () => {
    const { id } = await invoiced();
    const note = await flow.made(register(id, 36_000, 'AV-LIST'));
    const clerk = await app.act('invoice-clerk', `credit-notes/${note.id}/approve`);
    expect(clerk.status).toBe(403);
    await app.settled();
    const list = await app.get('auditor', `credit-notes?invoiceId=${id}`);
    expect(list.body['data']).toMatchObject([{ id: note.id, number: 'AV-LIST' }]);
  });
});
