import { expect, test } from '@jest/globals';
import {
  ConcurrencyConflict,
  type Bus,
  type Delivery,
  type EventStore,
  type LogItem,
  type NewEvent,
  type ReadStore,
} from '@tamani/ports';
import { compareScalars } from '../memory/query.model.js';
import { memoryBus } from '../memory/memory-bus.js';
import { memoryEventStore } from '../memory/memory-event-store.js';
import { memoryReadStore } from '../memory/memory-read-store.js';
import { busModelCases } from './bus/bus.model-based.js';
import { orderCases } from './bus/bus.order.js';
import { failureCases } from './bus/bus.failures.js';
import { appendCases } from './event-store/event-store.append.js';
import { eventStoreModelCases } from './event-store/event-store.model-based.js';
import { readCases } from './event-store/event-store.read.js';
import { subscribeCases } from './event-store/event-store.subscribe.js';
import { leaseCases } from './read-store/read-store.leases.js';
import { readStoreModelCases } from './read-store/read-store.model-based.js';
import { pageCases } from './read-store/read-store.pages.js';
import { queryCases } from './read-store/read-store.queries.js';
import { writeCases } from './read-store/read-store.writes.js';
import type { Cases } from './suite.js';

/**
 * Engines with one flaw each, and the sentence of the contract that must catch it: a contract
 * that passes on these would prove nothing of the others.
 */
type Flaw<T> = readonly [flaw: string, sentence: string, engine: T];

/** An engine with some methods of its own. */
const altered = <T extends object>(engine: T, change: Partial<T>): T =>
  new Proxy(engine, {
    get: (target, name) => {
      const own = (change as Record<PropertyKey, unknown>)[name];
      const member = own ?? (target as Record<PropertyKey, unknown>)[name];
      return typeof member === 'function' ? member.bind(own ? change : target) : member;
    },
  });

const store = memoryEventStore;
const currentOf = async (of: EventStore, stream: string) =>
  (await of.readStream(stream, { direction: 'backwards', limit: 1 }))[0]?.revision ?? 'no_stream';

type AppendArgs = Parameters<EventStore['append']>;

function withAppend(
  append: (real: EventStore, args: AppendArgs) => ReturnType<EventStore['append']>,
): EventStore {
  const real = store();
  return altered(real, { append: (...args: AppendArgs) => append(real, args) });
}

function withItems(items: (item: LogItem, head: bigint) => readonly LogItem[]): EventStore {
  const real = store();
  return altered(real, {
    async *subscribeAll(options) {
      for await (const item of real.subscribeAll(options)) yield* items(item, await real.head());
    },
  });
}

const nfc = (event: NewEvent): NewEvent => ({ ...event, data: event.data.normalize('NFC') });
const seen = new Set<string>();
const MODEL = 'random histories are answered as the model answers them';

const eventStores: readonly Flaw<EventStore>[] = [
  [
    'a retry is a conflict',
    'a retry gets the original result, also after the stream moved on',
    withAppend(async (real, [stream, events, expected]) => {
      const actual = await currentOf(real, stream);
      if (actual !== expected) throw new ConcurrencyConflict(stream, expected, actual);
      return real.append(stream, events, expected);
    }),
  ],
  [
    'the expected revision is not looked at',
    MODEL,
    withAppend(async (real, [stream, events]) =>
      real.append(stream, events, await currentOf(real, stream)),
    ),
  ],
  [
    'an append is torn',
    'an event above the limit is refused, with its whole append; one at the limit is taken',
    withAppend(async (real, [stream, events, expected]) => {
      const [first, ...rest] = events as [NewEvent, ...NewEvent[]];
      const done = await real.append(stream, [first], expected);
      return rest.length > 0 ? real.append(stream, rest, done.lastRevision) : done;
    }),
  ],
  [
    'ids are unique over all streams',
    'the same ids in another stream are another append',
    withAppend(async (real, [stream, events, expected]) => {
      if (events.some(({ id }) => seen.has(id) || !seen.add(id)))
        throw new ConcurrencyConflict(stream, expected, 0n);
      return real.append(stream, events, expected);
    }),
  ],
  [
    'texts are normalised',
    'events come back byte for byte, with their place',
    withAppend((real, [stream, events, expected]) =>
      real.append(stream, events.map(nfc), expected),
    ),
  ],
  [
    'the position is inclusive',
    'the log is read strictly after a position, in the order of commit',
    (() => {
      const real = store();
      return altered(real, {
        readAll: (options) =>
          real.readAll({ ...options, after: options.after > 0n ? options.after - 1n : 0n }),
      });
    })(),
  ],
  [
    'an event is delivered twice',
    'a subscription gives what is there, then what comes, without a gap',
    withItems((item) => (item.kind === 'event' ? [item, item] : [item])),
  ],
  [
    'a checkpoint runs ahead',
    'a checkpoint is never ahead of an event that is still to come',
    withItems((item, position) => [{ kind: 'checkpoint', position }, item]),
  ],
];

function withHandler(
  change: (delivery: Delivery, handle: (one: Delivery) => Promise<void>) => Promise<void>,
) {
  const real = memoryBus({ retryPauseMs: 1 });
  return altered(real, {
    consume: (group, of, handler) =>
      real.consume(group, of, (delivery) => change(delivery, handler)),
  });
}

const buses: readonly Flaw<Bus>[] = [
  [
    'types are not looked at',
    'a group that names types gets those alone; the others count as handled',
    (() => {
      const real = memoryBus({ retryPauseMs: 1 });
      return altered(real, {
        consume: (group, { topics }, handler) => real.consume(group, { topics }, handler),
      });
    })(),
  ],
  [
    'a call is published backwards',
    'messages of a key come in their order, one at a time',
    (() => {
      const real = memoryBus();
      return altered(real, { publish: (topic, all) => real.publish(topic, [...all].reverse()) });
    })(),
  ],
  [
    'a handler is not waited for',
    'messages of a key come in their order, one at a time',
    withHandler(async (delivery, handle) => void handle(delivery)),
  ],
  [
    'attempts are counted from 2',
    'a message whose handler throws comes again, its attempts counted',
    withHandler((delivery, handle) => handle({ ...delivery, attempt: delivery.attempt + 1 })),
  ],
  [
    'lag is never there',
    'lag counts what the group has still to handle, over its topics',
    altered(memoryBus(), { lag: async () => 0 }),
  ],
  [
    'now and then a message comes before its turn is over',
    'random schedules of failures and restarts end as if there were none',
    withHandler(async (delivery, handle) => {
      await handle(delivery);
      if (delivery.offset === '1') await handle({ ...delivery, attempt: 2 });
    }),
  ],
];

const reads = memoryReadStore;
const withReads = (change: (real: ReadStore) => Partial<ReadStore>): ReadStore => {
  const real = reads();
  return altered(real, change(real));
};

const readStores: readonly Flaw<ReadStore>[] = [
  [
    'a write has no condition',
    'a write is refused when another worker wrote, and changes nothing',
    withReads((real) => ({
      commit: async ({ writes, ...rest }) => {
        const blind = writes.map(async (write) => {
          const known = await real.get(write.collection, write.key);
          return { ...write, expected: known?.position };
        });
        await real.commit({ ...rest, writes: await Promise.all(blind) });
      },
    })),
  ],
  [
    'the checkpoint is saved first',
    'no checkpoint is saved with a write that is refused',
    withReads((real) => ({
      commit: async ({ writes, checkpoint }) => {
        await real.commit({ writes: [], checkpoint });
        await real.commit({ writes });
      },
    })),
  ],
  [
    'the epoch is not looked at',
    'a checkpoint of an epoch that is over is refused',
    withReads((real) => ({
      commit: ({ writes, checkpoint }) =>
        real.commit({ writes, checkpoint: checkpoint && { ...checkpoint, lease: undefined } }),
    })),
  ],
  [
    'a cursor counts documents',
    'a cursor holds its place while documents come and change',
    withReads((real) => ({
      find: async (collection, { cursor = '0', ...query }) => {
        const { documents } = await real.find(collection, { ...query, limit: 1_000 });
        const end = Number(cursor) + query.limit;
        const nextCursor = end < documents.length ? String(end) : null;
        return { documents: documents.slice(Number(cursor), end), nextCursor };
      },
    })),
  ],
  [
    'sums are floats',
    'sums are exact above what a float can count',
    withReads((real) => ({
      sum: async (collection, query) => {
        const { documents } = await real.find(collection, { limit: 1_000 });
        const total = documents.reduce((sum, { doc }) => sum + Number(doc['amountMinor']), 0);
        const rows = await real.sum(collection, query);
        return rows.map((row) => ({ ...row, sums: { amountMinor: BigInt(total) } }));
      },
    })),
  ],
  [
    'texts are ordered as JavaScript orders them',
    MODEL,
    withReads((real) => ({
      find: async (collection, query) => {
        const { documents, nextCursor } = await real.find(collection, query);
        const ordered = [...documents].sort((one, other) => (one.key < other.key ? -1 : 1));
        return { documents: query.sort ? documents : ordered, nextCursor };
      },
    })),
  ],
  [
    'a range is not looked at',
    MODEL,
    withReads((real) => ({
      find: async (collection, query) => {
        const where = query.where?.filter(({ op }) => op === 'eq' || op === 'in');
        return real.find(collection, { ...query, where });
      },
    })),
  ],
];

const runs = 300;
const never = (): Promise<never> => Promise.reject(new Error('no engine of its own'));
const caught = async <T>(cases: Cases<T>, sentence: string, subject: T): Promise<void> => {
  const trial = cases[sentence];
  if (!trial) throw new Error(`no such sentence: ${sentence}`);
  await expect(trial(subject)).rejects.toThrow();
};

test.each(eventStores)('an event store of which %s: caught by "%s"', (_, sentence, engine) => {
  const cases = { ...appendCases, ...readCases, ...subscribeCases, ...eventStoreModelCases };
  const shared = { store: engine, reopen: never, dispose: () => engine.close() };
  return caught(cases, sentence, { shared, own: never, options: { runs } });
});

test.each(buses)('a bus of which %s: caught by "%s"', (_, sentence, engine) => {
  const cases = { ...orderCases, ...failureCases, ...busModelCases };
  const shared = { bus: engine, reopen: never, dispose: () => engine.close() };
  return caught(cases, sentence, { shared, own: never, options: { runs } });
});

test.each(readStores)('a read store of which %s: caught by "%s"', (_, sentence, engine) => {
  const cases = {
    ...writeCases,
    ...leaseCases,
    ...queryCases,
    ...pageCases,
    ...readStoreModelCases,
  };
  const shared = { reads: engine, reopen: never, dispose: () => engine.close() };
  return caught(cases, sentence, { shared, own: never, options: { runs } });
});

test('the order of the model is that of bytes, not of JavaScript', () => {
  expect('\uffee' < '𝒳').toBe(false);
  expect(compareScalars('\uffee', '𝒳')).toBe(-1);
});
