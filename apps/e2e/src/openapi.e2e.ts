import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ServerUnderTest } from './server.js';

const COMMITTED = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));
const TOPICS = fileURLToPath(new URL('../../../docs/asyncapi.json', import.meta.url));

let server: ServerUnderTest;
beforeAll(async () => {
  server = await ServerUnderTest.start();
});
afterAll(() => server?.dispose());

const described = async () => {
  const answer = await fetch(`${server.url}/openapi.json`);
  return (await answer.json()) as { openapi: string; paths: Record<string, object> };
};

test('the committed description is the server’s (else: npm run openapi)', async () => {
  const committed: unknown = JSON.parse(readFileSync(COMMITTED, 'utf8'));
  expect(committed).toEqual(await described());
});

test('the committed topics are the server’s (else: npm run openapi)', async () => {
  const committed: unknown = JSON.parse(readFileSync(TOPICS, 'utf8'));
  expect(await (await fetch(`${server.url}/asyncapi.json`)).json()).toEqual(committed);
});

test('it has every call of the main flow, and refuses every one of them without a token', async () => {
  const { openapi, paths } = await described();
  expect(openapi).toMatch(/^3\.1/);
  const calls = [
    'POST /v1/rate-tables',
    'POST /v1/rate-tables/{id}/corrections',
    'POST /v1/budget-lines',
    'POST /v1/budget-lines/{id}/allotments',
    'POST /v1/budget-lines/{id}/open',
    'POST /v1/vendors',
    'POST /v1/vendors/{id}/screenings',
    'POST /v1/requisitions',
    'POST /v1/requisitions/{id}/submit',
    'POST /v1/requisitions/{id}/certify',
    'POST /v1/purchase-orders',
    'POST /v1/purchase-orders/{id}/approve',
    'POST /v1/receipts',
    'POST /v1/receipts/{id}/inspect',
    'POST /v1/receipts/{id}/post',
    'POST /v1/invoices',
    'POST /v1/invoices/{id}/approve',
    'POST /v1/payments',
    'POST /v1/payments/{id}/certify',
    'POST /v1/payments/{id}/approve',
    'POST /v1/payments/{id}/release',
    'POST /v1/payments/{id}/confirm',
    'GET /v1/spend',
    'GET /v1/events',
  ];
  for (const call of calls) {
    const [method = '', path = ''] = call.split(' ');
    expect(paths[path]).toHaveProperty(method.toLowerCase());
    const answer = await fetch(server.url + path.replace('{id}', 'x'), { method });
    expect([call, answer.status]).toEqual([call, 401]);
  }
});
