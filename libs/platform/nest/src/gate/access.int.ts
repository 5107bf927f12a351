import { afterEach, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@tamani/ports';
import type { AccessNote, RuntimePorts } from '@tamani/runtime';
import { DeskApp } from '../../testing/desk-app.js';

let isAway = false;
const sometimesAway = (ports: RuntimePorts): RuntimePorts => ({
  ...ports,
  store: new Proxy(ports.store, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...args: unknown[]) => unknown;
      if (name !== 'append') return call;
      return (...args: unknown[]) =>
        isAway ? Promise.reject(new StoreUnavailable('away')) : call(...args);
    },
  }),
});
let desk: DeskApp;
afterEach(async () => {
  isAway = false;
  await desk.close();
});
const opened = async () => (desk = await DeskApp.open({ wrap: sometimesAway }));

/** What has been noted in the log. */
async function notes(): Promise<readonly AccessNote[]> {
  const { store } = desk.runtime.ports;
  const streams = { streamPrefixes: ['desk.Access-'] };
  const { events } = await store.readAll({ after: 0n, limit: 1_000, filter: streams });
  return events.map(({ data }) => JSON.parse(data) as AccessNote);
}

test('refusals are noted: of whom, what was asked for, how often; a flood of strangers is a row', async () => {
  await opened();
  for (let n = 0; n < 300; n += 1) await desk.send('GET', `/v1/notes/${n}`);
  await desk.send('GET', '/v1/notes', { headers: { authorization: 'Bearer a.b.c' } });
  const write = { user: 'auditor', key: 'k', body: {} } as const;
  expect((await desk.send('POST', '/v1/notes', write)).status).toBe(403);
  expect((await desk.send('POST', '/v1/notes', write)).status).toBe(403);
  expect(await notes()).toEqual([]);
  await desk.access.flush();
  const [note, ...others] = await notes();
  expect(others).toEqual([]);
  expect(note).toMatchObject({
    others: 0,
    rows: [
      { what: 'token_required', actor: null, target: '', count: 300 },
      { what: 'token_invalid', actor: null, target: '', count: 1 },
      { what: 'role_required', actor: 'auditor', target: 'POST /v1/notes', count: 2 },
    ],
  });
  const [strangers] = note?.rows ?? [];
  expect(String(strangers?.firstAt) < String(strangers?.lastAt)).toBe(true);
});

test('what auditors read is noted, without its query; what others read is not', async () => {
  await opened();
  await desk.send('GET', '/v1/notes?limit=1', { user: 'auditor' });
  await desk.send('GET', '/v1/notes?limit=2', { user: 'auditor' });
  await desk.send('GET', '/v1/notes', { user: 'buyer' });
  await desk.access.flush();
  expect(await notes()).toMatchObject([
    { rows: [{ what: 'read', actor: 'auditor', target: '/v1/notes', count: 2 }] },
  ]);
});

test('a note is bounded, whatever comes: the rest is a figure', async () => {
  await opened();
  const actor = { id: 'x'.repeat(5_000), roles: ['auditor'] };
  for (let n = 0; n < 1_000; n += 1) desk.access.read(`/v1/notes/${n}/${'y'.repeat(500)}`, actor);
  await desk.access.flush();
  const [note] = await notes();
  expect(note?.rows).toHaveLength(50);
  expect(note?.others).toBe(950);
});

test('while the store is away it is counted on', async () => {
  await opened();
  isAway = true;
  await desk.send('GET', '/v1/notes');
  await desk.access.flush();
  await desk.send('GET', '/v1/notes');
  expect(await notes()).toEqual([]);
  isAway = false;
  await desk.access.flush();
  expect(await notes()).toMatchObject([{ rows: [{ what: 'token_required', count: 2 }] }]);
});
