import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ServerUnderTest } from './server.js';
import {
  clientFile,
  clientProblems,
  generatedClient,
  generateTypes,
} from './system/generated-client.js';

const COMMITTED = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));

let server: ServerUnderTest;
let vendorId: string;
const tokens = new Map<string, string>();
beforeAll(async () => {
  server = await ServerUnderTest.start();
  const { body } = await server.api.post('buyer', 'vendors', {
    key: 'lists-vendor',
    body: { name: '=Société Générale', country: 'ML', registrationNumber: 'ML-LISTS-1' },
  });
  vendorId = body.id;
  await server.settled();
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

describe('a client generated from docs/openapi.json', () => {
  const planted = clientFile('planted.ts');
  beforeAll(() => generateTypes(), 120_000);
  afterAll(() => rm(planted, { force: true }));

  test('the main flow compiles without a cast; a value that is not of the enum does not', async () => {
    const flow = await readFile(clientFile('main-flow.ts'), 'utf8');
    const code = flow.replace(/\/\*\*[^]*?\*\//g, '');
    expect(code).not.toMatch(/\bas (?!const\b)[a-zA-Z{]|\bany\b|@ts-|<unknown>/);
    expect(await clientProblems()).toBe('');
    await writeFile(planted, flow.replace(`kind: 'goods'`, `kind: 'gods'`));
    expect(await clientProblems()).toMatch(/planted\.ts\(\d+,\d+\): error TS2322/);
    await rm(planted);
  }, 240_000);

  test('the main flow runs, from the requisition to the payment', async () => {
    const { MainFlow } = await generatedClient();
    const { payment, submittedFor } = await new MainFlow(server.url).run();
    expect(payment).toMatchObject({ status: 'confirmed', amount: { amount: '11136000' } });
    expect(submittedFor).toEqual(['2026-09-15']);
  }, 240_000);
});

async function tokenOf(user: string): Promise<string> {
  const known = tokens.get(user);
  if (known !== undefined) return known;
  const answer = await fetch(`${server.url}/v1/demo-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  tokens.set(user, accessToken);
  return accessToken;
}

interface Operation {
  readonly 'x-roles'?: readonly string[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly example: unknown } };
  };
}

test('every example of a body is taken: what is refused is a rule, or what is not there', async () => {
  const { paths } = (await described()) as { paths: Record<string, { post?: Operation }> };
  const posts = Object.entries(paths).filter(([, { post }]) => post?.requestBody);
  expect(posts.length).toBeGreaterThan(70);
  for (const [path, { post }] of posts) {
    const [user = 'buyer'] = post?.['x-roles'] ?? [];
    const authorization = `Bearer ${await tokenOf(user)}`;
    const answer = await fetch(server.url + path.replace('{id}', randomUUID()), {
      method: 'POST',
      headers: {
        ...{ authorization, 'content-type': 'application/json', 'if-match': '"0"' },
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(post?.requestBody?.content['application/json'].example),
    });
    const { code } = (await answer.json()) as { code?: string };
    const isTaken = [200, 201, 404, 409].includes(answer.status);
    expect([path, answer.status, code, isTaken]).toEqual([path, answer.status, code, true]);
  }
});

/** Every list that the description names: what is answered in CSV, with who may read it. */
async function lists(): Promise<readonly { readonly path: string; readonly user: string }[]> {
  const { paths } = await described();
  return Object.entries(paths as Record<string, { get?: Operation }>).flatMap(([path, { get }]) => {
    if (!get || !('text/csv' in (get.responses['200']?.content ?? {}))) return [];
    return [{ path, user: get['x-roles']?.[0] ?? 'auditor' }];
  });
}

/** An address of the list that has something to show; there is one vendor. */
const addressOf = (path: string): string =>
  path.replace('{category}', 'procurement.Vendor').replace('{id}', vendorId);

async function get(user: string, url: string, accept: string) {
  const authorization = `Bearer ${await tokenOf(user)}`;
  const answer = await fetch(server.url + url, { headers: { authorization, accept } });
  const type = answer.headers.get('content-type');
  // Not `text()`, which leaves the byte order mark out.
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  return { status: answer.status, type, text };
}

const BYTE_ORDER_MARK = '\uFEFF';
const headerOf = (csv: string): string => csv.slice(1, csv.indexOf('\r\n'));

test('every list: JSON, CSV and NDJSON with stable columns, and 406 otherwise', async () => {
  const all = await lists();
  const names = all.map(({ path }) => path);
  expect(names).toEqual(
    expect.arrayContaining([
      ...['/v1/vendors', '/v1/vendors/{id}/events', '/v1/spend', '/v1/ledger-lines'],
      ...['/v1/events', '/v1/audit/entities/{category}/{id}', '/v1/places'],
    ]),
  );
  for (const { path, user } of all) {
    // Of the histories that of the vendor stands for all: they are one declaration.
    if (path.endsWith('/{id}/events') && path !== '/v1/vendors/{id}/events') continue;
    const url = addressOf(path);
    const json = await get(user, url, 'application/json');
    expect([path, json.status]).toEqual([path, 200]);
    const { data } = JSON.parse(json.text) as { data: readonly object[] };
    const csv = await get(user, url, 'text/csv');
    expect([path, csv.status, csv.type]).toEqual([path, 200, 'text/csv; charset=utf-8']);
    expect(csv.text.startsWith(BYTE_ORDER_MARK)).toBe(true);
    const columns = headerOf(csv.text).split(',');
    expect(columns.length).toBeGreaterThan(2);
    expect(new Set(columns).size).toBe(columns.length);
    const semicolons = await get(user, `${url}?separator=;`, 'text/csv');
    expect(headerOf(semicolons.text).split(';')).toEqual(columns);
    expect(csv.text).not.toMatch(/[,;"][{[]"/);
    const lines = await get(user, url, 'application/x-ndjson');
    const rows = lines.text.split('\n').filter((line) => line !== '');
    expect([path, rows.length >= data.length]).toEqual([path, true]);
    for (const row of rows) expect(JSON.parse(row)).toEqual(expect.any(Object));
    for (const accept of ['image/png', 'application/xml', 'text/csv;q=0']) {
      expect([path, accept, (await get(user, url, accept)).status]).toEqual([path, accept, 406]);
    }
  }
});

test('an empty page has the columns of a full one; a formula is a text', async () => {
  const full = await get('auditor', '/v1/vendors', 'text/csv');
  const empty = await get('auditor', '/v1/vendors?status=suspended', 'text/csv');
  expect(empty.text).toBe(`${BYTE_ORDER_MARK}${headerOf(full.text)}\r\n`);
  expect(full.text).toContain("'=Société Générale");
  const found = await get('auditor', '/v1/vendors?q=societe%20gen', 'application/json');
  expect(JSON.parse(found.text)).toMatchObject({ data: [{ id: vendorId }] });
});
