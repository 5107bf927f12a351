import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeskApp, type Sent } from '../testing/desk-app.js';

const amount = { amount: '1250', currency: 'XOF' };
const note = (text = 'hello') => ({ text, amount });

describe('reading over the API', () => {
  let desk: DeskApp;
  let fresh: DeskApp;
  beforeAll(async () => {
    [desk, fresh] = await Promise.all([DeskApp.open(), DeskApp.open()]);
  });
  afterAll(() => Promise.all([desk.close(), fresh.close()]));

  const write = (key: string, more: Partial<Sent> = {}) =>
    desk.send('POST', '/v1/notes', { user: 'buyer', key, body: note(key), ...more });
  const made = async (key: string) => String((await write(key)).body['id']);
  const close = (id: string, sent: Sent) =>
    desk.send('POST', `/v1/notes/${id}/close`, { user: 'buyer', body: {}, ...sent });

  test('ETag, 304, version, history, difference', async () => {
    const id = await made('history');
    await close(id, { key: 'h1', headers: { 'if-match': '"0"' } });
    const user = 'auditor';
    const now = await desk.send('GET', `/v1/notes/${id}`, { user });
    expect(now).toMatchObject({ body: { status: 'closed' }, headers: { etag: '"1"' } });
    const headers = { 'if-none-match': '"1"' };
    expect((await desk.send('GET', `/v1/notes/${id}`, { user, headers })).status).toBe(304);
    const was = await desk.send('GET', `/v1/notes/${id}?version=0`, { user });
    expect(was.body['status']).toBe('open');
    const history = await desk.send('GET', `/v1/notes/${id}/events`, { user });
    expect(history.body['data']).toMatchObject([
      { type: 'NoteWritten', revision: '0', actor: { id: 'buyer' }, effectiveAt: null },
      { type: 'NoteClosed', revision: '1', data: { by: 'buyer' } },
    ]);
    const diff = await desk.send('GET', `/v1/notes/${id}/diff?from=0`, { user });
    expect(diff.body['changes']).toEqual([{ pointer: '/status', from: 'open', to: 'closed' }]);
  });

  test('lists: own writes by minPosition, filters, pages, CSV, NDJSON, refused parameters', async () => {
    let position = '0';
    for (let n = 0; n < 7; n++) {
      position = String((await write(`list${n}`)).headers['x-event-position']);
    }
    const user = 'buyer';
    const headers = { prefer: 'wait=5' };
    const seen: unknown[] = [];
    let url = `/v1/notes?limit=2&sort=text&minPosition=${position}`;
    for (;;) {
      const page = await desk.send('GET', url, { user, headers });
      expect(page.status).toBe(200);
      seen.push(...(page.body['data'] as { text: string }[]).map(({ text }) => text));
      if (page.body['nextCursor'] === null) break;
      url = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link']))?.[1] ?? '';
    }
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(['list0', 'list6']));
    const closed = await desk.send('GET', '/v1/notes?status=closed&status=none', { user });
    const statuses = (closed.body['data'] as { status: string }[]).map(({ status }) => status);
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set(['closed']));
    const csv = await desk.send('GET', '/v1/notes?limit=1', {
      user,
      headers: { accept: 'text/csv' },
    });
    expect(csv.text).toMatch(/^\uFEFFid,status,reference,text,createdAt,updatedAt,revision\r\n/);
    const lines = { accept: 'application/x-ndjson' };
    const ndjson = await desk.send('GET', '/v1/notes?limit=2', { user, headers: lines });
    expect(ndjson.text.trim().split('\n')).toHaveLength(2);
    for (const query of [
      'limit=201',
      'nope=1',
      'sort=nope',
      'sort=toString',
      'cursor=zz',
      'minPosition=x',
    ]) {
      expect((await desk.send('GET', `/v1/notes?${query}`, { user })).status).toBe(422);
    }
  });

  test('a position above the head is refused at once, however long it would wait', async () => {
    const headers = { prefer: 'wait=30' };
    const began = performance.now();
    const far = '/v1/notes?minPosition=999999';
    const { status, body } = await desk.send('GET', far, { user: 'buyer', headers });
    expect([status, body['errors']]).toMatchObject([
      422,
      [{ pointer: '/minPosition', code: 'position_beyond_head' }],
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('1,001 values of a filter are refused by name', async () => {
    const query = 'status=open&'.repeat(1_001);
    const { status, body } = await desk.send('GET', `/v1/notes?${query}`, { user: 'buyer' });
    expect([status, body['errors']]).toMatchObject([
      422,
      [{ pointer: '/status', code: 'too_many' }],
    ]);
  });

  test('one that is there, and that the list does not have in time: 503 with Retry-After', async () => {
    await Promise.all(desk.runtime.projectors.map((projector) => projector.stop()));
    const position = String((await write('late')).headers['x-event-position']);
    const late = `/v1/notes?minPosition=${position}`;
    const headers = { prefer: 'wait=0' };
    const behind = await desk.send('GET', late, { user: 'buyer', headers });
    expect(behind).toMatchObject({ status: 503, body: { code: 'read_model_behind' } });
    expect(behind.headers['retry-after']).toBe('1');
  });

  test('a list that is filled for the first time is not shown by halves', async () => {
    const { reads } = fresh.runtime.ports;
    const body = note('first');
    expect((await fresh.send('POST', '/v1/notes', { user: 'buyer', key: 'k', body })).status).toBe(
      201,
    );
    await Promise.all(fresh.runtime.projectors.map((projector) => projector.stop()));
    const [collection = ''] = (await reads.collections()).filter((name) => /_notes_/.test(name));
    for (const name of [collection, `${collection}.filled`]) await reads.deleteCheckpoint(name);
    const list = await fresh.send('GET', '/v1/notes', { user: 'buyer' });
    expect(list).toMatchObject({ status: 503, body: { code: 'read_model_behind' } });
  });
});
