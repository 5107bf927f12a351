import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAudit, type AuditApp } from '../../../testing/audit-app.js';
import { isSigned, Receiver } from '../../../testing/receiver.js';

let app: AuditApp;
let receiver: Receiver;
beforeAll(async () => {
  app = await openAudit([]);
  receiver = await Receiver.start();
});
afterAll(async () => {
  await app.close();
  receiver.close();
});

const body = (change: object = {}) => ({
  ...{ url: receiver.url, types: ['shop.*'], description: 'Stock' },
  ...change,
});

interface Made {
  readonly id: string;
  readonly secret: string;
}
async function registered(change: object = {}): Promise<Made> {
  const { body: made } = await app.post('administrator', 'webhooks', body(change));
  return made as unknown as Made;
}

describe('/v1/webhooks', () => {
  test('registered by an administrator; the secret is shown only then', async () => {
    const register = { user: 'administrator', body: body(), key: 'one' } as const;
    const made = await app.request('POST', '/v1/webhooks', register);
    expect([made.status, made.body]).toMatchObject([
      201,
      { status: 'active', secretVersion: 1, secret: expect.stringMatching(/^whsec_/) },
    ]);
    const repeated = await app.request('POST', '/v1/webhooks', register);
    expect(repeated.body).toEqual({ ...made.body, secret: null });
    for (const { headers } of [made, repeated]) expect(headers['cache-control']).toBe('no-store');
    const { id, secret } = made.body as unknown as Made;
    for (const path of [`webhooks/${id}`, 'webhooks', `webhooks/${id}/events`, 'events']) {
      const read = await app.get('auditor', path);
      expect([path, read.status]).toEqual([path, 200]);
      expect(JSON.stringify(read.body)).not.toContain(secret.slice('whsec_'.length));
    }
    expect((await app.post('auditor', 'webhooks', body())).status).toBe(403);
    expect((await app.get('buyer', `webhooks/${id}`)).status).toBe(403);
  });

  test.each([
    [{ url: 'http://10.0.0.1/in' }, 'webhook_address_refused'],
    [{ url: 'http://example.org/in' }, 'webhook_address_refused'],
    [{ types: ['shop.Bought.v1'] }, 'webhook_type_unknown'],
    [{ types: ['Shop'] }, 'input_invalid'],
    [{ url: 'file:///etc/passwd' }, 'input_invalid'],
  ])('%j is refused: %s', async (change, code) => {
    const refused = await app.post('administrator', 'webhooks', body(change));
    expect(refused).toMatchObject({ status: 422, body: { code } });
  });

  test('rotate, pause, resume, close: at the revision that was seen', async () => {
    const { id, secret } = await registered();
    const act = (name: string, revision: number) =>
      app.send('POST', 'administrator', {
        path: `webhooks/${id}/${name}`,
        body: {},
        etag: `"${revision}"`,
      });
    expect(await act('pause', 7)).toMatchObject({ status: 412 });
    const rotated = await act('rotate-secret', 0);
    expect(rotated.body).toMatchObject({ secretVersion: 2 });
    expect(rotated.body['secret']).not.toBe(secret);
    expect(await act('pause', 1)).toMatchObject({ status: 200, body: { status: 'paused' } });
    expect(await act('resume', 2)).toMatchObject({ body: { status: 'active' } });
    expect(await act('close', 3)).toMatchObject({ body: { status: 'closed' } });
    expect(await act('resume', 4)).toMatchObject({ body: { code: 'webhook_wrong_status' } });
  });

  test('deliveries are shown with their attempts; one is sent again by hand', async () => {
    const own = await Receiver.start();
    const { id, secret } = await registered({ url: own.url });
    await app.sell(2);
    await own.has(2);
    const shown = async (count: number) => {
      for (;;) {
        const { body: page } = await app.get('auditor', `webhooks/${id}/deliveries`);
        const data = page['data'] as unknown as readonly { id: string; trigger: string }[];
        if (data.length >= count) return data;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const [delivery] = await shown(2);
    expect(delivery).toMatchObject({
      status: 'delivered',
      log: [{ status: 204, error: null, durationMs: expect.any(Number) }],
    });
    const resend = (deliveryId: string) =>
      app.act('administrator', `webhooks/${id}/resend`, { deliveryId });
    expect(await resend('none')).toMatchObject({ status: 404 });
    expect(await resend(delivery?.id ?? '')).toMatchObject({ status: 200 });
    await own.has(3);
    expect(own.received.every((one) => isSigned(one, secret))).toBe(true);
    const all = await shown(3);
    expect(all.map(({ trigger }) => trigger).sort()).toEqual(['event', 'event', 'resend']);
    const page = await app.get('auditor', `webhooks/${id}/deliveries?limit=2`);
    const { data, nextCursor } = page.body as unknown as { data: object[]; nextCursor: string };
    expect(data).toHaveLength(2);
    const rest = await app.get('auditor', `webhooks/${id}/deliveries?limit=2&cursor=${nextCursor}`);
    expect(rest.body).toMatchObject({ data: [{}], nextCursor: null });
    const wrong = await app.get('auditor', `webhooks/${id}/deliveries?cursor=x`);
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ code: 'cursor_invalid' }] } });
    own.close();
  });
});
