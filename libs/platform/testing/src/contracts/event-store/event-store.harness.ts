import { canonicalText } from '@tamani/kernel';
import type { EventStore, LogItem, NewEvent, StoredEvent, SubscribeOptions } from '@tamani/ports';
import { randomUUID } from 'node:crypto';
import type { Subject } from '../suite.js';

/** An open engine for a suite. */
export interface EventStoreHarness {
  readonly store: EventStore;
  /** Closes the store and opens the same data again. */
  reopen(): Promise<EventStore>;
  /** Closes what is open and removes the data. */
  dispose(): Promise<void>;
}

export type EventStoreSubject = Subject<EventStoreHarness>;

/** An event with data of its own. */
export const newEvent = (change: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SampleHappened',
  data: canonicalText({ amount: '1250000', currency: 'XOF' }),
  meta: canonicalText({ recordedAt: '2026-07-01T08:00:00.000Z' }),
  ...change,
});

export const newEvents = (count: number, change: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, (_, n) => newEvent({ data: canonicalText({ n }), ...change }));

/** The name of the error that a promise is refused with; `undefined` when it is not. */
export const refusalOf = async (promise: Promise<unknown>): Promise<Error | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

export const errorNameOf = async (promise: Promise<unknown>): Promise<string | undefined> =>
  (await refusalOf(promise))?.name;

/** Every page of the log after a position. Fails when paging stands still. */
export async function allPages(
  store: EventStore,
  options: {
    after: bigint;
    limit: number;
    filter?: { streamPrefixes?: string[]; types?: string[] };
  },
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  let { after } = options;
  for (;;) {
    const page = await store.readAll({ ...options, after });
    if (page.events.length > options.limit) throw new Error('a page above its limit');
    if (page.next < (page.events.at(-1)?.position ?? after)) throw new Error('next goes back');
    events.push(...page.events);
    if (page.atHead) return events;
    if (page.next <= after) throw new Error('paging stands still');
    after = page.next;
  }
}

/** A subscription that gives nothing more has lost something; better said than waited for. */
const FOLLOW_TIMEOUT_MS = 60_000;

/** Items of a subscription, until `done` says so; then it is aborted and must end. */
export async function follow(
  store: EventStore,
  options: Omit<SubscribeOptions, 'signal'>,
  done: (items: readonly LogItem[]) => boolean | Promise<boolean>,
): Promise<LogItem[]> {
  const stop = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, FOLLOW_TIMEOUT_MS);
  const items: LogItem[] = [];
  try {
    for await (const item of store.subscribeAll({ ...options, signal: stop.signal })) {
      items.push(item);
      if (await done(items)) stop.abort();
    }
  } finally {
    clearTimeout(timer);
  }
  if (timedOut)
    throw new Error(`no more after ${eventsOf(items).length} events: something is lost`);
  return items;
}

export const eventsOf = (items: readonly LogItem[]): StoredEvent[] =>
  items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));

export const idsOf = (events: readonly { readonly id: string }[]): string[] =>
  events.map(({ id }) => id);
