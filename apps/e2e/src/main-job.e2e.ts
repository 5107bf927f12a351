import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportByJob } from './cli.js';
import { Flow } from './flow.js';
import { figuresOf, untilFigures } from './figures.js';
import { ServerUnderTest } from './server.js';

/** The flow of docs/api.md with the figures of docs/domain.md, to the cent after each step. */
describe('the main job over REST', () => {
  let server: ServerUnderTest;
  let flow: Flow;
  const ids = { line: '', vendor: '', r1: '', r2: '', order: '', receipt: '', invoice: '' };

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    flow = new Flow(server.api, 'vector');
  });
  afterAll(() => server?.dispose());

  test('rates of three months, a line of 60,000.00, a screened vendor', async () => {
    const rates = { '2026-09': '580', '2026-10': '576', '2026-11': '580' };
    for (const [month, francs] of Object.entries(rates)) await flow.rates(month, francs);
    const line = await flow.line('A', '60000.00');
    expect(line).toMatchObject({ status: 'open', reference: 'BL-2026-0001' });
    const vendor = await flow.vendor('A');
    expect(vendor.status).toBe('eligible');
    Object.assign(ids, { line: line.id, vendor: vendor.id });
    expect(figuresOf(line)).toMatchObject({ allotted: '60000.00', available: '60000.00' });
  });

  test('R1, 29,000,000 XOF at 580: 50,000.00 reserved, 10,000.00 left', async () => {
    const draft = await flow.requisition('R1', [
      { lineId: ids.line, quantity: '100', francs: '290000' },
    ]);
    expect(draft).toMatchObject({
      status: 'draft',
      total: { amount: '29000000', currency: 'XOF' },
    });
    ids.r1 = draft.id;
    expect((await flow.submit(draft.id, '2026-09-15')).status).toBe('funds_reserved');
    const figures = { preCommitted: '50000.00', available: '10000.00' };
    await untilFigures(server, ids.line, figures);
  });

  test('R2, 6,000,000 XOF: refused, 344.83 short, nothing reserved', async () => {
    const draft = await flow.requisition('R2', [
      { lineId: ids.line, quantity: '100', francs: '60000' },
    ]);
    const refused = await flow.submit(draft.id, '2026-09-15');
    expect(refused).toMatchObject({
      status: 'funds_rejected',
      shortfalls: [{ budgetLineId: ids.line, shortfall: { amount: '344.83', currency: 'USD' } }],
    });
    await untilFigures(server, ids.line, { preCommitted: '50000.00', available: '10000.00' });
  });

  test('certified, ordered at 27,840,000 XOF: 48,000.00 committed, 2,000.00 released', async () => {
    const certified = await flow.act('certifying-officer', `requisitions/${ids.r1}/certify`);
    expect(certified.body.status).toBe('certified');
    const order = await flow.order('A', {
      requisitionId: ids.r1,
      vendorId: ids.vendor,
      quantity: '100',
      francs: '278400',
    });
    expect(order.status).toBe('draft');
    ids.order = order.id;
    expect((await flow.approve(order.id, '2026-09-20')).status).toBe('issued');
    const figures = { preCommitted: '0.00', committed: '48000.00', available: '12000.00' };
    await untilFigures(server, ids.line, figures);
  });

  test('40 delivered at 576: 19,333.33 spent, 133.33 of exchange difference', async () => {
    const of = { orderId: ids.order, deliveredOn: '2026-10-12', quantity: '40' };
    const receipt = await flow.receive('one', of);
    expect(receipt.status).toBe('posted');
    const order = await server.api.get('buyer', `purchase-orders/${ids.order}`);
    expect(order.body.status).toBe('partially_received');
    await untilFigures(server, ids.line, {
      committed: '28800.00',
      expended: '19333.33',
      available: '11866.67',
      deliveryExchangeDifference: '133.33',
    });
  });

  test('the first invoice matches the first receipt', async () => {
    const invoice = await flow.invoice('F-001', {
      vendorId: ids.vendor,
      orderId: ids.order,
      on: '2026-10-20',
      quantity: '40',
      francs: '278400',
    });
    expect(invoice.status).toBe('matched');
    ids.invoice = invoice.id;
  });

  test('60 delivered at 580: 48,133.33 spent, nothing committed', async () => {
    const of = { orderId: ids.order, deliveredOn: '2026-11-10', quantity: '60' };
    await flow.receive('two', of);
    const order = await server.api.get('buyer', `purchase-orders/${ids.order}`);
    expect(order.body.status).toBe('fully_received');
    await untilFigures(server, ids.line, {
      committed: '0.00',
      expended: '48133.33',
      available: '11866.67',
    });
  });

  test('the first invoice paid at 580: 19,200.00 out, 133.33 gained on the exchange', async () => {
    const of = { francs: '11136000', valueDate: '2026-11-05' };
    const payment = await flow.pay(ids.invoice, of);
    expect(payment.status).toBe('confirmed');
    const wait = { status: ['paid'] };
    await server.api.until('invoice-clerk', `invoices/${ids.invoice}`, wait);
    await untilFigures(server, ids.line, {
      allotted: '60000.00',
      preCommitted: '0.00',
      committed: '0.00',
      expended: '48133.33',
      transferHold: '0.00',
      available: '11866.67',
      disbursed: '19200.00',
      advances: '0.00',
      unliquidated: '28800.00',
      deliveryExchangeDifference: '133.33',
      paymentExchangeDifference: '-133.33',
    });
  });

  test('the spend report says the same, by class and month', async () => {
    await server.settled();
    const query = { groupBy: 'spendClass,month', fiscalYear: '2026-27', asOf: '2026-10-31' };
    const spend = await server.api.get<{ data: readonly unknown[]; asOf: string }>(
      'reporting-job',
      'spend',
      query,
    );
    expect(spend.body.asOf).toBe('2026-10-31');
    expect(spend.body.data).toContainEqual(
      expect.objectContaining({
        spendClass: 'equipment',
        month: '2026-10',
        expended: { amount: '19333.33', currency: 'USD' },
      }),
    );
    const all = await server.api.get<{ data: readonly unknown[] }>('reporting-job', 'spend', {
      groupBy: 'spendClass',
      fiscalYear: '2026-27',
    });
    expect(all.body.data).toEqual([
      expect.objectContaining({
        spendClass: 'equipment',
        committed: { amount: '0.00', currency: 'USD' },
        expended: { amount: '48133.33', currency: 'USD' },
        disbursed: { amount: '19200.00', currency: 'USD' },
      }),
    ]);
  });

  test('the history follows the purchase over the services', async () => {
    const path = `requisitions/${ids.r1}/events`;
    const own = await server.api.get<{ data: readonly Record<string, unknown>[] }>('auditor', path);
    const correlationId = String(own.body.data[0]?.['correlationId']);
    expect(own.body.data.map((e) => e['revision'])).toEqual(own.body.data.map((_, n) => String(n)));
    const streams = new Set<string>();
    for await (const event of server.api.list<{ stream: string }>('auditor', 'events', {
      correlationId,
    })) {
      streams.add(event.stream.slice(0, event.stream.indexOf('-')));
    }
    for (const category of [
      'procurement.Requisition',
      'procurement.PurchaseOrder',
      'procurement.Receipt',
      'procurement.Invoice',
      'procurement.Payment',
      'budgets.BudgetLine',
    ]) {
      expect([...streams]).toContain(category);
    }
  });

  test('the reporting job exports the ledger, every line of it', async () => {
    await server.settled();
    const folder = await mkdtemp(join(tmpdir(), 'tamani-export-'));
    const file = join(folder, 'ledger.csv');
    await exportByJob(server.url, 'ledger-lines', file);
    const [, ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
    let count = 0;
    for await (const _ of server.api.list('reporting-job', 'ledger-lines')) count += 1;
    expect(rows).toHaveLength(count);
    expect(count).toBeGreaterThan(10);
    await rm(folder, { recursive: true });
  });

  test('the requisition as it was', async () => {
    const was = await server.api.get('auditor', `requisitions/${ids.r1}`, { version: '0' });
    expect(was.body.status).toBe('draft');
  });
});
