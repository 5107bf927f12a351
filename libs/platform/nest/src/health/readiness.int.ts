import { afterEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { DeskApp } from '../../testing/desk-app.js';

/** What the store does from now on: as it is, away, or never answering. */
let store: 'well' | 'away' | 'silent' = 'well';
let asked = 0;
const disturbed = (ports: RuntimePorts): RuntimePorts => ({
  ...ports,
  store: new Proxy(ports.store, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...args: unknown[]) => unknown;
      if (name === 'close' || name === 'subscribeAll') return call;
      return (...args: unknown[]) => {
        asked += 1;
        if (store === 'away') return Promise.reject(new StoreUnavailable('away'));
        return store === 'silent' ? new Promise(() => undefined) : call(...args);
      };
    },
  }),
});

let desk: DeskApp;
afterEach(async () => {
  store = 'well';
  await desk.close();
});
const opened = async (): Promise<DeskApp> => (desk = await DeskApp.open({ wrap: disturbed }));
const write = {
  user: 'buyer',
  key: 'k',
  body: { text: 'x', amount: { amount: '1', currency: 'XOF' } },
} as const;
const operator = { user: 'administrator' } as const;

describe('readiness: this process can serve', () => {
  test('it is answered within a second and without a call while the store is silent', async () => {
    await opened();
    await desk.runtime.settled();
    store = 'silent';
    const [before, began] = [asked, performance.now()];
    const { status, body } = await desk.send('GET', '/readyz');
    expect([status, body]).toEqual([200, { status: 'ready', version: 'test' }]);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(asked).toBe(before);
  });

  test('an engine that is away: 503 with Retry-After where it is needed, the others go on', async () => {
    await opened();
    expect((await desk.send('POST', '/v1/notes', write)).status).toBe(201);
    await desk.runtime.settled();
    store = 'away';
    const refused = await desk.send('POST', '/v1/notes', { ...write, key: 'l' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const list = await desk.send('GET', '/v1/notes', { user: 'buyer' });
    expect([list.status, (list.body['data'] as unknown[]).length]).toEqual([200, 1]);
    expect((await desk.send('GET', '/readyz')).status).toBe(200);
  });

  test('metrics and the status for operators say that it is away, within seconds', async () => {
    await opened();
    store = 'silent';
    const { status, body } = await desk.send('GET', '/statusz', operator);
    expect([status, body]).toMatchObject([
      200,
      {
        status: 'ready',
        settled: false,
        engines: { eventStore: { answers: false }, readStore: { answers: true } },
      },
    ]);
    const { text } = await desk.send('GET', '/metrics');
    expect(text).toMatch(/^tamani_engine_up\{port="store"\} 0$/m);
    expect(text).toMatch(/^tamani_engine_up\{port="reads"\} 1$/m);
  });

  test('details are for operators with a role', async () => {
    await opened();
    expect((await desk.send('GET', '/statusz')).status).toBe(401);
    expect((await desk.send('GET', '/statusz', { user: 'buyer' })).status).toBe(403);
    const { body } = await desk.send('GET', '/statusz', operator);
    expect(body).toMatchObject({ engines: { eventStore: { answers: true } }, parked: 0 });
    const workers = body['workers'] as { name: string; lag: object }[];
    expect(workers).toContainEqual(
      expect.objectContaining({ name: 'projector.desk.notes', lag: { events: 0, seconds: 0 } }),
    );
  });
});
