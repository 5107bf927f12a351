import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProcurementApp } from '../../testing/procurement-app.js';

const NAMES = ['Zakaria', 'Société Générale', 'École de Gao', 'eau vive', 'Électro\u2011Sahel'];

let app: ProcurementApp;
beforeAll(async () => {
  app = await ProcurementApp.open();
  for (const name of NAMES) {
    const body = { name, country: 'ML', registrationNumber: `RC ${name}` };
    expect((await app.post('buyer', 'vendors', body)).status).toBe(201);
  }
  await app.settled();
});
afterAll(() => app.close());

async function names(query: string): Promise<readonly string[]> {
  const { status, body } = await app.get('buyer', `vendors?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return (body['data'] as readonly { name: string }[]).map(({ name }) => name);
}

test.each(['societe generale', 'SOCIÉTÉ  GÉNÉRALE', 'Socie\u0301te\u0301 Générale\u200B'])(
  'a vendor is found by its name, however it is typed: %s',
  async (name) => {
    expect(await names(`name=${encodeURIComponent(name)}`)).toEqual(['Société Générale']);
    expect(await names(`q=${encodeURIComponent(name)}`)).toEqual(['Société Générale']);
  },
);

test('vendors are sorted as people read, both ways', async () => {
  const wanted = ['eau vive', 'École de Gao', 'Électro\u2011Sahel', 'Société Générale', 'Zakaria'];
  expect(await names('sort=name')).toEqual(wanted);
  expect(await names('sort=-name')).toEqual([...wanted].reverse());
  expect(await names('sort=name&limit=2')).toEqual(wanted.slice(0, 2));
});

test.each([
  ['name', 'a\u0000b', 'text_control'],
  ['name', 'line\nbreak', 'text_control'],
  ['registrationNumber', '\u200B', 'text_blank'],
])('a %s that nobody can read is refused', async (field, typed, code) => {
  const body = { name: 'Sahel', country: 'ML', registrationNumber: 'RC 9', [field]: typed };
  const refused = await app.post('buyer', 'vendors', body);
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: `/${field}`, code }] },
  });
});

test('amounts are a range in their own order, not in that of texts', async () => {
  const asked = (from: string, to: string) =>
    app.get('buyer', `requisitions?amountFrom=${from}&amountTo=${to}&currency=USD`);
  for (const [from = '', to = ''] of [
    ['999.99', '1250'],
    ['7', '7.00'],
  ])
    expect((await asked(from, to)).status).toBe(200);
  expect(await asked('1250', '999.99')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/amountTo', code: 'range_reversed' }] },
  });
});
