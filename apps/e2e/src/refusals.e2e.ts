import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Flow } from './flow.js';
import { ServerUnderTest } from './server.js';

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Sent {
  readonly user?: string;
  readonly token?: string;
  readonly key?: string;
  readonly ifMatch?: string;
  readonly language?: string;
  readonly body?: unknown;
  readonly raw?: string;
}

/** Every status of docs/api.md on more than one route, as a client sees it, without any client. */
describe('refusals over REST', () => {
  let server: ServerUnderTest;
  let flow: Flow;
  const tokens = new Map<string, string>();
  let line = { id: '' };
  let vendor = { id: '' };

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    flow = new Flow(server.api, 'refusals');
    await flow.rates('2026-09', '500');
    line = await flow.line('R', '1000.00');
    vendor = await flow.vendor('R');
  });
  afterAll(() => server?.dispose());

  async function token(user: string): Promise<string> {
    const known = tokens.get(user);
    if (known !== undefined) return known;
    const response = await fetch(`${server.url}/v1/demo-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user }),
    });
    const { accessToken } = (await response.json()) as { accessToken: string };
    tokens.set(user, accessToken);
    return accessToken;
  }

  async function send(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const headers: Record<string, string> = {};
    if (sent.user !== undefined) headers['authorization'] = `Bearer ${await token(sent.user)}`;
    if (sent.token !== undefined) headers['authorization'] = `Bearer ${sent.token}`;
    if (sent.key !== undefined) headers['idempotency-key'] = sent.key;
    if (sent.ifMatch !== undefined) headers['if-match'] = sent.ifMatch;
    if (sent.language !== undefined) headers['accept-language'] = sent.language;
    const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${server.url}/v1/${path}`, { method, headers, body });
    const text = await response.text();
    if (response.status >= 400) {
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') };
  }

  const vendorBody = (n: string) => ({
    name: `Vendor ${n}`,
    country: 'ML',
    registrationNumber: `RC-${n}`,
  });
  const requisitionBody = (quantity = '1') => ({
    title: 'Chairs',
    neededBy: '2026-12-31',
    lines: [
      {
        description: 'Chair',
        spendClass: 'equipment',
        unit: 'each',
        quantity,
        unitPrice: { amount: '50000', currency: 'XOF' },
        budgetLineId: line.id,
      },
    ],
  });

  test.each(['vendors', 'requisitions', 'budget-lines', 'spend', 'events'])(
    '401 without a token, with another issuer’s or with alg none: %s',
    async (path) => {
      const bare = await send('GET', path);
      expect(bare).toMatchObject({ status: 401, body: { code: expect.any(String) } });
      expect(bare.headers.get('www-authenticate')).toContain('Bearer');
      expect((await send('GET', path, { token: 'abc.def.ghi' })).status).toBe(401);
      const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
      const [, claims] = (await token('buyer')).split('.');
      expect((await send('GET', path, { token: `${none}.${claims}.` })).status).toBe(401);
    },
  );

  test('403: a role that may not, on three routes; an auditor only reads', async () => {
    const refused = [
      await send('POST', 'vendors', { user: 'receiver', key: 'k1', body: vendorBody('x') }),
      await send('POST', 'requisitions', { user: 'buyer', key: 'k2', body: requisitionBody() }),
      await send('POST', `budget-lines/${line.id}/allotments`, {
        user: 'auditor',
        key: 'k3',
        ifMatch: '"0"',
        body: { amount: { amount: '1.00', currency: 'USD' }, reason: 'x' },
      }),
    ];
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 403, body: { code: expect.any(String) } });
    }
    const list = await send('GET', 'vendors', { user: 'auditor' });
    expect(list.status).toBe(200);
  });

  test.each(['vendors', 'requisitions', 'purchase-orders', 'receipts', 'invoices', 'payments'])(
    '404 of %s that does not exist; the sentence names it in French and English',
    async (path) => {
      const id = '00000000-0000-7000-8000-000000000000';
      const sent = { user: 'buyer' };
      const fr = await send('GET', `${path}/${id}`, sent);
      const en = await send('GET', `${path}/${id}`, { ...sent, language: 'en' });
      expect([fr.status, en.status]).toEqual([404, 404]);
      expect(fr.body['code']).toBe('not_found');
      expect(String(fr.body['detail'])).not.toBe(String(en.body['detail']));
      expect(String(en.body['detail'])).toContain(id);
    },
  );

  test('400 without an Idempotency-Key, and for JSON that is broken or ambiguous', async () => {
    const user = 'buyer';
    expect((await send('POST', 'vendors', { user, body: vendorBody('y') })).status).toBe(400);
    const body = requisitionBody();
    expect((await send('POST', 'requisitions', { user: 'requisitioner', body })).status).toBe(400);
    for (const raw of ['{"name":', '{"name":"a","name":"b"}']) {
      const answer = await send('POST', 'vendors', { user, key: 'bad-json', raw });
      expect(answer).toMatchObject({ status: 400, body: { code: expect.any(String) } });
    }
  });

  test('422 names every wrong field by pointer, and nothing is written', async () => {
    const before = await send('GET', 'vendors?limit=200', { user: 'buyer' });
    const wrong = await send('POST', 'vendors', {
      user: 'buyer',
      key: 'wrong-vendor',
      body: { name: '', country: 'Mali', unknown: 1 },
    });
    expect(wrong.status).toBe(422);
    const pointers = (wrong.body['errors'] as { pointer: string }[]).map((e) => e.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/name', '/country', '/registrationNumber', '/unknown']),
    );
    const cents = requisitionBody();
    const [first] = cents.lines;
    const lines = [{ ...first, unitPrice: { amount: '0.5', currency: 'XOF' } }];
    const money = await send('POST', 'requisitions', {
      user: 'requisitioner',
      key: 'half-a-franc',
      body: { ...cents, lines },
    });
    expect(money.status).toBe(422);
    const [error] = money.body['errors'] as { pointer: string; code: string }[];
    expect(error?.pointer).toContain('/lines/0/unitPrice');
    const quantity = await send('POST', 'requisitions', {
      user: 'requisitioner',
      key: 'four-decimals',
      body: requisitionBody('1.0001'),
    });
    expect(quantity.status).toBe(422);
    const after = await send('GET', 'vendors?limit=200', { user: 'buyer' });
    expect(after.body['data']).toEqual(before.body['data']);
  });

  test('428 without If-Match and 412 with a stale one, on two resources', async () => {
    const screening = { list: 'UNSC', listVersion: '2026-09-02', result: 'clear' };
    const allotment = {
      amount: { amount: '1.00', currency: 'USD' },
      effectiveAt: '2026-09-01',
      reason: 'x',
    };
    const calls = [
      { user: 'buyer', path: `vendors/${vendor.id}/screenings`, body: screening },
      { user: 'budget-officer', path: `budget-lines/${line.id}/allotments`, body: allotment },
    ];
    for (const { user, path, body } of calls) {
      const bare = await send('POST', path, { user, key: `428-${path}`, body });
      expect(bare.status).toBe(428);
      const stale = await send('POST', path, { user, key: `412-${path}`, ifMatch: '"0"', body });
      expect(stale.status).toBe(412);
      expect(stale.headers.get('etag')).toMatch(/^"\d+"$/);
    }
  });

  test('409 by a rule: the month twice, a duplicate vendor, a rate that is missing', async () => {
    const rates = {
      month: '2026-09',
      base: 'USD',
      source: 'x',
      rates: [{ currency: 'XOF', rate: '501' }],
    };
    const twice = await send('POST', 'rate-tables', {
      user: 'budget-officer',
      key: 'rates-twice',
      body: rates,
    });
    expect(twice).toMatchObject({ status: 409, body: { code: 'rate_table_exists' } });
    const again = await send('POST', 'vendors', {
      user: 'buyer',
      key: 'vendor-twice',
      body: vendorBody('R'),
    });
    expect(again.status).toBe(409);
    const draft = await flow.requisition('no-rate', [
      { lineId: line.id, quantity: '1', francs: '1000' },
    ]);
    const submit = await send('POST', `requisitions/${draft.id}/submit`, {
      user: 'requisitioner',
      key: 'no-rate',
      ifMatch: '"0"',
      body: { effectiveAt: '2026-08-15' },
    });
    expect(submit).toMatchObject({ status: 409, body: { code: 'rate_missing' } });
    const future = await send('POST', `requisitions/${draft.id}/submit`, {
      user: 'requisitioner',
      key: 'future',
      ifMatch: '"0"',
      body: { effectiveAt: '2099-01-01' },
    });
    expect(future.status).toBeGreaterThanOrEqual(409);
    expect(future.body['code']).toBe('date_in_future');
  });

  test('a repeat answers the same, ten at once have one effect, another body is 422', async () => {
    const cases = [
      { user: 'buyer', path: 'vendors', body: vendorBody('ten'), other: vendorBody('eleven') },
      {
        user: 'requisitioner',
        path: 'requisitions',
        body: requisitionBody(),
        other: requisitionBody('2'),
      },
    ];
    for (const { user, path, body, other } of cases) {
      const key = `ten-${path}`;
      const sent = { user, key, body };
      const all = await Promise.all(Array.from({ length: 10 }, () => send('POST', path, sent)));
      const made = all.filter((a) => a.status === 201);
      expect(made.length).toBeGreaterThanOrEqual(1);
      expect(all.every((a) => a.status === 201 || a.status === 409)).toBe(true);
      expect(new Set(made.map((a) => a.body['id'])).size).toBe(1);
      const replay = await send('POST', path, sent);
      expect(replay.status).toBe(201);
      expect(replay.headers.get('idempotent-replayed')).toBe('true');
      expect(replay.body).toEqual(made[0]?.body);
      expect(replay.headers.get('etag')).toBe(made[0]?.headers.get('etag'));
      const reused = await send('POST', path, { user, key, body: other });
      expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    }
  });

  test('a repeat after a kill finds the first answer', async () => {
    const sent = { user: 'buyer', key: 'before-the-kill', body: vendorBody('killed') };
    const first = await send('POST', 'vendors', sent);
    expect(first.status).toBe(201);
    await server.kill();
    await server.up();
    const again = await send('POST', 'vendors', sent);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('a key that was used is refused on every other resource, also after a kill', async () => {
    const sent = { user: 'requisitioner', key: 'one-resource', body: requisitionBody() };
    const first = await send('POST', 'requisitions', sent);
    expect(first.status).toBe(201);
    const path = `requisitions/${String(first.body['id'])}`;
    const cancel = { ...sent, key: 'its-end', ifMatch: '"0"', body: { reason: 'Not needed' } };
    expect((await send('POST', `${path}/cancel`, cancel)).status).toBe(200);
    const next = await send('POST', 'requisitions', { ...sent, key: 'next-resource' });
    const other = `requisitions/${String(next.body['id'])}/cancel`;
    await server.kill();
    await server.up();
    const reused = { status: 422, body: { code: 'idempotency_key_reused' } };
    for (const key of [sent.key, cancel.key]) {
      expect(await send('POST', other, { ...cancel, key })).toMatchObject(reused);
    }
    expect(await send('POST', 'requisitions', { ...sent, key: cancel.key })).toMatchObject(reused);
    expect((await send('POST', other, { ...cancel, key: 'a-new-key' })).status).toBe(200);
  });

  test('304 for what has not changed; ETag is the revision', async () => {
    for (const path of [`vendors/${vendor.id}`, `budget-lines/${line.id}`]) {
      const read = await send('GET', path, { user: 'buyer' });
      const etag = read.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"\d+"$/);
      const response = await fetch(`${server.url}/v1/${path}`, {
        headers: { authorization: `Bearer ${await token('buyer')}`, 'if-none-match': etag },
      });
      expect(response.status).toBe(304);
    }
  });

  test('lists: pages without gap or repeat, bounds and unknown parameters refused', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        send('POST', 'vendors', { user: 'buyer', key: `p${n}`, body: vendorBody(`p${n}`) }),
      ),
    );
    await server.settled();
    const seen: string[] = [];
    for await (const one of server.api.list('buyer', 'vendors', { limit: 5 })) seen.push(one.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(14);
    for (const query of ['limit=201', 'limit=0', 'limit=x', 'nope=1', 'cursor=zzz', 'sort=nope']) {
      expect((await send('GET', `vendors?${query}`, { user: 'buyer' })).status).toBe(422);
    }
  });
});
