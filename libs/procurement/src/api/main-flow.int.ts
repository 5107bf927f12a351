import { describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../testing/opened-purchase.js';
import { xof } from '../../testing/purchase-flow.js';

const { app, flow, ...given } = await openedPurchase();

/** The main flow of procurement over REST, with budgets answering on the bus. */
describe('from requisition to payment', () => {
  const ids = { ...given, requisition: '', order: '', invoice: '', second: '' };

  test('a requisition requests funds, is refused, revised and resubmitted', async () => {
    ids.requisition = await flow.draft({ [ids.line]: 300_000 });
    const path = `requisitions/${ids.requisition}`;
    app.budgets.refuseNext = 'insufficient_funds';
    const submitted = await app.act('requisitioner', `${path}/submit`, {
      effectiveAt: '2026-09-15',
    });
    expect(submitted).toMatchObject({ status: 200, body: { status: 'funds_pending' } });
    await app.settled();
    const refused = await app.get('requisitioner', path);
    const shortfall = { amount: '344.83', currency: 'USD' };
    expect(refused.body).toMatchObject({
      status: 'funds_rejected',
      shortfalls: [{ budgetLineId: ids.line, shortfall }],
    });
    const [line] = refused.body['lines'] as { unitPrice: unknown }[];
    const { description, spendClass, unit, quantity, budgetLineId } = line as never;
    const kept = { description, spendClass, unit, quantity, budgetLineId };
    const lines = [{ ...kept, unitPrice: xof(290_000) }];
    const change = { title: 'Laptops', neededBy: '2026-12-31', lines };
    await flow.done(app.act('requisitioner', `${path}/change`, change));
    await flow.done(app.act('requisitioner', `${path}/submit`, { effectiveAt: '2026-09-15' }));
    await app.settled();
    expect(await flow.status(path)).toBe('funds_reserved');
    const asked = app.budgets.of('procurement.RequisitionSubmitted.v1');
    expect(asked.map((message) => message.lines)).toEqual([
      [{ budgetLineId: ids.line, amount: xof(30_000_000) }],
      [{ budgetLineId: ids.line, amount: xof(29_000_000) }],
    ]);
    expect(new Set(asked.map((message) => message.reservationId)).size).toBe(2);
    const certified = await app.act('certifying-officer', `${path}/certify`);
    expect(certified.body).toMatchObject({ status: 'certified', total: xof(29_000_000) });
  });

  test('an order whose commitment is refused can be approved again', async () => {
    const lines: [number, string, number][] = [[1, '100', 278_400]];
    const draft = await flow.made(flow.order(ids.requisition, ids.vendor, lines));
    expect(draft).toMatchObject({ status: 'draft', reference: 'PO-2026-0001' });
    ids.order = draft.id;
    app.budgets.refuseNext = 'insufficient_funds';
    expect(await flow.done(flow.approve(ids.order))).toMatchObject({
      status: 'commitment_pending',
    });
    await app.settled();
    const refused = await app.get('buyer', `purchase-orders/${ids.order}`);
    expect(refused.body).toMatchObject({
      status: 'draft',
      commitmentRejection: [{ budgetLineId: ids.line, code: 'insufficient_funds' }],
    });
    expect(await flow.status(`requisitions/${ids.requisition}`)).toBe('certified');
    await flow.done(flow.approve(ids.order));
    await app.settled();
    expect(await flow.status(`purchase-orders/${ids.order}`)).toBe('issued');
    expect(await flow.status(`requisitions/${ids.requisition}`)).toBe('ordered');
    const asked = app.budgets.of('procurement.PurchaseOrderApproved.v1');
    expect(asked.map((message) => message.approval)).toEqual([1, 2]);
    expect(asked[1]?.lines).toEqual([
      {
        budgetLineId: ids.line,
        amount: xof(27_840_000),
        estimate: xof(29_000_000),
        lastOfReservation: true,
      },
    ]);
  });

  test('an invoice that arrives before the goods is matched when they are received', async () => {
    const of = { vendorId: ids.vendor, purchaseOrderId: ids.order };
    const early = await flow.made(flow.invoice({ ...of, number: 'F-001' }, [[1, '40', 278_400]]));
    ids.invoice = early.id;
    expect(early).toMatchObject({ status: 'exception', exceptions: [{ kind: 'missing_receipt' }] });
    await flow.received(ids.order, { '1': '40' });
    expect(await flow.status(`purchase-orders/${ids.order}`)).toBe('partially_received');
    await app.settled();
    expect(await flow.status(`invoices/${ids.invoice}`)).toBe('matched');
    const more = await flow.made(flow.invoice({ ...of, number: 'F-002' }, [[1, '60', 278_400]]));
    ids.second = more.id;
    expect(more['exceptions']).toEqual([
      { kind: 'quantity', orderLine: 1, expected: '0', actual: '60' },
    ]);
  });

  test.each([
    ['f-001', 'F\u2011001', ' F–001'],
    ['Ｆ－００１', 'F\u200B-001', 'F - 001'],
  ])('a second invoice whose number looks like it is refused: %s %s %s', async (...numbers) => {
    for (const number of numbers) await refusedTwice(number);
  });

  async function refusedTwice(number: string): Promise<void> {
    const of = { vendorId: ids.vendor, purchaseOrderId: ids.order, number };
    const twice = await flow.invoice(of, [[1, '40', 278_400]]);
    expect(twice).toMatchObject({ status: 409, body: { code: 'invoice_duplicate' } });
    expect(twice.body['detail']).toContain('INV-2026-0001');
  }

  test('the last delivery is final and gets the rounding remainder', async () => {
    await flow.received(ids.order, { '1': '60' });
    expect(await flow.status(`purchase-orders/${ids.order}`)).toBe('fully_received');
    await app.settled();
    const posted = app.budgets.of('procurement.ReceiptPosted.v1');
    expect(posted.map((message) => message.lines)).toEqual([
      [{ budgetLineId: ids.line, amount: xof(11_136_000) }],
      [{ budgetLineId: ids.line, amount: xof(16_704_000) }],
    ]);
    expect(await flow.status(`invoices/${ids.second}`)).toBe('matched');
  });

  test('a payment in two parts; a returned payment is payable again', async () => {
    const first = await flow.released(ids.invoice, 11_000_000);
    const tooMuch = { invoiceId: ids.invoice, amount: xof(136_001) };
    expect(await app.post('invoice-clerk', 'payments', tooMuch)).toMatchObject({
      status: 409,
      body: { code: 'payment_exceeds_invoice' },
    });
    const back = { reason: 'Account closed', effectiveAt: '2026-11-09' };
    await flow.done(app.act('treasurer', `payments/${first}/return`, back));
    expect(await flow.status(`payments/${first}`)).toBe('returned');
    const part = await flow.paymentReleased(ids.invoice, 11_000_000);
    await flow.confirmed(part);
    expect(await flow.status(`invoices/${ids.invoice}`)).toBe('partially_paid');
    await flow.confirmed(await flow.paymentReleased(ids.invoice, 136_000));
    expect(await flow.status(`invoices/${ids.invoice}`)).toBe('paid');
    await app.settled();
    expect(app.budgets.of('procurement.PaymentReleased.v1')).toHaveLength(3);
    expect(app.budgets.of('procurement.PaymentReturned.v1')).toMatchObject([
      { paymentId: first, lines: [{ budgetLineId: ids.line, amount: xof(11_000_000) }] },
    ]);
    const references = app.budgets
      .of('procurement.PaymentReleased.v1')
      .map((message) => message.reference);
    expect(references).toEqual(['PAY-2026-0001', 'PAY-2026-0002', 'PAY-2026-0003']);
  });

  test('the last payment closes the order and its requisition', async () => {
    await flow.confirmed(await flow.released(ids.second, 16_704_000));
    await app.settled();
    expect(await flow.status(`purchase-orders/${ids.order}`)).toBe('closed');
    expect(await flow.status(`requisitions/${ids.requisition}`)).toBe('closed');
    expect(app.budgets.of('procurement.PurchaseOrderClosed.v1')).toMatchObject([
      { orderId: ids.order, budgetLineIds: [ids.line], effectiveAt: '2026-11-25' },
    ]);
  });

  test('all documents of a purchase share one correlation id', async () => {
    const correlation = async (path: string) => {
      const { body } = await app.get('auditor', `${path}/events`);
      const [first] = body['data'] as unknown as { correlationId: string }[];
      return first?.correlationId;
    };
    const paid = await app.get('auditor', `invoices/${ids.invoice}`);
    const [payment] = paid.body['paymentIds'] as string[];
    const all = await Promise.all(
      [
        `requisitions/${ids.requisition}`,
        `purchase-orders/${ids.order}`,
        `invoices/${ids.invoice}`,
        `payments/${payment}`,
      ].map(correlation),
    );
    expect(new Set(all).size).toBe(1);
  });

  test('lists return the same documents as the resources', async () => {
    await app.settled();
    for (const path of ['vendors', 'requisitions', 'purchase-orders', 'receipts', 'invoices']) {
      const { status, body } = await app.get('auditor', `${path}?sort=-updatedAt`);
      expect(status).toBe(200);
      const [item] = body['data'] as unknown as { id: string }[];
      expect((await app.get('auditor', `${path}/${item?.id}`)).body).toEqual(item);
    }
    const paid = await app.get('auditor', `payments?status=confirmed&invoiceId=${ids.invoice}`);
    expect(paid.body['data']).toHaveLength(2);
  });
});
