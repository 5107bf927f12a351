import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ServerUnderTest } from '../server.js';

interface Operation {
  readonly 'x-roles'?: readonly string[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

let server: ServerUnderTest;
let vendorId: string;
let periodId: string;
const tokens = new Map<string, string>();
beforeAll(async () => {
  server = await ServerUnderTest.start();
  const { body } = await server.api.post('buyer', 'vendors', {
    key: 'lists-vendor',
    body: { name: '=Société Générale', country: 'ML', registrationNumber: 'ML-LISTS-1' },
  });
  vendorId = body.id;
  const opened = await server.api.post('budget-officer', 'fiscal-periods', {
    key: 'lists-period',
    body: { month: '2026-09' },
  });
  periodId = opened.body.id;
  await server.settled();
});
afterAll(() => server?.dispose());

/** All lists of the description: the routes that return CSV, with their roles. */
async function lists(): Promise<readonly { readonly path: string; readonly user: string }[]> {
  const answer = await fetch(`${server.url}/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || !('text/csv' in (get.responses['200']?.content ?? {}))) return [];
    return [{ path, user: get['x-roles']?.[0] ?? 'auditor' }];
  });
}

/** An address of the list that has something to show; there is one vendor. */
const addressOf = (path: string): string =>
  path
    .replace('{category}', 'procurement.Vendor')
    .replace('fiscal-periods/{id}', `fiscal-periods/${periodId}`)
    .replace('{id}', vendorId);

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
