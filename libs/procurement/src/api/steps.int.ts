import { describe, expect, test } from '@jest/globals';
import { derivedId, type Command, type DomainEvent, type Person } from '@tamani/kernel';
import type { Aggregate } from '@tamani/runtime';
import { openedPurchase } from '../../testing/opened-purchase.js';
import { xof } from '../../testing/purchase-flow.js';
import { orderAggregate } from '../facts/order.facts.js';
import { paymentAggregate } from '../facts/billing/payment.facts.js';
import { receiptAggregate } from '../facts/receipt.facts.js';

const { app, flow, line, vendor } = await openedPurchase();

/** Rules over two streams: an interrupted step is completed, a retry has no second effect. */
describe('two steps', () => {
  const today = '2026-11-25';

  let commands = 0;
  /** Only step one, as if the process had crashed before step two. */
  async function only<S, C extends Command, E extends DomainEvent, F>(
    of: Aggregate<S, C, E, F>,
    id: string,
    command: NoInfer<C>,
  ): Promise<void> {
    const commandId = derivedId('test-step', String(++commands));
    const actor = { id: 'somebody', roles: [] };
    const cause = { correlationId: commandId, causationId: commandId };
    const context = { commandId, requestHash: '', actor, ...cause };
    const result = await app.runtime.commands.execute(of, id, command, context);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
  }
  const drafted = async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = flow.order(requisition, vendor, [[1, '100', 278_400]]);
    return { requisition, order: (await flow.made(order)).id };
  };
  const issued = async () => {
    const { requisition, order } = await drafted();
    await flow.done(flow.approve(order));
    await app.settled();
    return { requisition, order };
  };

  test('an approval interrupted before the requisition’s step is completed', async () => {
    const { order } = await drafted();
    const by = { id: 'award-approver' };
    const approve = { type: 'ApproveOrder', effectiveAt: '2026-09-20', by, today } as const;
    await only(orderAggregate, order, approve);
    await app.settled();
    const approved = await app.get('auditor', `purchase-orders/${order}`);
    expect(approved.body).toMatchObject({ status: 'issued', approvedBy: by });
  });

  test('a posting and a reversal interrupted before the order’s step are completed', async () => {
    const { order } = await issued();
    const id = await flow.inspected(order, { '1': '40' });
    const by = { id: 'receiver' };
    await only(receiptAggregate, id, { type: 'PostReceipt', by, today });
    await app.settled();
    expect(await flow.status(`receipts/${id}`)).toBe('posted');
    const reversal = { reason: 'x', effectiveAt: '2026-10-20', by, today };
    await only(receiptAggregate, id, { type: 'ReverseReceipt', ...reversal });
    await app.settled();
    expect(await flow.status(`receipts/${id}`)).toBe('reversed');
    expect(app.budgets.of('procurement.ReceiptPosted.v1').slice(-1)).toMatchObject([
      { receiptId: id, lines: [{ amount: xof(11_136_000) }] },
    ]);
  });

  test('a receipt that waits for its order cannot be inspected again', async () => {
    const { order } = await issued();
    const id = await flow.inspected(order, { '1': '40' });
    const lines = [{ orderLine: 1, accepted: '5', rejected: '35', reason: 'Broken' }];
    const path = `receipts/${id}/inspect`;
    const { etag } = await app.get('receiver', `receipts/${id}`);
    const posting = app.act('receiver', `receipts/${id}/post`);
    const inspected = app.send('POST', 'receiver', { path, etag, body: { lines } });
    const [, { status }] = await Promise.all([posting, inspected]);
    await app.settled();
    const { body } = await app.get('auditor', `receipts/${id}`);
    const accepted = (body['lines'] as { accepted: string }[])[0]?.accepted;
    const counted = await app.get('auditor', `purchase-orders/${order}`);
    const received = (counted.body['lines'] as { receivedQuantity: string }[])[0]?.receivedQuantity;
    // Whoever comes second acts on what the first has done, or is refused.
    expect(received).toBe(body.status === 'posted' ? accepted : '0');
    expect(accepted).toBe(status === 200 ? '5' : '40');
  });

  test('of two concurrent full payments one is refused, and keeps its number', async () => {
    const { order } = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'TWO-1' };
    const { id } = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    const body = { invoiceId: id, amount: xof(11_136_000) };
    const pay = () => app.post('invoice-clerk', 'payments', body);
    const answers = await Promise.all([pay(), pay(), pay()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const { status, body: problem } of answers) {
      if (status === 409) expect(problem).toMatchObject({ code: 'payment_exceeds_invoice' });
    }
    await app.settled();
    const { body: list } = await app.get('auditor', `payments?invoiceId=${id}`);
    const statuses = (list['data'] as { status: string }[]).map(({ status }) => status);
    expect(statuses.filter((status) => status === 'prepared')).toHaveLength(1);
    expect(statuses.filter((status) => !['prepared', 'refused'].includes(status))).toEqual([]);
  });

  test('a payment interrupted before the invoice’s step is prepared', async () => {
    const { order } = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'PAY-1' };
    const { id } = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    const paymentId = derivedId('test-payment', id);
    await only(paymentAggregate, paymentId, {
      type: 'PreparePayment',
      reference: 'PAY-2026-9999',
      invoiceId: id,
      amount: xof(11_136_000),
      by: { id: 'invoice-clerk' },
      today,
    });
    await app.settled();
    const prepared = await app.get('auditor', `payments/${paymentId}`);
    expect(prepared.body).toMatchObject({ status: 'prepared', reference: 'PAY-2026-9999' });
  });

  test('a retry of each command gets the first answer, even after later changes', async () => {
    const { order } = await drafted();
    const path = `purchase-orders/${order}/approve`;
    const { etag } = await app.get('buyer', `purchase-orders/${order}`);
    const approve = { path, etag, key: 'approve-once', body: { effectiveAt: '2026-09-20' } };
    const first = await app.send('POST', 'award-approver', approve);
    await app.settled();
    const again = await app.send('POST', 'award-approver', approve);
    expect(again).toEqual({ ...first, replayed: true });
    expect(first.body.status).toBe('commitment_pending');

    const receipt = await flow.inspected(order, { '1': '100' });
    const at = (await app.get('receiver', `receipts/${receipt}`)).etag;
    const post = { path: `receipts/${receipt}/post`, etag: at, key: 'post-once', body: {} };
    const posted = await app.send('POST', 'receiver', post);
    await app.settled();
    expect(await app.send('POST', 'receiver', post)).toEqual({ ...posted, replayed: true });

    const of = { vendorId: vendor, purchaseOrderId: order, number: 'REP-1' };
    const invoice = await flow.made(flow.invoice(of, [[1, '100', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${invoice.id}/approve`));
    const body = { invoiceId: invoice.id, amount: xof(27_840_000) };
    const prepare = { path: 'payments', key: 'prepare-once', body };
    const prepared = await app.send('POST', 'invoice-clerk', prepare);
    expect(prepared.status).toBe(201);
    const reason = { reason: 'Wrong account' };
    await flow.done(app.act('invoice-clerk', `payments/${prepared.body.id}/cancel`, reason));
    await app.settled();
    expect(await app.send('POST', 'invoice-clerk', prepare)).toEqual({
      ...prepared,
      replayed: true,
    });
    const other = { ...prepare, body: { ...body, amount: xof(1) } };
    expect(await app.send('POST', 'invoice-clerk', other)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test('a stale revision is refused and writes nothing', async () => {
    const { requisition, order } = await drafted();
    const { etag } = await app.get('buyer', `purchase-orders/${order}`);
    const lines = [{ requisitionLine: 1, quantity: '50', unitPrice: xof(278_400) }];
    const award = { method: 'direct', waiverReason: 'Only one dealer' };
    await flow.done(app.act('buyer', `purchase-orders/${order}/change`, { lines, award }));
    const path = `purchase-orders/${order}/approve`;
    const stale = { path, etag, body: { effectiveAt: '2026-09-20' } };
    expect(await app.send('POST', 'award-approver', stale)).toMatchObject({ status: 412 });
    await app.settled();
    expect(await flow.status(`requisitions/${requisition}`)).toBe('certified');
    const free = { path, body: { effectiveAt: '2026-09-20' } };
    expect(await app.send('POST', 'award-approver', free)).toMatchObject({ status: 428 });
    expect(await flow.done(flow.approve(order))).toMatchObject({ status: 'commitment_pending' });
  });

  test('duties exclude each other over the whole chain, delegations included', async () => {
    const { order } = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'SOD-1' };
    const { id } = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    const body = { invoiceId: id, amount: xof(11_136_000) };
    const payment = await flow.made(app.post('invoice-clerk', 'payments', body));
    await flow.done(app.act('certifying-officer', `payments/${payment.id}/certify`));
    const approve = (by: Person) =>
      only(paymentAggregate, payment.id, { type: 'ApprovePayment', by });
    const refusals: readonly [Person, string][] = [
      [{ id: 'certifying-officer' }, 'segregation_certifier_approves_payment'],
      [{ id: 'receiver' }, 'segregation_receiver_approves_payment'],
      [{ id: 'deputy', onBehalfOf: 'receiver' }, 'segregation_receiver_approves_payment'],
      [{ id: 'invoice-clerk', onBehalfOf: 'chief' }, 'segregation_clerk_approves_payment'],
    ];
    for (const [by, code] of refusals) await expect(approve(by)).rejects.toThrow(code);
    await approve({ id: 'deputy', onBehalfOf: 'chief' });
    expect(await flow.status(`payments/${payment.id}`)).toBe('approved');
  });

  test('a refused payment draws no number', async () => {
    const { order } = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'NUM-1' };
    const { id } = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    const pay = (francs: number) =>
      app.post('invoice-clerk', 'payments', { invoiceId: id, amount: xof(francs) });
    const before = (await flow.made(pay(1)))['reference'] as string;
    expect(await pay(99_999_999)).toMatchObject({ body: { code: 'payment_exceeds_invoice' } });
    const missing = { invoiceId: derivedId('nothing'), amount: xof(1) };
    expect(await app.post('invoice-clerk', 'payments', missing)).toMatchObject({
      status: 409,
      body: { code: 'invoice_unknown' },
    });
    const after = (await flow.made(pay(1)))['reference'] as string;
    expect(Number(after.slice(-4)) - Number(before.slice(-4))).toBe(1);
  });

  test('an order that is cancelled as a receipt draws its number leaves no hole', async () => {
    const { order: purchaseOrderId } = await issued();
    const body = { purchaseOrderId, lines: [{ orderLine: 1, quantity: '1' }] };
    const { store } = app.runtime.ports;
    const append = store.append.bind(store);
    const reason = { reason: 'The vendor has withdrawn' };
    let number = '';
    store.append = async (stream, events, expected) => {
      if (stream.startsWith('procurement.Reference-REC')) {
        store.append = append;
        await flow.done(app.act('buyer', `purchase-orders/${purchaseOrderId}/cancel`, reason));
        number = String((JSON.parse(events[0]?.data ?? '{}') as { number: number }).number);
      }
      return append(stream, events, expected);
    };
    const receipt = await flow.made(app.post('receiver', 'receipts', body));
    expect(receipt['reference']).toBe(`REC-2026-${number.padStart(4, '0')}`);
    expect(await flow.status(`purchase-orders/${purchaseOrderId}`)).toBe('cancelled');
  });
});
