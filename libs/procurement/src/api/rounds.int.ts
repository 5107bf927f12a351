import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ProcurementApp } from '../../testing/procurement-app.js';
import { PurchaseFlow, xof } from '../../testing/purchase-flow.js';

/** What an order and its requisition owe to each other, over REST. */
describe('an order and the certification of its requisition', () => {
  let app: ProcurementApp;
  let flow: PurchaseFlow;
  let line = '';
  let other = '';
  let vendor = '';

  beforeAll(async () => {
    app = await ProcurementApp.open();
    flow = new PurchaseFlow(app);
    for (const month of ['2026-09', '2026-10', '2026-11']) await app.budgets.rates(month, '580');
    line = await app.budgets.line('BL-2026-0001');
    other = await app.budgets.line('BL-2026-0002');
    vendor = await flow.vendor('RC-1');
  });
  afterAll(() => app.close());

  const refused = (status: number, code: string) => ({ status, body: { code } });
  const drafted = async (requisition: string, quantity = '100') =>
    (await flow.made(flow.order(requisition, vendor, [[1, quantity, 278_400]]))).id;

  test('a draft lapses when the requisition is returned, and the next round orders anew', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const draft = await drafted(requisition);
    const path = `requisitions/${requisition}`;
    const comments = { comments: 'On the other line' };
    await flow.done(app.act('certifying-officer', `${path}/return`, comments));
    const lapsed = await app.get('auditor', `purchase-orders/${draft}`);
    expect(lapsed.body).toMatchObject({ status: 'lapsed', lapseReason: 'requisition_returned' });
    const need = {
      description: 'Helmet',
      spendClass: 'equipment',
      unit: 'each',
      quantity: '1',
      unitPrice: xof(30_000),
      budgetLineId: other,
    };
    const body = { title: 'Helmets', neededBy: '2026-12-31', lines: [need] };
    await flow.done(app.act('requisitioner', `${path}/change`, body));
    const when = { effectiveAt: '2026-09-16' };
    await flow.done(app.act('requisitioner', `${path}/submit`, when));
    await app.settled();
    const again = await flow.done(app.act('certifying-officer', `${path}/certify`));
    expect(again).toMatchObject({ status: 'certified', certifications: 2 });
    expect(await flow.approve(draft)).toMatchObject(refused(409, 'order_wrong_status'));
    const fresh = await flow.made(flow.order(requisition, vendor, [[1, '1', 29_000]]));
    expect(fresh).toMatchObject({ certification: 2, lines: [{ description: 'Helmet' }] });
    await flow.done(flow.approve(fresh.id));
    await app.settled();
    const [approved] = app.budgets.of('procurement.PurchaseOrderApproved.v1').slice(-1);
    expect(approved?.lines).toMatchObject([{ budgetLineId: other, amount: xof(29_000) }]);
  });

  test('a draft lapses when the requisition is cancelled', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const draft = await drafted(requisition);
    const reason = { reason: 'No need' };
    await flow.done(app.act('requisitioner', `requisitions/${requisition}/cancel`, reason));
    const lapsed = await app.get('auditor', `purchase-orders/${draft}`);
    expect(lapsed.body).toMatchObject({ status: 'lapsed', lapseReason: 'requisition_cancelled' });
  });
});
