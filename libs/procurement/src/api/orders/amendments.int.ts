import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ProcurementApp } from '../../../testing/procurement-app.js';
import { PurchaseFlow, xof } from '../../../testing/purchase-flow.js';

/** Changes of an issued order over REST: asked of the requisition, then of budgets. */
describe('amendments of an order', () => {
  let app: ProcurementApp;
  let flow: PurchaseFlow;
  let line = '';
  let vendor = '';

  beforeAll(async () => {
    app = await ProcurementApp.open();
    flow = new PurchaseFlow(app);
    for (const month of ['2026-09', '2026-10', '2026-11']) await app.budgets.rates(month, '580');
    line = await app.budgets.line('BL-2026-0001');
    vendor = await flow.vendor('RC-1');
  });
  afterAll(() => app.close());

  const refused = (status: number, code: string) => ({ status, body: { code } });
  const issued = async (quantity: string) => {
    const requisition = await flow.certified({ [line]: 29_000 });
    const order = await flow.issued(requisition, vendor, [[1, quantity, 27_840]]);
    return { order, path: `purchase-orders/${order}` };
  };
  const propose = (path: string, change: object) =>
    app.act('buyer', `${path}/amendments`, {
      lines: [{ orderLine: 1, ...change }],
      reason: 'Ten more posts',
    });
  const approve = (path: string) =>
    app.act('award-approver', `${path}/approve-amendment`, { effectiveAt: '2026-10-05' });
  const document = async (path: string) => {
    await app.settled();
    return (await app.get('auditor', path)).body;
  };

  test('an approved one holds once budgets has granted the difference', async () => {
    const { order, path } = await issued('60');
    const proposed = await flow.done(propose(path, { quantity: '70' }));
    expect(proposed).toMatchObject({
      status: 'issued',
      total: xof(60 * 27_840),
      amendments: [
        {
          number: 1,
          status: 'proposed',
          lines: [{ before: { quantity: '60' }, after: { quantity: '70' } }],
        },
      ],
    });
    expect(await flow.done(approve(path))).toMatchObject({ status: 'adjusting' });
    expect(await document(path)).toMatchObject({
      status: 'issued',
      total: xof(70 * 27_840),
      amendments: [{ status: 'approved', effectiveAt: '2026-10-05' }],
    });
    expect(app.budgets.of('procurement.AdjustmentRequested.v1').slice(-1)).toMatchObject([
      {
        orderId: order,
        purpose: 'amendment',
        effectiveAt: '2026-10-05',
        lines: [{ budgetLineId: line, open: xof(10 * 27_840) }],
      },
    ]);
  });

  test('one above what is certified is refused, and the order stays', async () => {
    const { path } = await issued('60');
    await flow.done(propose(path, { quantity: '101' }));
    expect(await approve(path)).toMatchObject(refused(409, 'quantity_exceeds_requisition'));
    expect(await document(path)).toMatchObject({
      status: 'issued',
      lines: [{ quantity: '60' }],
      amendments: [{ status: 'refused', refusedBecause: 'quantity_exceeds_requisition' }],
    });
  });

  test('one that budgets refuses leaves the order as it was, and can be proposed again', async () => {
    const { path } = await issued('60');
    await flow.done(propose(path, { unitPrice: xof(28_000) }));
    app.budgets.refuseNext = 'insufficient_funds';
    await flow.done(approve(path));
    expect(await document(path)).toMatchObject({
      status: 'issued',
      lines: [{ unitPrice: xof(27_840) }],
      amendments: [{ status: 'refused', rejections: [{ code: 'insufficient_funds' }] }],
    });
    await flow.done(propose(path, { unitPrice: xof(27_900) }));
    const withdrawn = await flow.done(app.act('buyer', `${path}/withdraw-amendment`));
    expect(withdrawn).toMatchObject({ amendments: [{}, { number: 2, status: 'withdrawn' }] });
  });

  test('the rest of a line is given up, and the invoice of what came is matched', async () => {
    const { order, path } = await issued('60');
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'SC-1' };
    const invoice = await flow.made(flow.invoice(of, [[1, '40', 27_840]]));
    const body = { orderLine: 1, reason: 'Out of production', effectiveAt: '2026-10-20' };
    await flow.done(app.act('buyer', `${path}/short-close`, body));
    expect(await document(path)).toMatchObject({
      status: 'fully_received',
      lines: [{ quantity: '40' }],
      amendments: [{ kind: 'short_close', status: 'approved' }],
    });
    expect(app.budgets.of('procurement.AdjustmentRequested.v1').slice(-1)).toMatchObject([
      { lines: [{ open: xof(-20 * 27_840) }] },
    ]);
    await flow.confirmed(await flow.released(invoice.id, 40 * 27_840));
    expect(await document(path)).toMatchObject({ status: 'closed' });
  });

  test('an invoice dearer than the order matches the amended price', async () => {
    const { order, path } = await issued('60');
    await flow.received(order, { '1': '60' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'AM-1' };
    const invoice = await flow.made(flow.invoice(of, [[1, '60', 27_841]]));
    expect(invoice.status).toBe('exception');
    await flow.done(propose(path, { unitPrice: xof(27_841) }));
    await flow.done(app.act('award-approver', `${path}/approve-amendment`));
    await app.settled();
    expect(app.budgets.of('procurement.AdjustmentRequested.v1').slice(-1)).toMatchObject([
      { purpose: 'price', lines: [{ accepted: xof(60) }] },
    ]);
    expect(await flow.status(`invoices/${invoice.id}`)).toBe('matched');
  });
});
