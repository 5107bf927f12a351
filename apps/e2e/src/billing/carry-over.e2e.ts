import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { figuresOf, untilFigures } from '../figures.js';
import { Flow } from '../flow.js';
import { ServerUnderTest } from '../server.js';

interface Pair {
  readonly old: string;
  readonly next: string;
}

/** Ordered before the end of June, delivered in part; the rest comes after the first of July. */
describe('an order that is carried over to the next year, over REST', () => {
  let server: ServerUnderTest;
  let flow: Flow;
  let vendorId = '';

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    flow = new Flow(server.api, 'carry');
    for (const month of ['2026-06', '2026-07']) await flow.rates(month, '500');
    vendorId = (await flow.vendor('C')).id;
  });
  afterAll(() => server?.dispose());

  /** A line of each year, of one key. */
  async function pair(name: string): Promise<Pair> {
    const of = (fiscalYear: string) => ({ fund: `RSS-TF-${name}`, fiscalYear });
    const old = await flow.line(`old-${name}`, '50000.00', of('2025-26'));
    const next = await flow.line(`next-${name}`, '1000.00', of('2026-27'));
    return { old: old.id, next: next.id };
  }

  /** Of 100 at 50,000 francs; 40 have come. */
  async function begun(name: string, { old }: Pair): Promise<string> {
    const lines = [{ lineId: old, quantity: '100', francs: '50000' }];
    const asked = await flow.requisition(name, lines);
    await flow.submit(asked.id, '2026-06-10');
    await flow.act('certifying-officer', `requisitions/${asked.id}/certify`);
    const of = { requisitionId: asked.id, vendorId, quantity: '100' };
    const { id } = await flow.order(name, { ...of, francs: '50000' });
    await flow.approve(id, '2026-06-12');
    await flow.receive(`${name}-1`, { orderId: id, deliveredOn: '2026-06-20', quantity: '40' });
    const accrued = async () => (await order(id))['deliveries'] as { status: string }[];
    while ((await accrued())[0]?.status !== 'accrued') await pause();
    return id;
  }
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  const order = async (id: string) => (await server.api.get('buyer', `purchase-orders/${id}`)).body;
  const carry = (id: string, { old: from, next: to }: Pair) =>
    flow.act('buyer', `purchase-orders/${id}/carry-over`, {
      ...{ lines: [{ from, to }], reason: 'Delivery in July', effectiveAt: '2026-07-01' },
    });
  const figures = async (id: string) =>
    figuresOf((await server.api.get('budget-officer', `budget-lines/${id}`)).body);

  test('is delivered, invoiced and paid on both lines, closes, and the old line with it', async () => {
    const ids = await pair('A');
    const id = await begun('A', ids);
    const before = (await figures(ids.old))['available'];
    await carry(id, ids);
    const waits = { status: ['partially_received'] };
    await server.api.until('buyer', `purchase-orders/${id}`, waits);
    expect(await order(id)).toMatchObject({
      lines: [
        { orderLine: 1, quantity: '40', budgetLineId: ids.old, carriedFrom: null },
        { orderLine: 2, quantity: '60', budgetLineId: ids.next, carriedFrom: 1 },
      ],
      carryOvers: [{ status: 'carried_over' }],
    });
    await untilFigures(server, ids.old, { committed: '0.00', expended: '4000.00' });
    expect(await figures(ids.old)).toMatchObject({ available: before });
    await untilFigures(server, ids.next, { committed: '6000.00', available: '1000.00' });
    const rest = { orderId: id, deliveredOn: '2026-07-10', quantity: '60', orderLine: 2 };
    await flow.receive('A-2', rest);
    await untilFigures(server, ids.next, { committed: '0.00', expended: '6000.00' });
    const claim = { vendorId, orderId: id, francs: '50000' };
    const june = { ...claim, on: '2026-06-22', quantity: '40' };
    const july = { ...claim, on: '2026-07-12', quantity: '60', orderLine: 2 };
    const first = await flow.invoice('C-1', june);
    const second = await flow.invoice('C-2', july);
    await flow.pay(first.id, { francs: '2000000', valueDate: '2026-07-14' });
    await flow.pay(second.id, { francs: '3000000', valueDate: '2026-07-15' });
    await server.api.until('buyer', `purchase-orders/${id}`, { status: ['closed'] });
    await untilFigures(server, ids.old, { unliquidated: '0.00', disbursed: '4000.00' });
    await untilFigures(server, ids.next, { unliquidated: '0.00', disbursed: '6000.00' });
    const end = { reason: 'Year end' };
    await flow.act('budget-officer', `budget-lines/${ids.old}/soft-close`, end);
    const closed = await flow.act('budget-officer', `budget-lines/${ids.old}/close`, end);
    expect(closed.body.status).toBe('closed');
  });

  test.each([1, 2, 3])('a receipt posted at once is on one line or the other (%s)', async (n) => {
    const ids = await pair(`race-${n}`);
    const id = await begun(`race-${n}`, ids);
    const receipt = { orderId: id, deliveredOn: '2026-06-25', quantity: '10' };
    await Promise.allSettled([carry(id, ids), flow.receive(`race-${n}-2`, receipt)]);
    await server.settled();
    const { status, receiptIds, carryOvers } = await order(id);
    const received = (receiptIds as string[]).length === 2;
    const isCarried = (carryOvers as unknown[]).length === 1;
    expect([status, received || isCarried]).toEqual(['partially_received', true]);
    const [old, next] = [await figures(ids.old), await figures(ids.next)];
    expect(old).toMatchObject({
      ...{ committed: isCarried ? '0.00' : '5000.00', available: '40000.00' },
      expended: received ? '5000.00' : '4000.00',
    });
    const left = received ? '5000.00' : '6000.00';
    expect(next).toMatchObject({ committed: isCarried ? left : '0.00', available: '1000.00' });
  });
});
