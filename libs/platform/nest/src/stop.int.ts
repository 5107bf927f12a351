import { describe, expect, test } from '@jest/globals';
import type { RuntimePorts } from '@tamani/runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { DeskApp } from '../testing/desk-app.js';
import { TimedEventStore } from './health/timed-event-store.js';
import { MAX_IN_HAND } from './http/limits.js';

/** Slow appends, so that some are in progress at a stop. */
class SlowStore extends TimedEventStore {
  override async append(...args: Parameters<TimedEventStore['append']>) {
    await pause(300);
    return super.append(...args);
  }
}
const slow = (ports: RuntimePorts): RuntimePorts => ({
  ...ports,
  store: new SlowStore(ports.store),
});

describe('a stop', () => {
  test('finishes requests in progress and accepts no new ones', async () => {
    const desk = await DeskApp.open({ wrap: slow });
    const port = await desk.listen();
    const authorization = `Bearer ${await desk.token('buyer')}`;
    const write = (key: string) =>
      fetch(`http://127.0.0.1:${port}/v1/notes`, {
        method: 'POST',
        headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ text: key, amount: { amount: '1', currency: 'XOF' } }),
      });
    const inHand = Promise.all(Array.from({ length: 5 }, (_, n) => write(`k${n}`)));
    while (!/requests_in_hand 6$/m.test((await desk.send('GET', '/metrics')).text)) await pause(5);
    const began = performance.now();
    const closed = desk.close();
    const late = write('late').then(
      ({ status }) => status,
      () => 'refused',
    );
    const statuses = (await inHand).map(({ status }) => status);
    expect(statuses).toEqual([201, 201, 201, 201, 201]);
    expect([503, 'refused']).toContain(await late);
    await closed;
    expect(performance.now() - began).toBeLessThan(5_000);
    await expect(write('after')).rejects.toThrow();
  });

  test('readiness fails first, and the times of appends are measured', async () => {
    const desk = await DeskApp.open({ wrap: slow });
    const body = { text: 'x', amount: { amount: '1', currency: 'XOF' } };
    const sent = { user: 'buyer', key: 'k', body } as const;
    const writing = desk.send('POST', '/v1/notes', sent);
    expect((await writing).status).toBe(201);
    const { text } = await desk.send('GET', '/metrics');
    const count = Number(/tamani_append_seconds_count (\d+)/.exec(text)?.[1]);
    expect(count).toBeGreaterThanOrEqual(2);
    const sum = Number(/tamani_append_seconds_sum ([\d.]+)/.exec(text)?.[1]);
    expect(sum).toBeGreaterThan(0);
    expect(text).toMatch(/http_request_seconds_count\{[^}]*route="\/v1\/notes",status="201"\} 1/);
    expect((await desk.send('GET', '/readyz')).status).toBe(200);
    desk.beginStop();
    const ready = await desk.send('GET', '/readyz');
    expect(ready).toMatchObject({ status: 503, body: { status: 'stopping' } });
    const refused = await desk.send('GET', '/v1/notes', { user: 'buyer' });
    expect(refused).toMatchObject({ status: 503, body: { code: 'stopping' } });
    expect(refused.headers).toMatchObject({ 'retry-after': '1', connection: 'close' });
    expect((await desk.send('GET', '/livez')).status).toBe(200);
    await desk.close();
  });
});

/** Lists that take long, so that many requests are in hand. */
const slowLists = (ports: RuntimePorts): RuntimePorts => ({
  ...ports,
  reads: new Proxy(ports.reads, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...args: unknown[]) => unknown;
      if (name !== 'find') return call;
      return (...args: unknown[]) => pause(3_000).then(() => call(...args));
    },
  }),
});

test('above the bound of requests in hand: 503 at once, health still answers', async () => {
  const desk = await DeskApp.open({ wrap: slowLists });
  try {
    const beyond = 20;
    const read = () => desk.send('GET', '/v1/notes', { user: 'buyer' });
    const asked = Promise.all(Array.from({ length: MAX_IN_HAND + beyond }, read));
    while (!/requests_in_hand \d{4}$/m.test((await desk.send('GET', '/metrics')).text)) {
      await pause(20);
    }
    expect((await desk.send('GET', '/livez')).status).toBe(200);
    const answers = await asked;
    const overloaded = answers.filter(({ body }) => body['code'] === 'overloaded');
    expect(overloaded.length).toBeGreaterThanOrEqual(beyond);
    expect(overloaded.map(({ headers }) => headers['retry-after'])).toContain('1');
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(
      answers.length - overloaded.length,
    );
    expect((await read()).status).toBe(200);
  } finally {
    await desk.close();
  }
});

test('one client does not take every place: others are answered', async () => {
  const rateLimit = { requests: 1_000_000, windowSeconds: 10, atOnce: 8 };
  const desk = await DeskApp.open({ wrap: slowLists, rateLimit });
  try {
    const read = () => desk.send('GET', '/v1/notes', { user: 'buyer' });
    const asked = Promise.all(Array.from({ length: 20 }, read));
    const me = await desk.send('GET', '/v1/me', { user: 'receiver' });
    expect(me.status).toBe(200);
    const codes = (await asked).map(({ status, body }) => `${status} ${String(body['code'])}`);
    expect(codes.filter((code) => code === '429 too_many_at_once')).toHaveLength(12);
    expect((await read()).status).toBe(200);
  } finally {
    await desk.close();
  }
});

test('a client that asks too often is told when it may again; others are not', async () => {
  const rateLimit = { requests: 5, windowSeconds: 10, atOnce: 8 };
  const desk = await DeskApp.open({ rateLimit });
  try {
    const me = (user: 'buyer' | 'receiver') => desk.send('GET', '/v1/me', { user });
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push(await me('buyer'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[0]?.headers).toMatchObject({
      'ratelimit-policy': '5;w=10',
      'ratelimit-limit': '5',
      'ratelimit-remaining': '4',
    });
    const refused = answers[5];
    expect(refused?.body).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(refused?.headers['retry-after']).toBe(refused?.headers['ratelimit-reset']);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await me('receiver')).status).toBe(200);
    const strangers = [];
    for (let n = 0; n < 6; n += 1) strangers.push((await desk.send('GET', '/v1/me')).status);
    expect(strangers).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await me('receiver')).status).toBe(200);
  } finally {
    await desk.close();
  }
});
