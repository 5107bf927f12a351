import { expect, test } from '@jest/globals';
import { TamaniClient } from './index.js';

/** A server that answers so the first time, and then well. */
function answering(first: { readonly status: number; readonly retryAfter: string }) {
  const askedAt: number[] = [];
  const fetch = async (): Promise<Response> => {
    askedAt.push(performance.now());
    if (askedAt.length > 1) return Response.json({ id: 'a' });
    const headers = { 'retry-after': first.retryAfter };
    return Response.json({ code: 'any' }, { status: first.status, headers });
  };
  const client = new TamaniClient({ baseUrl: 'http://tamani', token: 't', fetch });
  const waitedMs = async () => {
    await client.get('job', 'vendors/a');
    return (askedAt[1] ?? 0) - (askedAt[0] ?? 0);
  };
  return { waitedMs };
}

test('above a limit it waits as long as the server says', async () => {
  const { waitedMs } = answering({ status: 429, retryAfter: '1' });
  expect(await waitedMs()).toBeGreaterThanOrEqual(990);
});

test('control: an outage may be over sooner than the server thinks', async () => {
  const { waitedMs } = answering({ status: 503, retryAfter: '30' });
  expect(await waitedMs()).toBeLessThan(20_000);
});

/** A server that refuses the first act so, and carries out the second. */
function refusing(headers: Readonly<Record<string, string>>) {
  const revisions: (string | null)[] = [];
  const fetch = async (_: unknown, { method, headers: sent }: RequestInit = {}) => {
    if (method === 'GET') {
      return Response.json({ id: 'a' }, { headers: { etag: `"${revisions.length}"` } });
    }
    revisions.push(new Headers(sent).get('if-match'));
    if (revisions.length > 1) return Response.json({ id: 'a' });
    return Response.json({ code: 'order_awaits_budget' }, { status: 409, headers });
  };
  const client = new TamaniClient({ baseUrl: 'http://tamani', token: 't', fetch });
  return {
    revisions,
    post: () => client.act('receiver', 'receipts/a', { action: 'post', key: 'k' }),
  };
}

test('what is refused for a moment is asked again, at the revision of then', async () => {
  const { revisions, post } = refusing({ 'retry-after': '1' });
  await post();
  expect(revisions).toEqual(['"0"', '"1"']);
});

test('control: what is refused for good is not', async () => {
  const { revisions, post } = refusing({});
  await expect(post()).rejects.toMatchObject({ status: 409, code: 'order_awaits_budget' });
  expect(revisions).toEqual(['"0"']);
});
