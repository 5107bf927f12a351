import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { derivedId } from '@tamani/kernel';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { DeskApp, type Sent } from '../testing/desk-app.js';
import { Access } from './index.js';

const amount = { amount: '1250', currency: 'XOF' };

/** Engines that can be made to fail at the next append. */
class Trouble {
  next: Error | undefined;

  readonly wrap = (ports: RuntimePorts): RuntimePorts => {
    const { store } = ports;
    const append: typeof store.append = async (...args) => {
      if (!this.next) return store.append(...args);
      throw this.next;
    };
    const failing = new Proxy(store, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name === 'append') return append;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return { ...ports, store: failing };
  };
}

describe('keys, correlation, natural ids, outages', () => {
  const trouble = new Trouble();
  let desk: DeskApp;
  beforeAll(async () => {
    desk = await DeskApp.open({ wrap: trouble.wrap });
  });
  afterAll(() => desk.close());

  const write = (key: string, more: Partial<Sent> = {}) =>
    desk.send('POST', '/v1/notes', { user: 'buyer', key, body: { text: key, amount }, ...more });
  const made = async (key: string, more: Partial<Sent> = {}) =>
    String((await write(key, more)).body['id']);
  const answerNote = (key: string, noteId: string, text = key) =>
    desk.send('POST', '/v1/replies', { user: 'buyer', key, body: { noteId, text } });
  const eventsOf = async (path: string) => {
    const { body } = await desk.send('GET', `/v1/${path}/events`, { user: 'auditor' });
    return body['data'] as { id: string; correlationId: string; causationId: string }[];
  };

  test('a natural id: a repeat answers the same, another command gets the rule’s own 409', async () => {
    const noteId = await made('natural');
    const first = await answerNote('r1', noteId);
    expect(first).toMatchObject({ status: 201, body: { id: derivedId('reply', noteId) } });
    const again = await answerNote('r1', noteId);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect(again.headers['location']).toBe(first.headers['location']);
    const other = await answerNote('r2', noteId);
    expect(other).toMatchObject({ status: 409, body: { code: 'reply_exists' } });
    const reused = await answerNote('r1', noteId, 'another text');
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const another = await answerNote('r1', await made('natural-too'));
    expect(another).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  test('every event has an id of its own, also where one request writes two streams', async () => {
    const noteId = await made('own-ids');
    expect(await answerNote('r-own-ids', noteId)).toMatchObject({ status: 201 });
    const { events } = await desk.runtime.ports.store.readAll({ after: 0n, limit: 1_000 });
    const types = new Set(events.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['RequestClaimed', 'ReplySent']));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  test('a retry of an action after others gets its first result', async () => {
    const id = await made('replayed');
    const headers = { 'if-match': '"0"' };
    const close = () =>
      desk.send('POST', `/v1/notes/${id}/close`, { user: 'buyer', key: 'rc', headers, body: {} });
    const first = await close();
    const again = await close();
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
    expect(again.headers['x-event-position']).toBe(first.headers['x-event-position']);
    expect(await eventsOf(`notes/${id}`)).toHaveLength(2);
  });

  test('a key is good for one resource; callers do not share keys', async () => {
    const first = await write('shared-key');
    const id = String(first.body['id']);
    const headers = { 'if-match': '"0"' };
    const sent: Sent = { user: 'buyer', key: 'shared-key', headers, body: {} };
    const elsewhere = await desk.send('POST', `/v1/notes/${id}/close`, sent);
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const receiver = await desk.send('POST', `/v1/notes/${id}/close`, {
      ...sent,
      user: 'receiver',
    });
    expect(receiver.status).toBe(200);
    const ids = (await eventsOf(`notes/${id}`)).map((event) => event.id);
    expect(new Set(ids).size).toBe(2);
  });

  test('one purchase keeps one correlation, whatever its documents’ callers send', async () => {
    const headers = { 'x-correlation-id': 'purchase-1' };
    const noteId = await made('correlated', { headers });
    const created = await answerNote('correlated-reply', noteId);
    expect(created.headers['x-correlation-id']).toBe('purchase-1');
    await desk.runtime.settled();
    const [writing, closing] = await eventsOf(`notes/${noteId}`);
    expect(writing?.correlationId).toBe('purchase-1');
    // Closed by the process, in answer to the reply's event.
    expect(closing?.correlationId).toBe('purchase-1');
    const own = await made('own');
    const [event] = await eventsOf(`notes/${own}`);
    expect(event?.correlationId).toBe(event?.causationId);
  });

  test('a correlation that cannot be kept is refused, not replaced', async () => {
    const longest = 'x'.repeat(100);
    const noteId = await made('longest', { headers: { 'x-correlation-id': longest } });
    expect((await eventsOf(`notes/${noteId}`))[0]?.correlationId).toBe(longest);
    for (const given of [`${longest}x`, 'not valid', 'é', '']) {
      const headers = { 'x-correlation-id': given };
      const answer = await write(`correlation-${given.length}`, { headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'correlation_id_malformed' } });
      const read = await desk.send('GET', '/v1/notes', { user: 'buyer', headers });
      expect(read).toMatchObject({ status: 400, body: { code: 'correlation_id_malformed' } });
    }
  });

  test('503 with Retry-After in an outage; the retry has one effect', async () => {
    for (const error of [new StoreUnavailable('down'), new OutcomeUnknown('maybe')]) {
      trouble.next = error;
      const key = `outage-${error.name}`;
      const down = await write(key);
      trouble.next = undefined;
      expect(down).toMatchObject({ status: 503, body: { code: 'temporarily_unavailable' } });
      expect(down.headers['retry-after']).toBe('1');
      expect(down.text).not.toContain(error.message);
      const up = await write(key);
      expect(up.status).toBe(201);
      expect(await eventsOf(`notes/${String(up.body['id'])}`)).toHaveLength(1);
    }
  });

  test('routes of no resource: roles, a checked query, the language of the caller', async () => {
    const length = (query: string, sent: Sent) => desk.send('GET', `/v1/words?${query}`, sent);
    expect((await length('word=abc', { user: 'buyer' })).status).toBe(403);
    const headers = { 'accept-language': 'en' };
    const answer = await length('word=abc', { user: 'auditor', headers });
    expect(answer).toMatchObject({ status: 200, body: { length: 3, language: 'en' } });
    for (const query of ['', 'word=', 'word=a&more=1', 'word=a&word=b']) {
      const refused = await length(query, { user: 'auditor' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'input_invalid' } });
    }
  });

  test('a list that not every role may read', async () => {
    expect((await desk.send('GET', '/v1/replies', { user: 'receiver' })).status).toBe(403);
    expect((await desk.send('GET', '/v1/replies', { user: 'auditor' })).status).toBe(200);
  });

  test('Accept by weight, HEAD, minPosition on one resource, ETags in a list', async () => {
    const id = await made('formats');
    const user = 'buyer';
    const typeFor = async (accept: string) =>
      (await desk.send('GET', '/v1/notes?limit=1', { user, headers: { accept } })).headers[
        'content-type'
      ];
    expect(await typeFor('text/csv;q=0.5, application/json')).toContain('application/json');
    expect(await typeFor('text/csv, application/json;q=0.9')).toContain('text/csv');
    expect(await typeFor('text/html, */*;q=0.1')).toContain('application/json');
    const none = { accept: 'application/json;q=0, text/html' };
    expect((await desk.send('GET', '/v1/notes', { user, headers: none })).status).toBe(406);
    const head = await desk.send('HEAD', `/v1/notes/${id}`, { user });
    expect(head).toMatchObject({ status: 200, text: '', headers: { etag: '"0"' } });
    const read = await desk.send('GET', `/v1/notes/${id}?minPosition=1`, { user });
    expect(read.status).toBe(200);
    const tags = { 'if-none-match': '"9", W/"0"' };
    const same = await desk.send('GET', `/v1/notes/${id}`, { user, headers: tags });
    expect(same).toMatchObject({ status: 304, text: '' });
  });
});

test('a read-only role cannot write, even where any role may', async () => {
  @Controller('v1/open')
  class OpenController {
    @Post()
    @Access({ roles: 'authenticated', summary: 'Any role' })
    change() {
      return { changed: true };
    }
    @Get()
    @Access({ roles: 'authenticated', summary: 'Any role' })
    look() {
      return { seen: true };
    }
  }
  const desk = await DeskApp.open({ controllers: [OpenController] });
  try {
    expect((await desk.send('GET', '/v1/open', { user: 'auditor' })).status).toBe(200);
    expect((await desk.send('POST', '/v1/open', { user: 'auditor', key: 'a' })).status).toBe(403);
    expect((await desk.send('POST', '/v1/open', { user: 'buyer', key: 'a' })).status).toBe(201);
  } finally {
    await desk.close();
  }
});
