import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { untilFigures } from '../figures.js';
import { Flow } from '../flow.js';
import { ServerUnderTest } from '../server.js';

/** A partly paid invoice whose vendor grants a discount on the rest: nothing stays open. */
describe('a credit note over REST', () => {
  let server: ServerUnderTest;
  let flow: Flow;
  const ids = { line: '', order: '', invoice: '', note: '' };

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    flow = new Flow(server.api, 'credit');
    const rates = { '2026-09': '580', '2026-10': '576', '2026-11': '580' };
    for (const [month, francs] of Object.entries(rates)) await flow.rates(month, francs);
    ids.line = (await flow.line('A', '60000.00')).id;
    const vendor = await flow.vendor('A');
    const lines = [{ lineId: ids.line, quantity: '100', francs: '290000' }];
    const asked = await flow.requisition('R1', lines);
    await flow.submit(asked.id, '2026-09-15');
    await flow.act('certifying-officer', `requisitions/${asked.id}/certify`);
    const of = { requisitionId: asked.id, vendorId: vendor.id };
    const order = await flow.order('A', { ...of, quantity: '100', francs: '278400' });
    ids.order = order.id;
    await flow.approve(order.id, '2026-09-20');
    const delivered = { orderId: order.id, deliveredOn: '2026-10-12', quantity: '100' };
    await flow.receive('all', delivered);
    const claim = { vendorId: vendor.id, orderId: order.id, on: '2026-10-20' };
    const invoice = await flow.invoice('F-001', { ...claim, quantity: '100', francs: '278400' });
    ids.invoice = invoice.id;
    await flow.pay(invoice.id, { francs: '26448000', valueDate: '2026-11-05' });
  });
  afterAll(() => server?.dispose());

  test('48,333.33 spent at 576; 45,600.00 of it paid at 580', async () => {
    await untilFigures(server, ids.line, {
      ...{ committed: '0.00', expended: '48333.33', available: '11666.67' },
      ...{ disbursed: '45600.00', unliquidated: '2416.67' },
    });
  });

  test('the credit of the rest lowers the expenditure, and the invoice is paid', async () => {
    const body = {
      ...{ invoiceId: ids.invoice, number: 'AV-001', creditedOn: '2026-11-10' },
      lines: [{ orderLine: 1, amount: { amount: '1392000', currency: 'XOF' } }],
      reason: 'Discount for late delivery',
    };
    const note = await flow.create('invoice-clerk', 'credit-notes', { name: 'note', body });
    expect(note.status).toBe('registered');
    ids.note = note.id;
    await flow.act('certifying-officer', `credit-notes/${note.id}/approve`);
    const approved = { status: ['approved'] };
    await server.api.until('invoice-clerk', `credit-notes/${note.id}`, approved);
    const paid = { status: ['paid'] };
    await server.api.until('invoice-clerk', `invoices/${ids.invoice}`, paid);
    const closed = { status: ['closed'] };
    await server.api.until('buyer', `purchase-orders/${ids.order}`, closed);
    await untilFigures(server, ids.line, {
      ...{ preCommitted: '0.00', committed: '0.00', expended: '45916.66' },
      ...{ available: '14083.34', disbursed: '45600.00', advances: '0.00', unliquidated: '0.00' },
    });
  });
});
