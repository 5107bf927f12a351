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
