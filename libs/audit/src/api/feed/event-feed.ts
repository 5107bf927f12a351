import type { EventMeta, Recorded } from '@tamani/kernel';
import type { EventStore, LogFilter, StoredEvent } from '@tamani/ports';
import { headerOf, type EventHeader } from '../../domain/event-header.js';
import { conditionsOf, takes, type EventQuery } from '../../read-models/event-query.js';

/** Where a reader of the feed stands, and what it takes. */
export interface FeedRequest {
  readonly query: EventQuery;
  /** Exclusive; 0n from the start of the log. */
  readonly after: bigint;
  /** Aborted: what is there is answered at once. */
  readonly signal: AbortSignal;
}

export interface FeedPage {
  readonly events: readonly StoredEvent[];
  /** Give it as `after`: it has moved on over what the query leaves out. */
  readonly next: bigint;
}

/** Events read at once where the query leaves some out. */
const SCAN = 500;
/** So many scans at most for one page: a query that takes nothing is answered in time. */
const MAX_SCANS = 20;

/**
 * The log as a feed, in the order of commit. Read from the store and not from a read model, so
 * that a position is final: nothing is ever committed before one that was given.
 */
export class EventFeed {
  constructor(private readonly store: Pick<EventStore, 'readAll' | 'subscribeAll' | 'head'>) {}

  /** True for a position that this log has not reached: of another log, or of a lost one. */
  async isAhead(after: bigint): Promise<boolean> {
    return after > 0n && after > (await this.store.head());
  }

  /** A page; an empty one at the end of the log, after at most `waitMs`. */
  async page(request: FeedRequest, limit: number, waitMs: number): Promise<FeedPage> {
    const page = await this.scan(request, limit);
    if (page.events.length > 0 || waitMs === 0 || request.signal.aborted) return page;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(waitMs)]);
    await this.wait({ ...request, after: page.next, signal });
    return this.scan({ ...request, after: page.next }, limit);
  }

  /** Every event that the query takes, and now and then how far it has come. */
  async *follow({ query, after, signal }: FeedRequest): AsyncGenerator<FeedItem> {
    const takesEvent = filterOf(query);
    let [passed, told] = [after, after];
    for await (const item of this.store.subscribeAll({ after, signal, ...logFilter(query) })) {
      if (item.kind === 'event') passed = item.event.position;
      if (item.kind === 'event' ? !takesEvent(item.event) : passed === told) continue;
      told = passed;
      yield { position: passed, ...(item.kind === 'event' && { event: item.event }) };
    }
  }

  private async scan({ query, after }: FeedRequest, limit: number): Promise<FeedPage> {
    const takesEvent = filterOf(query);
    const events: StoredEvent[] = [];
    let next = after;
    for (let scans = 0; scans < MAX_SCANS; scans++) {
      const page = await this.store.readAll({ after: next, limit: SCAN, ...logFilter(query) });
      for (const event of page.events) {
        next = event.position;
        if (takesEvent(event)) events.push(event);
        if (events.length === limit) return { events, next };
      }
      if (page.next > next) next = page.next;
      if (page.atHead) break;
    }
    return { events, next };
  }

  /** Until there is an event that the query takes, or the signal. */
  private async wait(request: FeedRequest): Promise<void> {
    for await (const { event } of this.follow(request)) if (event) return;
  }
}

export interface FeedItem {
  readonly position: bigint;
  readonly event?: StoredEvent;
}

/** What the store itself can leave out. */
function logFilter({ category, type }: EventQuery): { readonly filter?: LogFilter } {
  if (!category && !type) return {};
  return {
    filter: {
      ...(category && { streamPrefixes: category.map((name) => `${name}-`) }),
      ...(type && { types: type }),
    },
  };
}

function filterOf(query: EventQuery): (event: StoredEvent) => boolean {
  const conditions = conditionsOf(query);
  return (event) => takes(storedHeader(event), conditions);
}

/** The header of an event as it is stored. */
export const storedHeader = (event: StoredEvent): EventHeader =>
  headerOf({ ...event, meta: JSON.parse(event.meta) as EventMeta } as unknown as Recorded);
