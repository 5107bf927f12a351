import { expect } from '@jest/globals';
import type { EventStore, LogItem } from '@tamani/ports';
import {
  errorNameOf,
  eventsOf,
  follow,
  idsOf,
  newEvents,
  type EventStoreSubject,
} from './event-store.harness.js';
import { freshName, type Cases } from '../suite.js';

interface Written {
  readonly prefix: string;
  readonly ids: string[];
  more(count: number): Promise<void>;
}

/** Writes a stream, a few events an append. */
function writerOf(store: EventStore): Written {
  const prefix = freshName('contract');
  const ids: string[] = [];
  return {
    prefix,
    ids,
    async more(count) {
      for (let left = count; left > 0; left -= 3) {
        const events = newEvents(Math.min(left, 3));
        const expected = ids.length === 0 ? 'no_stream' : BigInt(ids.length - 1);
        ids.push(...idsOf(events));
        await store.append(`${prefix}.Thing-1`, events, expected);
      }
    },
  };
}

const count = (items: readonly LogItem[]): number => eventsOf(items).length;
const isCaughtUp = (items: readonly LogItem[]): boolean => items.at(-1)?.kind === 'caughtUp';

const following: Cases<EventStoreSubject> = {
  'a subscription gives what is there, then what comes, without a gap': async ({ shared }) => {
    const { store } = shared;
    const after = await store.head();
    const writer = writerOf(store);
    await writer.more(100);
    const rest = (async () => {
      for (let n = 0; n < 100; n += 1) await writer.more(1 + (n % 4));
    })();
    const filter = { streamPrefixes: [writer.prefix] };
    const total = 100 + 25 * (1 + 2 + 3 + 4);
    const items = await follow(store, { after, filter }, (seen) => count(seen) >= total);
    await rest;
    expect(idsOf(eventsOf(items))).toEqual(writer.ids);
    expect(eventsOf(items).map(({ revision }) => Number(revision))).toEqual([
      ...Array(total).keys(),
    ]);
  },
  'it starts strictly after its position': async ({ shared: { store } }) => {
    const after = await store.head();
    const writer = writerOf(store);
    await writer.more(9);
    const filter = { streamPrefixes: [writer.prefix] };
    const all = eventsOf(await follow(store, { after, filter }, (seen) => count(seen) === 9));
    const middle = all[4]?.position ?? 0n;
    const rest = await follow(store, { after: middle, filter }, (seen) => count(seen) === 4);
    expect(idsOf(eventsOf(rest))).toEqual(writer.ids.slice(5));
  },
  'it says when it has caught up, live too, and not before': async ({ shared: { store } }) => {
    const after = await store.head();
    const writer = writerOf(store);
    await writer.more(20);
    const head = await store.head();
    const filter = { streamPrefixes: [writer.prefix] };
    const items = await follow(store, { after, filter }, async (seen) => {
      if (isCaughtUp(seen) && count(seen) === 20) await writer.more(1);
      return count(seen) === 21;
    });
    const first = items.findIndex(({ kind }) => kind === 'caughtUp');
    expect(count(items.slice(0, first))).toBe(20);
    const caughtUp = items[first];
    expect(caughtUp?.kind === 'caughtUp' && caughtUp.position >= head).toBe(true);
  },
  'several subscriptions each get everything': async ({ shared: { store } }) => {
    const after = await store.head();
    const writer = writerOf(store);
    const filter = { streamPrefixes: [writer.prefix] };
    const followers = Array.from({ length: 5 }, () =>
      follow(store, { after, filter }, (seen) => count(seen) === 30),
    );
    await writer.more(30);
    for (const items of await Promise.all(followers))
      expect(idsOf(eventsOf(items))).toEqual(writer.ids);
  },
};

const checkpoints: Cases<EventStoreSubject> = {
  'a checkpoint is never ahead of an event that is still to come': async ({ shared }) => {
    const { store } = shared;
    const after = await store.head();
    const [wanted, other] = [writerOf(store), writerOf(store)];
    const writing = (async () => {
      for (let n = 0; n < 60; n += 1) await (n % 5 ? other : wanted).more(4);
    })();
    const filter = { streamPrefixes: [wanted.prefix] };
    const items = await follow(store, { after, filter }, (seen) => count(seen) === 12 * 4);
    await writing;
    let safe = after;
    for (const item of items) {
      if (item.kind === 'event') expect(item.event.position).toBeGreaterThan(safe);
      else safe = item.position > safe ? item.position : safe;
    }
    expect(idsOf(eventsOf(items))).toEqual(wanted.ids);
  },
  'a position moves on over what the filter leaves out': async ({ shared: { store } }) => {
    const after = await store.head();
    const other = writerOf(store);
    await other.more(90);
    const head = await store.head();
    const filter = { streamPrefixes: [freshName('contract')] };
    const past = (items: readonly LogItem[]): boolean =>
      items.some((item) => item.kind !== 'event' && item.position >= head);
    const items = await follow(store, { after, filter }, past);
    expect(eventsOf(items)).toEqual([]);
  },
};

const ending: Cases<EventStoreSubject> = {
  'it ends when its signal aborts, at once, waiting or not': async ({ shared: { store } }) => {
    const after = await store.head();
    const aborted = AbortSignal.abort();
    const none: LogItem[] = [];
    for await (const item of store.subscribeAll({ after, signal: aborted })) none.push(item);
    expect(none).toEqual([]);
    const stop = new AbortController();
    for await (const item of store.subscribeAll({ after, signal: stop.signal }))
      if (item.kind === 'caughtUp') setTimeout(() => stop.abort(), 20);
    const writer = writerOf(store);
    await writer.more(50);
    const filter = { streamPrefixes: [writer.prefix] };
    const items = await follow(store, { after, filter }, (seen) => count(seen) === 7);
    expect(count(items)).toBe(7);
  },
  'a slow consumer holds it up and misses nothing': async ({ shared: { store } }) => {
    const after = await store.head();
    const writer = writerOf(store);
    await writer.more(3);
    const filter = { streamPrefixes: [writer.prefix] };
    const items = await follow(store, { after, filter }, async (seen) => {
      if (count(seen) === 1 && seen.length === 1) await writer.more(1_500);
      return count(seen) === 1_503;
    });
    expect(idsOf(eventsOf(items))).toEqual(writer.ids);
  },
  'a consumer that leaves the loop leaves the store in order': async ({ shared: { store } }) => {
    const after = await store.head();
    const writer = writerOf(store);
    await writer.more(6);
    const filter = { streamPrefixes: [writer.prefix] };
    const { signal } = new AbortController();
    let taken = 0;
    for await (const item of store.subscribeAll({ after, filter, signal })) {
      if (item.kind === 'event') taken += 1;
      if (taken === 2) break;
    }
    await writer.more(3);
    const items = await follow(store, { after, filter }, (seen) => count(seen) === 9);
    expect(idsOf(eventsOf(items))).toEqual(writer.ids);
  },
  'a position beyond the head is refused: it is another or an emptied store': async (given) => {
    const { store } = given.shared;
    const after = (await store.head()) + 1_000_000n;
    const started = follow(store, { after }, () => true);
    expect(await errorNameOf(started)).toBe('StoreMisuse');
  },
  'closing the store ends its subscriptions': async ({ own }) => {
    const harness = await own();
    const { signal } = new AbortController();
    const kinds: string[] = [];
    let closing: Promise<unknown> = Promise.resolve();
    for await (const item of harness.store.subscribeAll({ after: 0n, signal })) {
      kinds.push(item.kind);
      if (item.kind === 'caughtUp') closing = harness.reopen();
    }
    await closing;
    expect(kinds).toContain('caughtUp');
  },
};

export const subscribeCases: Cases<EventStoreSubject> = {
  ...following,
  ...checkpoints,
  ...ending,
};
