import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';

let app: BudgetsApp;
let line: string;
let purchase: Purchase;

/** The worked example up to the first delivery, at the dates of docs/domain.md. */
beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
  line = await purchase.line('60000.00');
  await purchase.submit('r1', { [line]: 29_000_000 });
  await app.settled();
  const prices = { [line]: 27_840_000 };
  const estimates = { [line]: 29_000_000 };
  await purchase.approve('o1', { requisitionId: 'r1', prices, estimates });
  await app.settled();
  await purchase.deliver('d1', {
    orderId: 'o1',
    amounts: { [line]: 11_136_000 },
    on: '2026-10-12',
  });
  await app.settled();
}, 30_000);
afterAll(() => app.close());

const read = (query: string, id = line) => app.get('auditor', `budget-lines/${id}?${query}`);
async function figures(query: string): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await read(query);
  expect(status).toBe(200);
  const all = Object.entries(body['figures'] as Record<string, { amount: string }>);
  const moved = all.filter(([, { amount }]) => amount !== '0.00');
  return Object.fromEntries(moved.map(([name, { amount }]) => [name, amount]));
}

test.each([
  ['2026-06-30', {}],
  ['2026-07-01', { allotted: '60000.00', available: '60000.00' }],
  ['2026-09-15', { allotted: '60000.00', preCommitted: '50000.00', available: '10000.00' }],
  [
    '2026-10-11',
    {
      ...{ allotted: '60000.00', committed: '48000.00', unliquidated: '48000.00' },
      available: '12000.00',
    },
  ],
  [
    '2026-10-12',
    {
      ...{ allotted: '60000.00', committed: '28800.00', expended: '19333.33' },
      ...{ unliquidated: '48133.33', deliveryExchangeDifference: '133.33', available: '11866.67' },
    },
  ],
])('figures as of %s', async (asOf, expected) => {
  expect(await figures(`asOf=${asOf}`)).toEqual(expected);
});

test('as known then: what was dated back later does not count, and the answer comes again', async () => {
  const before = await read('asOf=2026-10-31');
  const { knownAt } = before.body;
  expect(before.body).toMatchObject({ asOf: '2026-10-31', knownAt: expect.any(String) });
  const late = { amount: { amount: '1.00', currency: 'USD' }, effectiveAt: '2026-10-31' };
  await purchase.act(line, 'allotments', { ...late, reason: 'Late' });
  expect(await figures('asOf=2026-10-31')).toMatchObject({ allotted: '60001.00' });
  expect(await figures('asOf=2026-10-30')).toMatchObject({ allotted: '60000.00' });
  const again = await read(`asOf=2026-10-31&knownAt=${String(knownAt)}`);
  expect(again.body).toEqual(before.body);
});

test('up to a position or a version of the line', async () => {
  const { body } = await app.get('auditor', `budget-lines/${line}/events`);
  const events = body['data'] as readonly { type: string; position: string; revision: string }[];
  const reserved = events.find(({ type }) => type === 'FundsReserved');
  const expected = { allotted: '60000.00', preCommitted: '50000.00', available: '10000.00' };
  const asOf = 'asOf=2026-11-25';
  expect(await figures(`${asOf}&position=${reserved?.position}`)).toEqual(expected);
  expect(await figures(`${asOf}&version=${reserved?.revision}`)).toEqual(expected);
});

test('by its reference; today is the date that is left out', async () => {
  const { body } = await read('', line);
  const byReference = await read('knownAt=2026-11-25', String(body['reference']));
  expect(byReference.body).toMatchObject({ id: line, asOf: '2026-11-25' });
  expect(byReference.body['figures']).toEqual(body['figures']);
  expect(body).not.toHaveProperty('asOf');
});

test.each([
  ['asOf=2026-10', 422],
  ['asOf=2026-02-30', 422],
  ['knownAt=yesterday', 422],
  ['position=-1', 422],
  ['asof=2026-10-31', 422],
  ['asOf=2026-10-31&version=999', 404],
  ['knownAt=2026-01-01', 404],
])('%s is refused: %i', async (query, status) => {
  expect((await read(query)).status).toBe(status);
});
