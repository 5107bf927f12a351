import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeskApp } from '../testing/desk-app.js';

const ORIGIN = 'https://tools.example.org';

describe('around the API: identity, pages, compression, CORS', () => {
  let desk: DeskApp;
  let id = '';
  beforeAll(async () => {
    desk = await DeskApp.open({ corsOrigins: [ORIGIN] });
    const body = { text: 'first', amount: { amount: '1250', currency: 'XOF' } };
    const made = await desk.send('POST', '/v1/notes', { user: 'buyer', key: 'k', body });
    id = String(made.body['id']);
    await desk.runtime.settled();
  });
  afterAll(() => desk.close());

  test('/v1/me: id, roles, language, and the permitted operations', async () => {
    const headers = { 'accept-language': 'en' };
    const { body } = await desk.send('GET', '/v1/me', { user: 'receiver', headers });
    expect(body).toMatchObject({ id: 'receiver', roles: ['receiver'], onBehalfOf: null });
    expect(body['language']).toBe('en');
    expect(body['operations']).toEqual(expect.arrayContaining(['Notes_close', 'Me_me']));
    expect(body['operations']).not.toContain('Notes_create');
    const auditor = await desk.send('GET', '/v1/me', { user: 'auditor' });
    expect(auditor.body['operations']).not.toContain('Notes_close');
  });

  test('a resource by its reference answers as by its id, its history and versions too', async () => {
    const user = 'auditor';
    const one = await desk.send('GET', `/v1/notes/${id}`, { user });
    const reference = String(one.body['reference']);
    for (const rest of ['', '/events', '/diff?from=0']) {
      const byId = await desk.send('GET', `/v1/notes/${id}${rest}`, { user });
      const named = await desk.send('GET', `/v1/notes/${reference}${rest}`, { user });
      expect(named).toMatchObject({ status: 200, body: byId.body });
      expect(named.headers['etag']).toBe(byId.headers['etag']);
    }
    const lower = await desk.send('GET', `/v1/notes/${reference.toLowerCase()}`, { user });
    expect(lower).toMatchObject({ status: 200, body: one.body });
    const none = await desk.send('GET', '/v1/notes/NOTE-2026-9999', { user });
    expect(none).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('when it was made and changed, and the revision of its ETag, in a list, too', async () => {
    const one = await desk.send('GET', `/v1/notes/${id}`, { user: 'auditor' });
    expect(one.body).toMatchObject({
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: one.body['createdAt'],
      revision: '0',
    });
    expect(one.headers['etag']).toBe('"0"');
    const list = await desk.send('GET', '/v1/notes', { user: 'auditor' });
    expect(list.body['data']).toEqual([one.body]);
  });

  test('the type of a problem leads to a page in the reader’s language; all codes are listed', async () => {
    const refused = await desk.send('GET', `/v1/notes/${id}`, {});
    const type = String(refused.body['type']);
    expect(type).toBe('/docs/problems/token_required');
    const english = await desk.send('GET', type, { headers: { 'accept-language': 'en' } });
    expect(english.headers['content-type']).toContain('text/html');
    expect(english.text).toMatch(/<html lang="en">[^]*Token required[^]*401[^]*Jeton requis/);
    expect((await desk.send('GET', type)).text).toContain('<html lang="fr">');
    expect((await desk.send('GET', '/docs/problems')).text).toContain('/docs/problems/note_closed');
    const none = await desk.send('GET', '/docs/problems/none_such');
    expect(none).toMatchObject({ status: 404, body: { code: 'route_unknown' } });
  });

  test('the documentation page logs in as a demo user', async () => {
    const start = await desk.send('GET', '/docs/start.js');
    expect(start.text).toContain('"requisitioner"');
    expect(start.text).toContain('preauthorizeApiKey');
  });

  test('large answers are compressed if accepted, small ones are not', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const port = await desk.listen();
    const large = await fetch(`http://127.0.0.1:${port}/openapi.json`, { headers });
    expect(large.headers.get('content-encoding')).toBe('gzip');
    expect(await large.json()).toMatchObject({ openapi: '3.1.0' });
    const plain = await desk.send('GET', '/openapi.json');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const authorization = `Bearer ${await desk.token('auditor')}`;
    for (let n = 0; n < 8; n++) {
      const body = { text: 'x'.repeat(150), amount: { amount: '1250', currency: 'XOF' } };
      await desk.send('POST', '/v1/notes', { user: 'buyer', key: `large-${n}`, body });
    }
    await desk.runtime.settled();
    const url = `http://127.0.0.1:${port}/v1/notes`;
    const list = await fetch(url, { headers: { ...headers, authorization } });
    expect(list.headers.get('content-encoding')).toBe('gzip');
    expect(((await list.json()) as { data: unknown[] }).data).toHaveLength(9);
    const small = await desk.send('GET', '/livez', { headers });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('a page of an allowed origin may call, of another it may not', async () => {
    const from = (origin: string) => desk.send('GET', '/livez', { headers: { origin } });
    expect((await from(ORIGIN)).headers['access-control-allow-origin']).toBe(ORIGIN);
    const other = await from('https://elsewhere.example.org');
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });
});
