import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { LogItem } from '@tamani/ports';
import { setTimeout as pause } from 'node:timers/promises';
import {
  BadServer,
  event,
  events,
  refusal,
  stream,
  TIMEOUT_MS,
} from '../testing/support/bad-server.js';

/** As consequences-appends.int.ts, for reads and subscriptions. */
describe('reads and subscriptions on a bad day', () => {
  let server: BadServer;
  beforeEach(async () => {
    server = await BadServer.start();
  });
  afterEach(() => server.dispose());

  /** Follows the log until so many events have been handled; a step may be taken between. */
  async function follow(
    count: number,
    { after = 0n, each = async (_: number) => undefined as void } = {},
  ): Promise<readonly LogItem[]> {
    const stop = new AbortController();
    const items: LogItem[] = [];
    let handled = 0;
    for await (const item of server.store.subscribeAll({ after, signal: stop.signal })) {
      items.push(item);
      if (item.kind !== 'event') continue;
      handled += 1;
      await each(handled);
      if (handled === count) stop.abort();
    }
    return items;
  }
  const idsOf = (items: readonly LogItem[]) =>
    items.flatMap((item) => (item.kind === 'event' ? [item.event.id] : []));

  async function written(count: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 5) {
      const some = events(5);
      await server.store.append(stream(), some, 'no_stream');
      ids.push(...some.map(({ id }) => id));
    }
    return ids;
  }

  test.each([13, 14] as const)(
    'consequence 9: a subscription that ends with %i goes on after the last handled item',
    async (code) => {
      const ids = await written(60);
      const items = await follow(60, {
        each: async (handled) => {
          if (handled % 20 === 10) server.double.faults.endSubscriptions(code);
        },
      });
      expect(idsOf(items)).toEqual(ids);
      expect(server.warnings.some((text) => text.includes('opening it again'))).toBe(true);
    },
  );

  test('consequence 9: it comes back after a restart, and has what was written meanwhile', async () => {
    const ids = [...(await written(10))];
    const items = await follow(25, {
      each: async (handled) => {
        if (handled !== 10) return;
        await server.restart();
        ids.push(...(await written(15)));
      },
    });
    expect(idsOf(items)).toEqual(ids);
  });

  test('consequence 9, control: the client’s own subscription does not come back', async () => {
    await written(5);
    const client = EventStoreDBClient.connectionString(server.double.url);
    const seen: unknown[] = [];
    const subscription = client.subscribeToAll({ filter: undefined });
    const ended = new Promise((resolve) => {
      subscription.on('error', resolve);
      subscription.on('close', resolve);
    });
    subscription.on('data', (item) => {
      seen.push(item);
      if (seen.length === 3) server.double.faults.endSubscriptions(13);
    });
    await ended;
    await written(5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen.length).toBeLessThan(12);
  });

  test('consequence 9: neither caught up nor a checkpoint comes before the events ahead of it', async () => {
    await written(200);
    const head = await server.store.head();
    let unhandled = 200;
    const items = await follow(200, {
      each: async () => {
        unhandled -= 1;
        if (unhandled % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
      },
    });
    let last = 0n;
    let events = 0;
    for (const item of items) {
      if (item.kind === 'event') {
        expect(item.event.position).toBeGreaterThan(last);
        last = item.event.position;
        events += 1;
      } else if (item.kind === 'caughtUp') {
        expect(events).toBe(200);
        expect(item.position).toBeGreaterThanOrEqual(head);
      } else expect(item.position).toBeGreaterThanOrEqual(last);
    }
  });

  test('consequence 10: a position beyond the head is refused, also when it comes back', async () => {
    await written(5);
    const beyond = (await server.store.head()) + 1_000_000n;
    expect(await refusal(follow(1, { after: beyond }))).toMatchObject({
      name: 'StoreMisuse',
      message: expect.stringContaining('another or an emptied store'),
    });
  });

  test('consequence 11: the log is read without the system’s events and without the first', async () => {
    const ids = await written(10);
    const client = EventStoreDBClient.connectionString(server.double.url);
    const credentials = { username: 'a', password: 'b' };
    const own = jsonEvent({ type: '$statsCollected', data: { mem: 1 } });
    await client.appendToStream('$stats-node', [own], { credentials });
    const page = await server.store.readAll({ after: 0n, limit: 100 });
    expect(page.events.map(({ id }) => id)).toEqual(ids);
    expect(page.atHead).toBe(true);
    expect(await server.store.head()).toBe(page.events.at(-1)?.position);
    const after = page.events[3]?.position ?? 0n;
    const rest = await server.store.readAll({ after, limit: 100 });
    expect(rest.events.map(({ id }) => id)).toEqual(ids.slice(4));
    const type = { types: ['Nothing'] };
    const none = await server.store.readAll({ after: 0n, limit: 5, filter: type });
    expect([none.events, none.next]).toEqual([[], page.next]);
  });

  test('consequence 12: more subscriptions than a connection carries are refused', async () => {
    const stop = new AbortController();
    const open = Array.from({ length: 80 }, () =>
      server.store.subscribeAll({ after: 0n, signal: stop.signal })[Symbol.asyncIterator](),
    );
    const firsts = await Promise.all(open.map((one) => one.next()));
    expect(firsts.every(({ value }) => (value as LogItem).kind === 'caughtUp')).toBe(true);
    expect(await refusal(follow(1))).toMatchObject({ name: 'StoreMisuse' });
    // Appends and reads have a connection of their own.
    await server.store.append(stream(), [event()], 'no_stream');
    stop.abort();
    for (const one of open) await one.return?.(undefined);
  });

  test('consequence 13: one position per event, increasing in the order of delivery, not dense', async () => {
    await written(30);
    const items = await follow(30);
    const positions = items.flatMap((item) => (item.kind === 'event' ? [item.event.position] : []));
    const { events: read } = await server.store.readAll({ after: 0n, limit: 100 });
    expect(positions).toEqual(read.map(({ position }) => position));
    const gaps = positions.slice(1).map((one, at) => one - (positions[at] ?? 0n));
    expect(gaps.every((gap) => gap > 1n)).toBe(true);
  });

  test('consequence 14: a stream that is missing, emptied or deleted has no events', async () => {
    expect(await server.store.readStream(stream())).toEqual([]);
    const { isMissingStream } = await import('./client/errors.js');
    for (const type of ['stream-not-found', 'stream-deleted'])
      expect(isMissingStream({ type })).toBe(true);
    expect(isMissingStream({ type: 'unavailable', code: 14 })).toBe(false);
    expect(await server.store.readStream(stream(), { direction: 'backwards' })).toEqual([]);
  });

  test('reads in hand when another call is given up are made again, and come whole', async () => {
    const name = stream();
    await server.store.append(name, events(40), 'no_stream');
    const late = { on: 'read', action: { kind: 'stall', ms: 1_000 }, times: 3 } as const;
    const silent = { on: 'read', action: { kind: 'loseRequest', answer: 'none' } } as const;
    server.double.faults.add(silent, late);
    const givenUp = refusal(server.store.readStream(stream()));
    await pause(TIMEOUT_MS - 600);
    const [read, head, log] = await Promise.all([
      server.store.readStream(name),
      server.store.readStream(name, { direction: 'backwards', limit: 1 }),
      server.store.readAll({ after: 0n, limit: 100 }),
    ]);
    expect(await givenUp).toMatchObject({ name: 'StoreUnavailable' });
    expect(server.store.counters()['renewed_clients']).toBeGreaterThan(0);
    const revisions = [read, head].map((all) => all.map(({ revision }) => Number(revision)));
    expect(revisions).toEqual([Array.from({ length: 40 }, (_, revision) => revision), [39]]);
    expect(log.events.length).toBe(40);
  });

  test('reads in hand at the close are refused, not answered by half', async () => {
    const name = stream();
    await server.store.append(name, events(40), 'no_stream');
    server.double.faults.add({ on: 'read', action: { kind: 'stall', ms: 1_000 } });
    const read = refusal(server.store.readStream(name));
    await pause(300);
    await server.store.close();
    expect(await read).toMatchObject({ name: 'StoreUnavailable' });
  });
});
