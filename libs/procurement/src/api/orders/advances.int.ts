import { describe, expect, test } from '@jest/globals';
import { openedPurchase } from '../../../testing/opened-purchase.js';
import { xof } from '../../../testing/purchase-flow.js';

const { app, flow, line, vendor } = await openedPurchase();

/** Advances over REST, from the order's terms to their recovery by its invoices. */
describe('advances', () => {
  let count = 0;
  const price = 278_400;
  const agreed = 8_352_000;

  const refused = (code: string) => ({ status: 409, body: { code } });
  const guarantee = (francs: number, validUntil = '2027-12-31') => ({
    guarantee: { issuer: 'Banque de Bamako', number: 'G-1', amount: xof(francs), validUntil },
  });
  const draft = async (percent: string) => {
    const requisitionId = await flow.certified({ [line]: 290_000 });
    return app.post('buyer', 'purchase-orders', {
      ...{ kind: 'goods', vendorId: vendor, requisitionId, advance: { percent } },
      lines: [{ requisitionLine: 1, quantity: '100', unitPrice: xof(price) }],
      award: { method: 'direct', waiverReason: 'Only one authorised dealer' },
    });
  };
  const issued = async (): Promise<string> => {
    const { id } = await flow.made(draft('30'));
    await flow.done(flow.approve(id));
    await app.settled();
    return id;
  };
  const prepare = (purchaseOrderId: string, francs: number, more: object = guarantee(francs)) =>
    app.post('invoice-clerk', 'payments', {
      ...{ kind: 'advance', purchaseOrderId, amount: xof(francs), ...more },
    });
  const approved = async (order: string, francs: number): Promise<string> => {
    const { id } = await flow.made(prepare(order, francs));
    await flow.done(app.act('certifying-officer', `payments/${id}/certify`));
    await flow.done(app.act('approving-officer', `payments/${id}/approve`));
    return id;
  };
  const release = (id: string, valueDate = '2026-10-05') =>
    app.act('treasurer', `payments/${id}/release`, { valueDate });
  const paid = async (order: string, francs: number): Promise<string> => {
    const id = await approved(order, francs);
    await flow.done(release(id));
    await flow.confirmed(id);
    return id;
  };
  const giveBack = (id: string) =>
    app.act('treasurer', `payments/${id}/return`, {
      ...{ reason: 'Account closed', effectiveAt: '2026-10-20' },
    });
  const bill = async (purchaseOrderId: string, quantity: string): Promise<string> => {
    const of = { vendorId: vendor, purchaseOrderId, number: `F-${++count}` };
    return (await flow.made(flow.invoice(of, [[1, quantity, price]]))).id;
  };
  const approve = (id: string) => app.act('certifying-officer', `invoices/${id}/approve`);
  const order = async (id: string) => (await app.get('auditor', `purchase-orders/${id}`)).body;

  test('is paid, recovered by two invoices in proportion, and the order closes', async () => {
    const id = await issued();
    const advance = await paid(id, agreed);
    await app.settled();
    expect(app.budgets.of('procurement.PaymentReleased.v1').at(-1)).toMatchObject({
      ...{ kind: 'advance', orderId: id, lines: [{ budgetLineId: line, amount: xof(agreed) }] },
    });
    expect(await order(id)).toMatchObject({
      advance: { percent: '30', agreed: xof(agreed), outstanding: xof(agreed) },
    });
    await flow.received(id, { '1': '100' });
    const first = await bill(id, '33');
    await flow.done(approve(first));
    const share = 2_756_160;
    expect((await app.get('auditor', `invoices/${first}`)).body).toMatchObject({
      ...{ status: 'approved_for_payment', recovered: xof(share), paid: xof(0) },
    });
    await app.settled();
    const recovered = { orderId: id, invoiceId: first, paymentId: advance };
    expect(app.budgets.of('procurement.AdvanceRecovered.v1').at(-1)).toMatchObject({
      ...{ ...recovered, lines: [{ budgetLineId: line, amount: xof(share) }] },
    });
    const net = 33 * price - share;
    const more = { invoiceId: first, amount: xof(net + 1) };
    expect(await app.post('invoice-clerk', 'payments', more)).toMatchObject(
      refused('payment_exceeds_invoice'),
    );
    await flow.confirmed(await flow.paymentReleased(first, net));
    const last = await bill(id, '67');
    await flow.done(approve(last));
    expect((await app.get('auditor', `invoices/${last}`)).body).toMatchObject({
      recovered: xof(agreed - share),
    });
    await flow.confirmed(await flow.paymentReleased(last, 67 * price - (agreed - share)));
    await app.settled();
    expect(await order(id)).toMatchObject({
      status: 'closed',
      advance: { recovered: xof(agreed), outstanding: xof(0) },
    });
  });

  test('an invoice that an advance covers in whole is paid without a payment', async () => {
    const id = await issued();
    await paid(id, agreed);
    await flow.received(id, { '1': '30' });
    const reason = { orderLine: 1, reason: 'The rest is not made any more' };
    const closed = { ...reason, effectiveAt: '2026-10-20' };
    await flow.done(app.act('buyer', `purchase-orders/${id}/short-close`, closed));
    await app.settled();
    const whole = await bill(id, '30');
    await flow.done(approve(whole));
    await app.settled();
    expect(await flow.status(`invoices/${whole}`)).toBe('paid');
    expect(await flow.status(`purchase-orders/${id}`)).toBe('closed');
  });

  test('terms and guarantee are within the policies', async () => {
    expect(await draft('30.001')).toMatchObject(refused('advance_above_limit'));
    const id = await issued();
    expect(await prepare(id, agreed, {})).toMatchObject(refused('advance_guarantee_missing'));
    expect(await prepare(id, agreed, guarantee(agreed - 1))).toMatchObject(
      refused('advance_guarantee_too_small'),
    );
    expect(await prepare(id, 1_000_000, {})).toMatchObject({ status: 201 });
    const second = { ...guarantee(2_000_000, '2020-01-01') };
    expect(await prepare(id, 2_000_000, second)).toMatchObject(
      refused('advance_guarantee_expired'),
    );
    expect(await prepare(id, 2_000_000, {})).toMatchObject(refused('advance_guarantee_missing'));
    const both = { kind: 'advance', invoiceId: id, purchaseOrderId: id, amount: xof(1) };
    expect((await app.post('invoice-clerk', 'payments', both)).status).toBe(422);
    const none = { amount: xof(1) };
    expect((await app.post('invoice-clerk', 'payments', none)).status).toBe(422);
    const plain = { invoiceId: id, amount: xof(1), ...guarantee(1) };
    expect((await app.post('invoice-clerk', 'payments', plain)).status).toBe(422);
  });

  test('of two at once that exceed what is agreed together, one is set aside', async () => {
    const id = await issued();
    const answers = await Promise.all([prepare(id, 5_000_000), prepare(id, 5_000_000)]);
    await app.settled();
    const statuses = await Promise.all(
      answers
        .filter(({ status }) => status === 201)
        .map(({ body }) => flow.status(`payments/${body.id}`)),
    );
    expect(statuses.filter((status) => status === 'prepared')).toHaveLength(1);
    expect(await order(id)).toMatchObject({ advance: { outstanding: xof(5_000_000) } });
  });

  test('an invoice that is approved while an advance leaves recovers it, or waits', async () => {
    const id = await issued();
    const advance = await approved(id, agreed);
    await flow.received(id, { '1': '100' });
    const invoiceId = await bill(id, '100');
    const [left, done] = await Promise.all([release(advance), approve(invoiceId)]);
    await app.settled();
    const { status } = await app.get('auditor', `invoices/${invoiceId}`).then(({ body }) => body);
    const isOut = (await flow.status(`payments/${advance}`)) === 'released';
    expect([left.status, done.status]).toContain(200);
    expect(status).toBe(isOut ? 'matched' : 'approved_for_payment');
    if (!isOut) return;
    await flow.confirmed(advance);
    await flow.done(approve(invoiceId));
    expect((await app.get('auditor', `invoices/${invoiceId}`)).body).toMatchObject({
      recovered: xof(agreed),
    });
  });

  test('is returned by the bank, but not once an invoice has recovered a part', async () => {
    const id = await issued();
    const first = await paid(id, agreed);
    const cancel = { reason: 'Other vendor', effectiveAt: '2026-10-20' };
    const early = await app.act('buyer', `purchase-orders/${id}/cancel`, cancel);
    expect(early).toMatchObject(refused('order_has_advance'));
    await flow.done(giveBack(first));
    await app.settled();
    expect(await flow.status(`payments/${first}`)).toBe('returned');
    expect(app.budgets.of('procurement.PaymentReturned.v1').at(-1)).toMatchObject({
      ...{ kind: 'advance', paymentId: first, lines: [{ amount: xof(agreed) }] },
    });
    const second = await paid(id, agreed);
    await flow.received(id, { '1': '40' });
    await flow.done(approve(await bill(id, '40')));
    expect(await giveBack(second)).toMatchObject(refused('advance_recovered'));
    expect(await flow.status(`payments/${second}`)).toBe('confirmed');
  });

  const reclaim = (id: string, role: 'buyer' | 'treasurer' = 'buyer') =>
    app.act(role, `purchase-orders/${id}/reclaim-advance`, {
      ...{ reason: 'The vendor has stopped', effectiveAt: '2026-10-20' },
    });
  /** 40 of 100 came, and their invoice has recovered 40 per cent of the advance. */
  const partly = async () => {
    const id = await issued();
    const advance = await paid(id, agreed);
    await flow.received(id, { '1': '40' });
    const invoiceId = await bill(id, '40');
    await flow.done(approve(invoiceId));
    await app.settled();
    return { id, advance, invoiceId };
  };
  const left = agreed - 3_340_800;
  const owedOn = async (id: string) => {
    const { body } = await app.get('auditor', `receivables?purchaseOrderId=${id}`);
    return body['data'] as readonly { readonly id: string }[];
  };
  const terminate = (id: string) =>
    app.act('buyer', `purchase-orders/${id}/terminate`, {
      ...{ reason: 'The vendor has stopped', effectiveAt: '2026-10-20' },
    });
  const refund = (id: string, francs: number) =>
    app.act('treasurer', `receivables/${id}/refund`, {
      ...{ amount: xof(francs), valueDate: '2026-10-22', bankReference: `REM-${francs}` },
    });

  test('is reclaimed where no more goods come: owed, paid back, and the order is over', async () => {
    const { id, advance, invoiceId } = await partly();
    expect(await terminate(id)).toMatchObject(refused('order_has_advance'));
    expect((await reclaim(id, 'treasurer')).status).toBe(403);
    await flow.done(reclaim(id));
    await app.settled();
    expect(await reclaim(id)).toMatchObject(refused('advance_not_outstanding'));
    const [receivable] = await owedOn(id);
    expect(receivable).toMatchObject({
      ...{ status: 'open', cause: { kind: 'advance', id: advance }, arisenOn: '2026-10-20' },
      ...{ open: xof(left), lines: [{ budgetLineId: line, amount: xof(left) }] },
    });
    expect(await order(id)).toMatchObject({
      advance: { recovered: xof(3_340_800), reclaimed: xof(left), outstanding: xof(0) },
    });
    expect(await giveBack(advance)).toMatchObject(refused('advance_recovered'));
    const net = { invoiceId, amount: xof(40 * price - 3_340_800) };
    expect(await app.post('invoice-clerk', 'payments', net)).toMatchObject(
      refused('vendor_owes_on_order'),
    );
    await flow.done(terminate(id));
    const owed = String(receivable?.id);
    await flow.done(refund(owed, 1_000_000));
    await app.settled();
    await flow.done(refund(owed, left - 1_000_000));
    await app.settled();
    expect(await flow.status(`receivables/${owed}`)).toBe('settled');
    expect(app.budgets.of('procurement.RefundReceived.v1').at(-1)).toMatchObject({
      ...{ orderId: id, advanceId: advance },
      lines: [{ budgetLineId: line, amount: xof(left - 1_000_000) }],
    });
    await flow.confirmed(await flow.paymentReleased(invoiceId, 40 * price - 3_340_800));
    await app.settled();
    expect(await flow.status(`invoices/${invoiceId}`)).toBe('paid');
    expect(await flow.status(`purchase-orders/${id}`)).toBe('terminated');
  });

  test('that was reclaimed is not returned, nor recovered: late goods are invoiced in full', async () => {
    const id = await issued();
    const advance = await paid(id, agreed);
    await flow.done(reclaim(id));
    await app.settled();
    expect(await giveBack(advance)).toMatchObject(refused('advance_reclaimed'));
    await flow.received(id, { '1': '100' });
    const invoiceId = await bill(id, '100');
    await flow.done(approve(invoiceId));
    await app.settled();
    expect((await app.get('auditor', `invoices/${invoiceId}`)).body).toMatchObject({
      ...{ status: 'approved_for_payment', recovered: xof(0) },
    });
    const [receivable] = await owedOn(id);
    const body = { invoiceId, amount: xof(agreed), effectiveAt: '2026-10-22' };
    const path = `receivables/${String(receivable?.id)}/offset`;
    await flow.done(app.act('approving-officer', path, body));
    await app.settled();
    expect(app.budgets.of('procurement.ReceivableOffset.v1').at(-1)).toMatchObject({
      ...{ orderId: id, againstOrderId: id, advanceId: advance },
      lines: [{ budgetLineId: line, amount: xof(agreed) }],
    });
    await flow.confirmed(await flow.paymentReleased(invoiceId, 100 * price - agreed));
    await app.settled();
    expect(await flow.status(`purchase-orders/${id}`)).toBe('closed');
  });

  test('that is reclaimed and returned by the bank at once, ends in one way', async () => {
    const id = await issued();
    const advance = await paid(id, agreed);
    await Promise.all([reclaim(id), giveBack(advance)]);
    await app.settled();
    const isBack = (await flow.status(`payments/${advance}`)) === 'returned';
    expect(await owedOn(id)).toHaveLength(isBack ? 0 : 1);
    expect(await order(id)).toMatchObject({
      advance: { outstanding: xof(0), reclaimed: xof(isBack ? 0 : agreed) },
    });
  });

  test('is cancelled before its release, and the order can be cancelled then', async () => {
    const id = await issued();
    const advance = await approved(id, agreed);
    const reason = { reason: 'Other vendor' };
    await flow.done(app.act('invoice-clerk', `payments/${advance}/cancel`, reason));
    await app.settled();
    const cancel = { ...reason, effectiveAt: '2026-10-20' };
    await flow.done(app.act('buyer', `purchase-orders/${id}/cancel`, cancel));
  });

  test('is shown with its order and guarantee, and found by its kind', async () => {
    const id = await issued();
    const { id: advance } = await flow.made(prepare(id, agreed));
    await app.settled();
    const found = await app.get('auditor', `payments?kind=advance&purchaseOrderId=${id}`);
    expect(found.body['data']).toMatchObject([
      {
        ...{ id: advance, kind: 'advance', invoiceId: null, purchaseOrderId: id },
        guarantee: { number: 'G-1', validUntil: '2027-12-31' },
      },
    ]);
  });
});
