import { expect } from '@jest/globals';
import { canonicalText } from '@tamani/kernel';
import { EVENT_STORE_LIMITS, type NewEvent, type ReadStreamOptions } from '@tamani/ports';
import {
  allPages,
  errorNameOf,
  idsOf,
  newEvent,
  newEvents,
  type EventStoreSubject,
} from './event-store.harness.js';
import { freshName, type Cases } from '../suite.js';

const thing = (): string => `${freshName('contract')}.Thing-1`;

/** Texts that a store may be tempted to touch: separators, escapes, planes, marks of order. */
const TEXTS = [
  'Réhabilitation du poste de Gao, n° 3',
  'line\u2028and paragraph\u2029separators',
  '\ufeffbom, \u200bzero width, \u202eright to left',
  '𝒳 👩🏽‍🔧 中文 العربية ⵜⴰⵎⴰⵏⵉ',
  'e\u0301 stays as it is written',
  'tab\t quote" back\\slash nul\\u0000 \u007f',
];

const ofStreams: Cases<EventStoreSubject> = {
  'a stream that does not exist has no events': async ({ shared: { store } }) => {
    expect(await store.readStream(thing())).toEqual([]);
    expect(await store.readStream(thing(), { direction: 'backwards' })).toEqual([]);
  },
  'events come back byte for byte, with their place': async ({ shared: { store } }) => {
    const stream = thing();
    const events = TEXTS.map((text) =>
      newEvent({ data: JSON.stringify({ text }), meta: `{ "spaced":${JSON.stringify(text)}}` }),
    );
    const { position } = await store.append(stream, events, 'no_stream');
    const stored = await store.readStream(stream);
    expect(stored).toEqual(
      events.map((event, at) => ({
        ...event,
        stream,
        revision: BigInt(at),
        position: stored[at]?.position,
      })),
    );
    const positions = stored.map((event) => event.position);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
    expect(positions.at(-1)).toBe(position);
  },
  'a stream is read from a revision on, both ways, up to a limit': async ({ shared }) => {
    const { store } = shared;
    const stream = thing();
    await store.append(stream, newEvents(10), 'no_stream');
    const read = async (options: ReadStreamOptions) =>
      (await store.readStream(stream, options)).map(({ revision }) => Number(revision));
    expect(await read({ from: 7n })).toEqual([7, 8, 9]);
    expect(await read({ limit: 2 })).toEqual([0, 1]);
    expect(await read({ from: 3n, limit: 2 })).toEqual([3, 4]);
    expect(await read({ from: 10n })).toEqual([]);
    expect(await read({ direction: 'backwards', limit: 3 })).toEqual([9, 8, 7]);
    expect(await read({ direction: 'backwards', from: 2n })).toEqual([2, 1, 0]);
    expect(await read({ direction: 'backwards', from: 2n, limit: 2 })).toEqual([2, 1]);
    expect(await read({ direction: 'backwards', from: 99n, limit: 1 })).toEqual([9]);
  },
  'a page limit is 1 to 5,000': async ({ shared: { store } }) => {
    const after = await store.head();
    for (const limit of [0, -1, 1.5, EVENT_STORE_LIMITS.pageLimit + 1]) {
      expect(await errorNameOf(store.readStream(thing(), { limit }))).toBe('StoreMisuse');
      expect(await errorNameOf(store.readAll({ after, limit }))).toBe('StoreMisuse');
    }
    const limit = EVENT_STORE_LIMITS.pageLimit;
    expect(await store.readStream(thing(), { limit })).toEqual([]);
    expect(await store.readAll({ after, limit })).toMatchObject({ events: [], atHead: true });
  },
};

const ofTheLog: Cases<EventStoreSubject> = {
  'the log is read strictly after a position, in the order of commit': async ({ shared }) => {
    const { store } = shared;
    const prefix = freshName('contract');
    const start = await store.head();
    const written: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const events = newEvents(1 + (n % 3));
      await store.append(`${prefix}.Thing-${n}`, events, 'no_stream');
      written.push(...idsOf(events));
    }
    const filter = { streamPrefixes: [prefix] };
    for (const limit of [1, 2, 7, 100]) {
      const all = await allPages(store, { after: start, limit, filter });
      expect(idsOf(all)).toEqual(written);
      const middle = all[10]?.position ?? 0n;
      const rest = await allPages(store, { after: middle, limit, filter });
      expect(idsOf(rest)).toEqual(written.slice(11));
    }
  },
  'a filter takes prefixes of streams and types; a page moves on over the rest': async (given) => {
    const { store } = given.shared;
    const prefix = freshName('contract');
    const start = await store.head();
    for (let n = 0; n < 40; n += 1) {
      const [a] = newEvents(1, { type: n % 2 ? 'Odd' : 'Even' });
      if (a) await store.append(`${prefix}.${n % 4 ? 'Many' : 'Few'}-${n}`, [a], 'no_stream');
    }
    const read = async (filter: { streamPrefixes: string[]; types?: string[] }) =>
      (await allPages(store, { after: start, limit: 3, filter })).map(({ stream }) =>
        stream.slice(prefix.length + 1),
      );
    const few = Array.from({ length: 10 }, (_, n) => `Few-${n * 4}`);
    expect(await read({ streamPrefixes: [`${prefix}.Few-`] })).toEqual(few);
    expect(await read({ streamPrefixes: [`${prefix}.Few-`, `${prefix}.None-`] })).toEqual(few);
    expect(await read({ streamPrefixes: [`${prefix}.`] })).toHaveLength(40);
    expect(await read({ streamPrefixes: [`${prefix}.`], types: ['Odd'] })).toHaveLength(20);
    expect(await read({ streamPrefixes: [`${prefix}.`], types: ['Odd', 'Even'] })).toHaveLength(40);
    expect(await read({ streamPrefixes: [`${prefix}.few-`] })).toEqual([]);
    const filter = { streamPrefixes: [`${prefix}.None-`] };
    const { next } = await lastPage(store, { after: start, filter });
    expect(next).toBeGreaterThanOrEqual(await store.head());
  },
  'positions grow over all streams, and the head is that of the last event': async (given) => {
    const { store } = given.shared;
    const before = await store.head();
    const { position } = await store.append(thing(), newEvents(3), 'no_stream');
    expect(position).toBeGreaterThan(before);
    expect(await store.head()).toBeGreaterThanOrEqual(position);
  },
  'a mark names the log and the last event up to a position': async ({ own, shared }) => {
    const harness = await own();
    const { store } = harness;
    const start = await store.mark(0n);
    expect(start).toEqual({ log: start?.log, position: 0n, event: '' });
    const [first, second] = newEvents(2) as [NewEvent, NewEvent];
    await store.append(thing(), [first], 'no_stream');
    const position = await store.head();
    await store.append(thing(), [second], 'no_stream');
    expect(await store.mark(position)).toEqual({ ...start, position, event: first.id });
    const head = await store.head();
    expect(await store.mark(head)).toEqual({ ...start, position: head, event: second.id });
    expect(await store.mark(head + 1_000_000n)).toBeUndefined();
    const again = await harness.reopen();
    expect(await again.mark(head)).toEqual({ ...start, position: head, event: second.id });
    expect((await shared.store.mark(0n))?.log).not.toBe(start?.log);
  },
  'an empty log has its head at 0': async ({ own }) => {
    const { store } = await own();
    expect(await store.head()).toBe(0n);
    expect(await store.readAll({ after: 0n, limit: 10 })).toEqual({
      events: [],
      next: 0n,
      atHead: true,
    });
    const event = newEvent({ data: canonicalText({ first: 'one' }) });
    const { position } = await store.append(thing(), [event], 'no_stream');
    expect(position).toBeGreaterThan(0n);
    const page = await store.readAll({ after: 0n, limit: 10 });
    expect(idsOf(page.events)).toEqual([event.id]);
  },
};

async function lastPage(
  store: EventStoreSubject['shared']['store'],
  { after, filter }: { after: bigint; filter: { streamPrefixes: string[] } },
) {
  let page = await store.readAll({ after, limit: 5, filter });
  while (!page.atHead) page = await store.readAll({ after: page.next, limit: 5, filter });
  return page;
}

export const readCases: Cases<EventStoreSubject> = { ...ofStreams, ...ofTheLog };
