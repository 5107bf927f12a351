import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { DeskApp, type Sent } from '../testing/desk-app.js';

const amount = { amount: '1250', currency: 'XOF' };
const note = (text = 'hello') => ({ text, amount });

describe('the conventions of the API', () => {
  let desk: DeskApp;
  beforeAll(async () => {
    desk = await DeskApp.open();
  });
  afterAll(() => desk.close());

  const write = (key: string, more: Partial<Sent> = {}) =>
    desk.send('POST', '/v1/notes', { user: 'buyer', key, body: note(key), ...more });
  const made = async (key: string) => String((await write(key)).body['id']);
  const close = (id: string, sent: Sent) =>
    desk.send('POST', `/v1/notes/${id}/close`, { user: 'buyer', body: {}, ...sent });

  test('201 with Location, ETag, position; no gap in the numbering', async () => {
    const refused = await write('forbidden');
    expect(refused).toMatchObject({ status: 409, body: { code: 'note_forbidden_word' } });
    const answer = await write('first');
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      etag: '"0"',
      location: `/v1/notes/${String(answer.body['id'])}`,
      'x-event-position': expect.stringMatching(/^\d+$/),
    });
    expect(answer.body).toMatchObject({ status: 'open', text: 'first' });
    expect(answer.body['reference']).toMatch(/^NOTE-\d{4}-0001$/);
  });

  test('401: no token, a broken one, another algorithm', async () => {
    const bare = await desk.send('GET', '/v1/notes');
    expect(bare).toMatchObject({ status: 401, body: { code: 'token_required' } });
    expect(bare.headers['www-authenticate']).toBe('Bearer');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = Buffer.from('{"sub":"x","roles":["buyer"]}').toString('base64url');
    for (const token of ['a.b.c', `${none}.${claims}.x`, 'nothing']) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await desk.send('GET', '/v1/notes', { headers });
      expect(answer).toMatchObject({ status: 401, body: { code: 'token_invalid' } });
    }
  });

  test('403 names the roles; the auditor reads', async () => {
    const refused = await write('k403', { user: 'auditor' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'role_required' } });
    expect(refused.body['detail']).toContain('acheteur');
    expect((await desk.send('GET', '/v1/notes', { user: 'auditor' })).status).toBe(200);
  });

  test('400: no key, a bad key, bad JSON, a key twice, too deep, not UTF-8', async () => {
    const sent: Sent = { user: 'buyer', body: note() };
    const bare = await desk.send('POST', '/v1/notes', sent);
    expect(bare).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } });
    const long = await write('x'.repeat(201));
    expect(long.body['code']).toBe('idempotency_key_malformed');
    const deep = '['.repeat(30) + ']'.repeat(30);
    const raws = {
      body_malformed: ['{"text":', 'x', '{"text":"a",}'],
      body_key_repeated: ['{"text":"a","text":"b"}', '{"text":"a","\\u0074ext":"b"}'],
      body_key_forbidden: ['{"__proto__":{}}'],
      body_too_deep: [deep],
      body_not_utf8: [Buffer.from([0x22, 0xff, 0x22]), '{"text":"\\ud800"}'],
    };
    for (const [code, bodies] of Object.entries(raws)) {
      for (const raw of bodies) {
        const answer = await desk.send('POST', '/v1/notes', { user: 'buyer', key: 'raw', raw });
        expect(answer).toMatchObject({ status: 400, body: { code } });
      }
    }
  });

  test('404 route, 404 resource, 404 version, 405 with Allow, 406, 413, 415', async () => {
    const user = 'buyer';
    const route = await desk.send('GET', '/v1/nothing', { user });
    expect(route).toMatchObject({ status: 404, body: { code: 'route_unknown' } });
    const missing = await desk.send('GET', '/v1/notes/0', { user });
    expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const id = await made('k404');
    const version = await desk.send('GET', `/v1/notes/${id}?version=9`, { user });
    expect(version).toMatchObject({ status: 404, body: { code: 'version_unknown' } });
    const method = await desk.send('PUT', `/v1/notes/${id}`, { user, body: {} });
    expect(method).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(method.headers['allow']).toBe('GET, HEAD');
    const headers = { accept: 'application/xml' };
    expect((await desk.send('GET', '/v1/notes', { user, headers })).status).toBe(406);
    const large = { text: 'x'.repeat(70_000), amount };
    expect((await write('k413', { body: large })).status).toBe(413);
    const plain = { 'content-type': 'text/plain' };
    const type = await write('k415', { headers: plain });
    expect(type).toMatchObject({ status: 415, body: { code: 'media_type_unsupported' } });
  });

  test('409 by a rule; 412 with the ETag of now; 428; 400 for a weak If-Match', async () => {
    const id = await made('k409');
    expect((await close(id, { key: 'c1' })).status).toBe(428);
    for (const tag of ['W/"0"', '"0", "1"', '*', '0']) {
      const answer = await close(id, { key: 'c2', headers: { 'if-match': tag } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'if_match_malformed' } });
    }
    const stale = await close(id, { key: 'c3', headers: { 'if-match': '"7"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'revision_stale' } });
    expect(stale.headers['etag']).toBe('"0"');
    const done = await close(id, { key: 'c4', headers: { 'if-match': '"0"' } });
    expect(done).toMatchObject({ status: 200, body: { status: 'closed' } });
    const again = await close(id, { key: 'c5', headers: { 'if-match': '"1"' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'note_closed' } });
  });

  test('422 names every field, in French or English', async () => {
    const body = { text: '', amount: { amount: '0.5', currency: 'XOF' }, more: 1 };
    const fr = await write('k422', { body });
    expect(fr.status).toBe(422);
    expect(fr.headers['content-language']).toBe('fr');
    expect(fr.body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/text', code: 'text_required' }),
        expect.objectContaining({ pointer: '/more', code: 'unknown_field' }),
        expect.objectContaining({ code: 'amount_too_precise' }),
      ]),
    );
    const headers = { 'accept-language': 'de, en;q=0.8, fr;q=0.3' };
    const en = await write('k422', { body: {}, headers });
    expect(en.headers['content-language']).toBe('en');
    expect(en.body).toMatchObject({
      title: 'Invalid input',
      errors: [
        { pointer: '/text', code: 'required', detail: 'This field is required.' },
        { pointer: '/amount', code: 'required' },
      ],
    });
  });

  test('a repeat answers the same and says so; another body with the key is 422', async () => {
    const first = await write('same');
    const again = await write('same');
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: '"0"' });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const reused = await write('same', { body: note('other') });
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const other = await write('same', { user: 'receiver' });
    expect(other.status).toBe(403);
  });

  test('ten at once with one key: one effect, the same answer or a retry', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => write('ten')));
    const statuses = new Set(all.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const ids = all.filter(({ status }) => status === 201).map(({ body }) => body['id']);
    expect(new Set(ids).size).toBe(1);
    for (const { body } of all.filter(({ status }) => status === 409)) {
      expect(body['code']).toBe('request_in_progress');
    }
  });

  test('trace in and out; health, metrics and documentation without a token', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
    const answer = await desk.send('GET', '/v1/nothing', { headers });
    expect(answer.body['traceId']).toBe(trace);
    expect(answer.headers['traceparent']).toContain(trace);
    expect((await desk.send('GET', '/livez')).status).toBe(200);
    const ready = await desk.send('GET', '/readyz');
    expect(ready).toMatchObject({ status: 200, body: { status: 'ready', version: 'test' } });
    expect((await desk.send('GET', '/metrics')).text).toContain('tamani_log_lag_seconds');
    expect((await desk.send('GET', '/docs')).text).toContain('swagger-ui');
    expect((await desk.send('GET', '/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  test('OpenAPI 3.1: every route, its body, its parameters, no dangling reference', async () => {
    const { body } = await desk.send('GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    const paths = body['paths'] as Record<string, Record<string, unknown>>;
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/v1/notes', '/v1/notes/{id}', '/v1/notes/{id}/close', '/readyz']),
    );
    const schemas = (body['components'] as { schemas: object }).schemas;
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Note', 'NewNote', 'Problem']));
    const refs = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(3);
    for (const [, name = ''] of refs) expect(schemas).toHaveProperty([name]);
  });

  test('a demo login; an unknown one is refused', async () => {
    const login = await desk.send('POST', '/v1/demo-tokens', { body: { user: 'buyer' } });
    expect(login).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 3600 } });
    const headers = { authorization: `Bearer ${String(login.body['accessToken'])}` };
    expect((await desk.send('GET', '/v1/notes', { headers })).status).toBe(200);
    const nobody = await desk.send('POST', '/v1/demo-tokens', { body: { user: 'root' } });
    expect(nobody).toMatchObject({ status: 422 });
  });
});

test('default deny: a route without access does not boot', async () => {
  @Controller('v1/open-door')
  class OpenDoorController {
    @Get()
    open() {
      return {};
    }
  }
  await expect(DeskApp.open({ controllers: [OpenDoorController] })).rejects.toThrow(
    'route without access: OpenDoorController.open',
  );
});
