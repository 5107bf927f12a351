import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DeskApp } from '../../testing/desk-app.js';

const amount = { amount: '1250', currency: 'XOF' };
const TEXTS = ['Zakaria', 'École de Gao', 'Société Générale', 'eau', 'ÉCOLE nº 2', 'F‑001'];

let desk: DeskApp;
beforeAll(async () => {
  desk = await DeskApp.open();
  for (const text of TEXTS) {
    const sent = { user: 'buyer', key: encodeURIComponent(text), body: { text, amount } } as const;
    expect((await desk.send('POST', '/v1/notes', sent)).status).toBe(201);
  }
  await desk.runtime.settled();
});
afterAll(() => desk.close());

async function texts(query: string): Promise<readonly string[]> {
  const { status, body } = await desk.send('GET', `/v1/notes?${query}`, { user: 'buyer' });
  expect([query, status]).toEqual([query, 200]);
  return (body['data'] as readonly { text: string }[]).map(({ text }) => text);
}
const found = (q: string) => texts(`sort=text&q=${encodeURIComponent(q)}`);

test('q finds each word by a part of it, blind to case, accents and kinds of dashes', async () => {
  expect(await found('Societe Generale')).toEqual(['Société Générale']);
  expect(await found('GÉNÉR soc')).toEqual(['Société Générale']);
  expect(await found('ecole')).toEqual(['École de Gao', 'ÉCOLE nº 2']);
  expect(await found('f-001')).toEqual(['F‑001']);
  expect(await found('ecole zakaria')).toEqual([]);
  expect(await found('.*')).toEqual([]);
  expect(await found('0003')).toEqual(['Société Générale']);
  expect(await found('  ')).toHaveLength(TEXTS.length);
});

test('names in the order of their readers, both ways, page by page', async () => {
  const sorted = ['eau', 'École de Gao', 'ÉCOLE nº 2', 'F‑001', 'Société Générale', 'Zakaria'];
  expect(await texts('sort=text')).toEqual(sorted);
  expect(await texts('sort=-text')).toEqual([...sorted].reverse());
  const first = await desk.send('GET', '/v1/notes?sort=text&limit=2', { user: 'buyer' });
  const cursor = String(first.body['nextCursor']);
  expect(await texts(`sort=text&limit=2&cursor=${cursor}`)).toEqual(sorted.slice(2, 4));
});

test.each([
  ['createdFrom=2026-10-02&createdTo=2026-10-01', '/createdTo'],
  ['updatedFrom=2026-10-01T10:00:00Z&updatedTo=2026-10-01T09:59:59Z', '/updatedTo'],
])('a range the wrong way round is refused: %s', async (query, pointer) => {
  const refused = await desk.send('GET', `/v1/notes?${query}`, { user: 'buyer' });
  expect(refused).toMatchObject({
    status: 422,
    body: { errors: [{ pointer, code: 'range_reversed' }] },
  });
});

test('a range may be one day', async () => {
  expect(await texts('createdFrom=1999-10-02&createdTo=1999-10-02')).toEqual([]);
});

test('ranges of moments, an enum’s values, and nothing else', async () => {
  expect(await texts('createdFrom=2026-01-01&updatedTo=2999-01-01')).toHaveLength(TEXTS.length);
  expect(await texts('updatedFrom=2999-01-01')).toEqual([]);
  const refused = await desk.send('GET', '/v1/notes?status=opened&createdTo=soon', {
    user: 'buyer',
  });
  expect(refused).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/status', code: 'invalid_value', detail: expect.stringContaining('closed') },
        { pointer: '/createdTo', code: 'moment_malformed' },
      ],
    },
  });
});
