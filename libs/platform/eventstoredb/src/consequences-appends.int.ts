import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EVENT_STORE_LIMITS, type NewEvent } from '@tamani/ports';
import {
  BadServer,
  event,
  events,
  refusal,
  SETTLE_MS,
  stream,
} from '../testing/support/bad-server.js';

/**
 * The consequences for an adapter of what was observed of a real server with the real client,
 * by their numbers, on the wire double.
 */
describe('appends on a bad day', () => {
  let server: BadServer;
  beforeEach(async () => {
    server = await BadServer.start();
  });
  afterEach(() => server.dispose());

  const nameOf = async (append: Promise<unknown>) => (await refusal(append))?.name;
  const lost = (kind: 'loseAnswer' | 'loseRequest', answer: 'unavailable' | 'none') =>
    server.double.faults.add({ on: 'append', action: { kind, answer } });

  test('consequence 1: a retry has the same ids and the same exact revision; it writes once', async () => {
    const name = stream();
    const some = events(3);
    lost('loseAnswer', 'unavailable');
    expect(await nameOf(server.store.append(name, some, 'no_stream'))).toBe('OutcomeUnknown');
    await server.restart();
    const again = await server.store.append(name, some, 'no_stream');
    expect(again).toMatchObject({ firstRevision: 0n, lastRevision: 2n });
    expect(await server.store.readStream(name)).toHaveLength(3);
    // A conflict after an unknown outcome is a real one.
    const other = server.store.append(name, events(1), 'no_stream');
    expect(await refusal(other)).toMatchObject({ name: 'ConcurrencyConflict', actual: 2n });
  });

  test('consequence 1, control: the client alone with ANY writes twice after a restart', async () => {
    const name = stream();
    const client = () => EventStoreDBClient.connectionString(server.double.url);
    const one = jsonEvent({ type: 'SampleHappened', data: { a: 1 } });
    const credentials = { username: 'a', password: 'b' };
    await client().appendToStream(name, one, { credentials });
    await server.restart();
    await client().appendToStream(name, one, { credentials });
    expect(await streamLength(client(), name)).toBe(2);
  });

  test('consequence 2: an append is frozen before its first try', async () => {
    const name = stream();
    const given = events(2);
    const before = structuredClone(given);
    server.double.faults.add({ on: 'append', action: { kind: 'stall', ms: 200 } });
    const append = server.store.append(name, given, 'no_stream');
    given.splice(0, 2, event(), event(), event());
    await append;
    expect((await server.store.readStream(name)).map(({ id }) => id)).toEqual(
      before.map(({ id }) => id),
    );
  });

  test.each([
    ['loseRequest', 'unavailable'],
    ['loseAnswer', 'unavailable'],
    ['loseRequest', 'none'],
    ['loseAnswer', 'none'],
  ] as const)('consequence 3: %s, answered by %s, is an unknown outcome', async (kind, answer) => {
    const name = stream();
    const some = events(1);
    const written = kind === 'loseAnswer' ? 1 : 0;
    lost(kind, answer);
    expect(await nameOf(server.store.append(name, some, 'no_stream'))).toBe('OutcomeUnknown');
    expect(await server.store.readStream(name)).toHaveLength(written);
    await server.store.append(name, some, 'no_stream');
    expect(await server.store.readStream(name)).toHaveLength(1);
    expect(server.store.counters()).toMatchObject({ unknown_outcomes: 1 });
  });

  test('consequence 3: a server that is not ready is one, too; so is one that is down', async () => {
    server.double.faults.add({ on: 'append', action: { kind: 'notReady' } });
    expect(await nameOf(server.store.append(stream(), events(1), 'no_stream'))).toBe(
      'OutcomeUnknown',
    );
    await server.double.kill();
    expect(await nameOf(server.store.append(stream(), events(1), 'no_stream'))).toBe(
      'OutcomeUnknown',
    );
    expect(await nameOf(server.store.readStream(stream()))).toBe('StoreUnavailable');
    await server.restart();
    await server.store.append(stream(), events(1), 'no_stream');
  });

  test('consequence 3: after a time-out the next try of that stream waits, others do not', async () => {
    const name = stream();
    const some = events(1);
    lost('loseAnswer', 'none');
    expect(await nameOf(server.store.append(name, some, 'no_stream'))).toBe('OutcomeUnknown');
    const order: string[] = [];
    const began = performance.now();
    const again = server.store.append(name, some, 'no_stream').then(() => order.push('again'));
    const other = server.store.append(stream(), events(1), 'no_stream');
    await Promise.all([again, other.then(() => order.push('other'))]);
    expect(order).toEqual(['other', 'again']);
    // Not a speed: it must not be sooner.
    expect(performance.now() - began).toBeGreaterThanOrEqual(SETTLE_MS - 50);
  });

  test('consequence 4: what would hang or kill the client is refused before the call', async () => {
    const bad: readonly (readonly NewEvent[])[] = [
      [],
      [event({ id: 'no-uuid' })],
      [event({ id: '00000000-0000-0000-0000-000000000000' })],
      [event({ type: '' })],
      [event({ data: '' })],
      Array.from({ length: 40 }, () => event({ data: `"${'x'.repeat(32_000)}"` })),
    ];
    const names = await Promise.all(
      bad.map((some) => nameOf(server.store.append(stream(), some, 'no_stream'))),
    );
    expect(names).toEqual([...Array<string>(5).fill('StoreMisuse'), 'PayloadTooLarge']);
    expect(await nameOf(server.store.append('', events(1), 'no_stream'))).toBe('StoreMisuse');
    expect(EVENT_STORE_LIMITS.appendBytes).toBeLessThan(1024 * 1024);
    await server.store.append(stream(), events(1), 'no_stream');
  });

  test('consequence 5: one call per append, so that a failing one does not affect the others', async () => {
    server.double.faults.add({
      on: 'append',
      action: { kind: 'loseRequest', answer: 'none' },
      times: 2,
    });
    const names = await Promise.all(
      Array.from({ length: 40 }, () =>
        nameOf(server.store.append(stream(), events(1), 'no_stream')),
      ),
    );
    expect(names.filter((name) => name === undefined)).toHaveLength(38);
    expect(names.filter((name) => name === 'OutcomeUnknown')).toHaveLength(2);
    await server.store.append(stream(), events(1), 'no_stream');
  });

  test('consequence 6: every read and append has a timer of its own', async () => {
    const silent = { kind: 'loseRequest', answer: 'none' } as const;
    server.double.faults.add({ on: 'read', action: silent }, { on: 'append', action: silent });
    expect(await refusal(server.store.readStream(stream()))).toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining('no answer'),
    });
    expect(await nameOf(server.store.append(stream(), events(1), 'no_stream'))).toBe(
      'OutcomeUnknown',
    );
    expect(server.store.counters()['renewed_clients']).toBeGreaterThan(0);
    expect(await server.store.readStream(stream())).toEqual([]);
  });

  test('consequence 7: a conflict says what is there, in words', async () => {
    const name = stream();
    await server.store.append(name, events(2), 'no_stream');
    expect(await refusal(server.store.append(name, events(1), 0n))).toMatchObject({
      name: 'ConcurrencyConflict',
      message: `${name}: expected 0, is 1`,
      actual: 1n,
    });
    const missing = stream();
    expect(await refusal(server.store.append(missing, events(1), 4n))).toMatchObject({
      message: `${missing}: expected 4, is no_stream`,
      actual: 'no_stream',
    });
  });

  test('consequence 8: the result of a retry is that of the first try, not the head', async () => {
    const name = stream();
    const first = events(2);
    const result = await server.store.append(name, first, 'no_stream');
    await server.store.append(name, events(3), 1n);
    expect(await server.store.append(name, first, 'no_stream')).toEqual({
      ...result,
      alreadyAppended: true,
    });
  });
});

async function streamLength(client: EventStoreDBClient, name: string): Promise<number> {
  let length = 0;
  for await (const _ of client.readStream(name)) length += 1;
  return length;
}
