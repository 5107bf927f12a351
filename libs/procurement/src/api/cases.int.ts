import { describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../testing/opened-purchase.js';

const { app, flow, line, vendor } = await openedPurchase();

/** Alternative flows of a purchase over REST (docs/domain.md, "From requisition to payment"). */
describe('cases', () => {
  const refused = (status: number, code: string) => ({ status, body: { code } });
  const issued = async (quantity = '100') => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await flow.issued(requisition, vendor, [[1, quantity, 278_400]]);
    return { requisition, order, path: `purchase-orders/${order}` };
  };

  test('cancelling after a partial order releases only the unordered funds', async () => {
    const { requisition, order } = await issued('40');
    expect(await flow.status(`requisitions/${requisition}`)).toBe('partially_ordered');
    const [approved] = app.budgets.of('procurement.PurchaseOrderApproved.v1').slice(-1);
    expect(approved?.lines).toMatchObject([{ lastOfReservation: false }]);
    const reason = { reason: 'Need covered by a gift' };
    const path = `requisitions/${requisition}`;
    await flow.done(app.act('requisitioner', `${path}/cancel`, reason));
    await app.settled();
    expect(app.budgets.of('procurement.RequisitionWithdrawn.v1').slice(-1)).toMatchObject([
      { requisitionId: requisition, reason: 'cancelled' },
    ]);
    const more = await flow.order(requisition, vendor, [[1, '10', 278_400]]);
    expect(more).toMatchObject(refused(409, 'requisition_not_certified'));
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
  });

  test('a returned requisition is a draft again and its funds are released', async () => {
    const requisition = await flow.certified({ [line]: 1000 });
    const path = `requisitions/${requisition}`;
    const comments = { comments: 'Add the signed specification' };
    const back = await flow.done(app.act('certifying-officer', `${path}/return`, comments));
    expect(back).toMatchObject({ status: 'draft', ...comments, certifiedBy: null });
    await app.settled();
    expect(app.budgets.of('procurement.RequisitionWithdrawn.v1').slice(-1)).toMatchObject([
      { requisitionId: requisition, reason: 'returned' },
    ]);
  });

  test('two orders share a requisition and cannot exceed it', async () => {
    const { requisition } = await issued('60');
    const over = await flow.order(requisition, vendor, [[1, '40.001', 278_400]]);
    expect(over).toMatchObject(refused(409, 'quantity_exceeds_requisition'));
    await flow.issued(requisition, vendor, [[1, '40', 278_400]]);
    expect(await flow.status(`requisitions/${requisition}`)).toBe('ordered');
    const [approved] = app.budgets.of('procurement.PurchaseOrderApproved.v1').slice(-1);
    expect(approved?.lines).toMatchObject([
      { estimate: { amount: '11600000' }, lastOfReservation: true },
    ]);
  });

  test('of two concurrent drafts for the whole requisition one is approved', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const draft = () => flow.made(flow.order(requisition, vendor, [[1, '100', 278_400]]));
    const drafts = [await draft(), await draft()];
    const answers = await Promise.all(drafts.map(({ id }) => flow.approve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    const statuses = await Promise.all(
      drafts.map(({ id }) => flow.status(`purchase-orders/${id}`)),
    );
    expect(statuses.sort()).toEqual(['draft', 'issued']);
  });

  test('goods above the order are refused; rejected goods are not billable', async () => {
    const { order, path } = await issued();
    const much = await flow.inspected(order, { '1': '100.001' });
    const post = await app.act('receiver', `receipts/${much}/post`);
    expect(post).toMatchObject(refused(409, 'receipt_exceeds_order'));
    const lines = [{ orderLine: 1, quantity: '50' }];
    const body = { purchaseOrderId: order, deliveredOn: '2026-10-12', lines };
    const { id } = await flow.made(app.post('receiver', 'receipts', body));
    const looked = { lines: [{ orderLine: 1, accepted: '45', rejected: '5', reason: 'Broken' }] };
    await flow.done(app.act('receiver', `receipts/${id}/inspect`, looked));
    await flow.done(app.act('receiver', `receipts/${id}/post`));
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'REJ-1' };
    const invoice = await flow.made(flow.invoice(of, [[1, '50', 278_400]]));
    expect(invoice['exceptions']).toMatchObject([{ kind: 'quantity', expected: '45' }]);
    expect(await flow.status(path)).toBe('partially_received');
    const twice = await app.act('receiver', `receipts/${id}/post`);
    expect(twice).toMatchObject(refused(409, 'receipt_wrong_status'));
  });

  test('a reversed receipt: unpaid invoices go back, paid ones become a receivable', async () => {
    const { order } = await issued();
    const receipt = await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order };
    const paid = await flow.made(flow.invoice({ ...of, number: 'REV-1' }, [[1, '30', 278_400]]));
    const open = await flow.made(flow.invoice({ ...of, number: 'REV-2' }, [[1, '10', 278_400]]));
    await flow.confirmed(await flow.released(paid.id, 30 * 278_400));
    const body = { reason: 'Delivered to another unit', effectiveAt: '2026-11-05' };
    const early = { ...body, effectiveAt: '2026-11-04' };
    const before = await app.act('receiver', `receipts/${receipt}/reverse`, early);
    expect(before).toMatchObject(refused(409, 'reversal_before_payment'));
    const reversed = await app.act('receiver', `receipts/${receipt}/reverse`, body);
    expect(reversed.body.status).toBe('reversed');
    const twice = await app.act('receiver', `receipts/${receipt}/reverse`, body);
    expect(twice).toMatchObject(refused(409, 'receipt_wrong_status'));
    await app.settled();
    expect(app.budgets.of('procurement.ReceiptReversed.v1').slice(-1)).toMatchObject([
      { receiptId: receipt, effectiveAt: '2026-11-05', lines: [{ budgetLineId: line }] },
    ]);
    expect(await flow.status(`invoices/${open.id}`)).toBe('exception');
    const due = await app.get('auditor', `invoices/${paid.id}`);
    expect(due.body).toMatchObject({ status: 'paid', receivable: [{ kind: 'missing_receipt' }] });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
  });

  test('a rejected invoice makes room for the corrected one', async () => {
    const { order } = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order };
    const dear = await flow.made(flow.invoice({ ...of, number: 'COR-1' }, [[1, '40', 278_500]]));
    expect(dear['exceptions']).toMatchObject([{ kind: 'price', actual: '278500' }]);
    const right = await flow.made(flow.invoice({ ...of, number: 'COR-2' }, [[1, '40', 278_400]]));
    expect(right.status).toBe('exception');
    const reason = { reason: 'Wrong price' };
    await flow.done(app.act('certifying-officer', `invoices/${dear.id}/reject`, reason));
    await app.settled();
    expect(await flow.status(`invoices/${right.id}`)).toBe('matched');
  });

  test('terminating after a partial delivery releases the open part only', async () => {
    const { order, path, requisition } = await issued();
    await flow.received(order, { '1': '40' });
    const early = await app.act('buyer', `${path}/cancel`, { reason: 'x' });
    expect(early).toMatchObject(refused(409, 'order_has_receipts'));
    await flow.done(
      app.act('buyer', `${path}/terminate`, { reason: 'Vendor went out of business' }),
    );
    await app.settled();
    expect(app.budgets.of('procurement.PurchaseOrderTerminated.v1').slice(-1)).toMatchObject([
      { orderId: order, outcome: 'terminated', budgetLineIds: [line] },
    ]);
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'TER-1' };
    const invoice = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    expect(invoice.status).toBe('matched');
    await flow.confirmed(await flow.released(invoice.id, 40 * 278_400));
    expect(await flow.status(`invoices/${invoice.id}`)).toBe('paid');
    expect(await flow.status(path)).toBe('terminated');
    expect(await flow.status(`requisitions/${requisition}`)).toBe('closed');
  });

  test('a business date in the future, without a rate or before the order is refused', async () => {
    const path = `requisitions/${await flow.draft({ [line]: 1000 })}`;
    const submit = (effectiveAt: string) =>
      app.act('requisitioner', `${path}/submit`, { effectiveAt });
    expect(await submit('2026-11-26')).toMatchObject(refused(409, 'date_in_future'));
    expect(await submit('2026-08-31')).toMatchObject(refused(409, 'rate_missing'));
    const { order } = await issued();
    const delivery = {
      purchaseOrderId: order,
      deliveredOn: '2026-08-31',
      lines: [{ orderLine: 1, quantity: '1' }],
    };
    const early = await app.post('receiver', 'receipts', delivery);
    expect(early).toMatchObject(refused(409, 'delivery_before_order'));
  });

  test('a softly closed month accepts deliveries, but no reservation', async () => {
    const { order } = await issued();
    await app.budgets.period('2026-10', 'FiscalPeriodSoftClosed');
    const path = `requisitions/${await flow.draft({ [line]: 1000 })}`;
    const submit = await app.act('requisitioner', `${path}/submit`, { effectiveAt: '2026-10-31' });
    expect(submit).toMatchObject(refused(409, 'period_closed'));
    const delivery = {
      purchaseOrderId: order,
      deliveredOn: '2026-10-31',
      lines: [{ orderLine: 1, quantity: '1' }],
    };
    expect((await app.post('receiver', 'receipts', delivery)).status).toBe(201);
  });

  test('a policy holds from its date: an earlier screening has expired', async () => {
    const days = (value: string) => ({
      key: 'vendor_screening_days',
      from: '2026-11-01',
      value,
      reason: 'Circular 12',
    });
    const wrong = await app.post('administrator', 'policies', days('0'));
    expect(wrong).toMatchObject(refused(422, 'policy_value_malformed'));
    expect(wrong.body['detail']).toContain('a whole number of days, from "1" to "9999"');
    await flow.made(app.post('administrator', 'policies', days('30')));
    const limit = {
      key: 'low_value_limit',
      from: '2026-09-01',
      value: { amount: '100000.00', currency: 'USD' },
      reason: 'Emergency',
    };
    await flow.made(app.post('administrator', 'policies', limit));
    const requisition = await flow.certified({ [line]: 290_000 });
    const body = {
      kind: 'goods',
      vendorId: vendor,
      requisitionId: requisition,
      lines: [{ requisitionLine: 1, quantity: '1', unitPrice: { amount: '1', currency: 'XOF' } }],
      award: { method: 'low_value' },
    };
    expect((await app.post('buyer', 'purchase-orders', body)).status).toBe(201);
    const set = await app.get('auditor', 'policies?key=vendor_screening_days');
    expect(set.body['data']).toHaveLength(1);
  });
});
