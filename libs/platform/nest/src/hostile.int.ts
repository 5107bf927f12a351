import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DeskApp, type Sent } from '../testing/desk-app.js';

const amount = { amount: '1250', currency: 'XOF' };
const seed = Number(process.env['TAMANI_TEST_SEED'] ?? Date.now() % 1_000_000);

describe(`what no well-behaved client sends (seed ${seed})`, () => {
  let desk: DeskApp;
  let port: number;
  beforeAll(async () => {
    desk = await DeskApp.open();
    port = await desk.listen();
  });
  afterAll(() => desk.close());

  const write = (key: string, more: Partial<Sent> = {}) =>
    desk.send('POST', '/v1/notes', { user: 'buyer', key, body: { text: key, amount }, ...more });

  /** What the server answers to bytes that may be no request at all. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });

  test.each([
    ['GET /v1/notes/%ZZ', 400, 'request_malformed'],
    ['GET /v1/notes/%00', 404, 'route_unknown'],
    ['GET /v1/notes/a%2Fb', 404, 'route_unknown'],
    [`GET /v1/notes/${'x'.repeat(300)}`, 404, 'route_unknown'],
    ['GET /v1/notes/..%2f..%2fetc', 404, 'route_unknown'],
    ['GET /docs/..%2fpackage.json', 404, 'route_unknown'],
    ['GET /docs/package.json', 404, 'route_unknown'],
    ['POST /v1/notes/%00/close', 404, 'route_unknown'],
    ['PUT /v1/notes', 405, 'method_not_allowed'],
  ] as const)('%s: %i %s', async (line, status, code) => {
    const [method, url] = line.split(' ') as ['GET' | 'POST' | 'PUT', string];
    const answer = await desk.send(method, url, { user: 'buyer', key: 'k' });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test.each([
    ['no request', 'hello\r\n\r\n', '400 request_malformed'],
    [
      'a header that never ends',
      `GET / HTTP/1.1\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`,
      '431 headers_too_large',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      '400 request_malformed',
    ],
    [
      'a GET with a length',
      'GET /livez HTTP/1.1\r\nhost: a\r\ncontent-length: 60\r\n\r\n',
      '400 body_unexpected',
    ],
    [
      'a GET in chunks',
      'GET /livez HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n',
      '400 body_unexpected',
    ],
  ])('%s is answered as a problem, and the connection closed', async (_, bytes, refusal) => {
    const [status, code] = refusal.split(' ');
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });

  test('what is no request is refused in the language asked', async () => {
    const asked = 'GET / HTTP/1.1\r\naccept-language: en\r\nbad header\r\n\r\n';
    expect(await raw(asked)).toContain('"title":"Malformed request"');
    expect(await raw(asked.replace('en', 'fr'))).toContain('"title":"Requête mal formée"');
  });

  test('pipelined requests of a connection that is gone are in hand no longer', async () => {
    const inHand = async () =>
      Number(/requests_in_hand (\d+)$/m.exec((await desk.send('GET', '/metrics')).text)?.[1]);
    const before = await inHand();
    for (let n = 0; n < 5; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write('GET /readyz HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(20), () => socket.destroy());
      await once(socket, 'close');
    }
    while ((await inHand()) > before) await pause(10);
  });

  test('no body is an empty one; null, a list and a text are none', async () => {
    const id = String((await write('empty')).body['id']);
    for (const [index, text] of ['null', '[]', '"x"', '1'].entries()) {
      const sent: Sent = { user: 'buyer', key: `n${index}`, raw: text };
      const headers = { 'if-match': '"0"' };
      const answer = await desk.send('POST', `/v1/notes/${id}/close`, { ...sent, headers });
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ code: 'invalid_type', detail: 'Valeur attendue : un objet.' }] },
      });
    }
    const none = { user: 'buyer', key: 'none', headers: { 'if-match': '"0"' } } as const;
    const closed = await desk.send('POST', `/v1/notes/${id}/close`, none);
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed' } });
  });

  test('another charset and other types are 415', async () => {
    for (const type of ['application/json; charset=latin1', 'text/json', 'application/xml']) {
      const answer = await write('type', { headers: { 'content-type': type } });
      expect(answer).toMatchObject({ status: 415, body: { code: 'media_type_unsupported' } });
    }
    const quoted = { 'content-type': 'application/json; charset="UTF-8"' };
    expect((await write('charset', { headers: quoted })).status).toBe(201);
  });

  test('a document above the size of an event is 413, and nothing is written', async () => {
    const note = await write('long-reply');
    const body = { noteId: note.body['id'], text: 'é'.repeat(30_000) };
    const answer = await desk.send('POST', '/v1/replies', { user: 'buyer', key: 'long', body });
    expect(answer).toMatchObject({ status: 413, body: { code: 'document_too_large' } });
    const list = await desk.send('GET', '/v1/replies', { user: 'buyer' });
    expect(list.body['data']).toEqual([]);
  });

  test('a bug: 500 with a trace, without details of the error', async () => {
    const answer = await desk.send('GET', '/v1/words/broken', { user: 'buyer' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
    expect(answer.text).not.toContain('secret');
    expect(answer.body['detail']).toContain(String(answer.body['traceId']));
  });

  test('whatever the body: never a 5xx, always a problem, or the note as it was sent', async () => {
    let made = 0;
    const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));
    const near = fc
      .record({ text: fc.jsonValue({ maxDepth: 1 }), amount: fc.jsonValue({ maxDepth: 1 }) })
      .map((value) => JSON.stringify(value));
    const good = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' });
    const whole = good.map((text) => JSON.stringify({ text, amount }));
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    const body = fc.oneof(json, near, whole, bytes, fc.string());
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await write(`fuzz-${(made += 1)}`, { raw: sent });
        if (answer.status === 201) {
          const { text } = JSON.parse(String(sent)) as { text: string };
          expect(answer.body['text']).toBe(text.normalize('NFC'));
          return;
        }
        expect([400, 409, 413, 422]).toContain(answer.status);
        expect(answer.headers['content-type']).toContain('application/problem+json');
        expect(answer.body).toMatchObject({ status: answer.status, traceId: expect.any(String) });
      }),
      { seed, numRuns: process.env['TAMANI_TEST_FULL'] ? 5_000 : 150 },
    );
  });

  test('whatever the query: never a 5xx', async () => {
    const name = fc.oneof(
      fc.constantFrom('limit', 'cursor', 'sort', 'status', 'minPosition', '__proto__'),
      fc.string(),
    );
    const inherited = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));
    await fc.assert(
      fc.asyncProperty(name, fc.oneof(fc.string({ unit: 'binary' }), inherited), async (...of) => {
        const [field, value] = of;
        const query = new URLSearchParams([[field, value]]);
        const headers = { prefer: 'wait=0' };
        const answer = await desk.send('GET', `/v1/notes?${query}`, { user: 'buyer', headers });
        expect([200, 422]).toContain(answer.status);
      }),
      { seed, numRuns: process.env['TAMANI_TEST_FULL'] ? 5_000 : 150 },
    );
  });
});
