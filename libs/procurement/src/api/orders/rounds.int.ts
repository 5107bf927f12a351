import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ProcurementApp } from '../../../testing/procurement-app.js';
import { PurchaseFlow, xof } from '../../../testing/purchase-flow.js';

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

  test('what a cancelled order had taken is ordered from another vendor', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await flow.issued(requisition, vendor, [[1, '100', 278_400]]);
    const path = `purchase-orders/${order}`;
    const early = { reason: 'Bankrupt', effectiveAt: '2026-09-19' };
    const before = await app.act('buyer', `${path}/cancel`, early);
    expect(before).toMatchObject(refused(409, 'date_before_previous_step'));
    const reason = { reason: 'Bankrupt', effectiveAt: '2026-09-25' };
    await flow.done(app.act('buyer', `${path}/cancel`, reason));
    await app.settled();
    expect(app.budgets.of('procurement.PurchaseOrderTerminated.v1').slice(-1)).toMatchObject([
      { orderId: order, outcome: 'cancelled', approval: 1, effectiveAt: '2026-09-25' },
    ]);
    expect(await flow.status(`requisitions/${requisition}`)).toBe('certified');
    const next = await flow.issued(requisition, await flow.vendor('RC-2'), [[1, '100', 278_400]]);
    expect(await flow.status(`purchase-orders/${next}`)).toBe('issued');
    expect(await flow.status(`requisitions/${requisition}`)).toBe('ordered');
  });

  test('a requisition ends in a moment, when the share of its cancelled order is back', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await flow.issued(requisition, vendor, [[1, '100', 278_400]]);
    const reason = { reason: 'Bankrupt', effectiveAt: '2026-09-25' };
    app.budgets.isSilent = true;
    await flow.done(app.act('buyer', `purchase-orders/${order}/cancel`, reason));
    for (const end of ['cancel', 'close']) {
      const early = await app.act('requisitioner', `requisitions/${requisition}/${end}`, reason);
      expect(early).toMatchObject({
        ...refused(409, 'order_share_returning'),
        retryAfter: '1',
      });
    }
    app.budgets.isSilent = false;
  });

  test('an order that budgets does not answer is cancelled, and its requisition as well', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await drafted(requisition, '40');
    app.budgets.isSilent = true;
    await flow.done(flow.approve(order));
    await app.settled();
    expect(await flow.status(`purchase-orders/${order}`)).toBe('commitment_pending');
    const path = `requisitions/${requisition}/cancel`;
    const reason = { reason: 'No answer', effectiveAt: '2026-09-25' };
    const early = await app.act('requisitioner', path, reason);
    expect(early).toMatchObject(refused(409, 'order_awaiting_commitment'));
    await flow.done(app.act('buyer', `purchase-orders/${order}/cancel`, reason));
    app.budgets.isSilent = false;
    expect(await flow.status(`requisitions/${requisition}`)).toBe('certified');
    expect(await flow.done(app.act('requisitioner', path, reason))).toMatchObject({
      status: 'cancelled',
    });
    await app.settled();
    expect(app.budgets.of('procurement.PurchaseOrderWithdrawn.v1')).toMatchObject([
      { orderId: order, approval: 1, effectiveAt: '2026-09-25', budgetLineIds: [line] },
    ]);
  });

  test('a requisition that budgets does not answer is cancelled', async () => {
    const requisition = await flow.draft({ [line]: 290_000 });
    app.budgets.isSilent = true;
    const on = { effectiveAt: '2026-09-15' };
    await flow.done(app.act('requisitioner', `requisitions/${requisition}/submit`, on));
    await app.settled();
    expect(await flow.status(`requisitions/${requisition}`)).toBe('funds_pending');
    const reason = { reason: 'No answer' };
    await flow.done(app.act('requisitioner', `requisitions/${requisition}/cancel`, reason));
    await app.settled();
    app.budgets.isSilent = false;
    expect(app.budgets.of('procurement.RequisitionWithdrawn.v1').at(-1)).toMatchObject({
      ...{ requisitionId: requisition, reason: 'cancelled' },
    });
  });

  test('closing the requisition releases what was not ordered; its order goes on', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await flow.issued(requisition, vendor, [[1, '40', 278_400]]);
    const draft = await drafted(requisition, '60');
    const path = `requisitions/${requisition}/close`;
    const closed = await flow.done(app.act('certifying-officer', path, { reason: 'Enough' }));
    expect(closed).toMatchObject({ status: 'closed', closeReason: 'Enough' });
    await app.settled();
    expect(app.budgets.of('procurement.RequisitionWithdrawn.v1').slice(-1)).toMatchObject([
      { requisitionId: requisition, reason: 'closed', effectiveAt: '2026-11-25' },
    ]);
    const lapsed = await app.get('auditor', `purchase-orders/${draft}`);
    expect(lapsed.body).toMatchObject({ lapseReason: 'requisition_closed' });
    expect(await flow.status(`purchase-orders/${order}`)).toBe('issued');
  });

  test('low-value orders count together: by requisition, and by vendor and need', async () => {
    const own = await app.budgets.line('BL-2026-0003');
    const [one, other] = [await flow.vendor('RC-3'), await flow.vendor('RC-4')];
    const requisitions = [
      await flow.certified({ [own]: 290_000 }),
      await flow.certified({ [own]: 290_000 }),
    ] as const;
    const buy = async (requisition: string, from: string, quantity: string) => {
      const { id } = await flow.made(flow.lowValue(requisition, from, quantity));
      const answer = await flow.approve(id);
      await app.settled();
      return { id, answer };
    };
    const first = await buy(requisitions[0], one, '20');
    expect(first.answer.status).toBe(200);
    const splits = refused(409, 'award_splits_purchase');
    // Of the same requisition from whomever, of another from the same vendor.
    const { answer } = await buy(requisitions[0], other, '1');
    expect(answer).toMatchObject(splits);
    expect(answer.body['detail']).toContain('10080.00');
    expect((await buy(requisitions[1], one, '1')).answer).toMatchObject(splits);
    expect((await buy(requisitions[1], other, '1')).answer.status).toBe(200);
    const reason = { reason: 'No longer needed' };
    await flow.done(app.act('buyer', `purchase-orders/${first.id}/cancel`, reason));
    await app.settled();
    expect((await buy(requisitions[0], one, '20')).answer.status).toBe(200);
  });

  test('of two orders that split a purchase together, one is approved', async () => {
    const own = await app.budgets.line('BL-2026-0004');
    const from = await flow.vendor('RC-5');
    const draft = async () => {
      const requisition = await flow.certified({ [own]: 290_000 });
      return (await flow.made(flow.lowValue(requisition, from, '12'))).id;
    };
    const drafts = [await draft(), await draft()];
    const answers = await Promise.all(drafts.map((id) => flow.approve(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    const statuses = drafts.map((id) => flow.status(`purchase-orders/${id}`));
    expect((await Promise.all(statuses)).sort()).toEqual(['draft', 'issued']);
  });

  test('an amount that is none in the currency of its budget line is refused before it is asked for', async () => {
    await app.budgets.rates('2026-08', '0.58');
    const path = `requisitions/${await flow.draft({ [line]: 100_000_000_000 })}`;
    const submit = (effectiveAt: string) =>
      app.act('requisitioner', `${path}/submit`, { effectiveAt });
    expect(await submit('2026-08-10')).toMatchObject(refused(422, 'document_total_too_large'));
    const asked = app.budgets.of('procurement.RequisitionSubmitted.v1').length;
    await app.settled();
    expect(app.budgets.of('procurement.RequisitionSubmitted.v1')).toHaveLength(asked);
    expect((await submit('2026-09-10')).status).toBe(200);
  });

  test('funds are asked for within the financial year of their budget line', async () => {
    await app.budgets.rates('2026-06', '580');
    const path = `requisitions/${await flow.draft({ [line]: 1000 })}`;
    const submit = { effectiveAt: '2026-06-30' };
    const outside = await app.act('requisitioner', `${path}/submit`, submit);
    expect(outside).toMatchObject(refused(409, 'outside_financial_year'));
  });

  test('an order is not dated before the reservation of its requisition', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    const order = await drafted(requisition);
    const approval = { effectiveAt: '2026-09-14' };
    const early = await app.act('award-approver', `purchase-orders/${order}/approve`, approval);
    expect(early).toMatchObject(refused(409, 'date_before_previous_step'));
  });
});
