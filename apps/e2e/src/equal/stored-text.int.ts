import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEventStoreDb } from '@tamani/eventstoredb';
import type { EventStore, StoredEvent } from '@tamani/ports';
import { describeOn, esdbServer, serverOf } from '@tamani/testing';
import { seeded } from '@tamani/testing/engines';
import { playInMemory } from '../adversary/history/in-memory.js';

const { seed, numRuns } = seeded('events in EventStoreDB', { runs: 6, fullRuns: 200 });
const LENGTH = { least: 80, most: 120 };
const PAGE = 400;

const server = await serverOf(esdbServer);

describeOn(server, 'the events of whole histories, in EventStoreDB', ({ address, stop }) => {
  let store: EventStore;
  beforeAll(async () => {
    const namespace = `texts_${process.pid}_${Date.now()}`;
    store = await openEventStoreDb({ url: address, namespace });
  });
  afterAll(async () => {
    await store.close();
    await stop();
  });

  test('come back to the byte, of every type', async () => {
    const types = new Set<string>();
    for (let at = 0; at < numRuns; at += 1) {
      const { system } = await playInMemory(seed + at, LENGTH);
      for (const events of pagesByStream(system.written)) {
        const [first] = events;
        if (!first) continue;
        const { stream, revision } = first;
        const name = `${at}.${stream}`;
        const before = revision === 0n ? ('no_stream' as const) : revision - 1n;
        await store.append(name, [...events], before);
        const stored = await store.readStream(name, { from: revision, limit: events.length });
        expect(stored.map(written)).toEqual(events.map(written));
        for (const { type } of events) types.add(type);
      }
    }
    process.stdout.write(`${types.size} types of events\n`);
    expect(types.size).toBeGreaterThan(100);
  }, 600_000);
});

const written = ({ id, type, data, meta, revision }: StoredEvent) => ({
  id,
  type,
  data,
  meta,
  revision,
});

/** What was appended to each stream, in order, some at a time. */
function pagesByStream(events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events)
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  return [...streams.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / PAGE) }, (_, n) =>
      all.slice(n * PAGE, (n + 1) * PAGE),
    ),
  );
}
