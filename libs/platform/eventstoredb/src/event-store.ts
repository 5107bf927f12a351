import { END, START, STREAM_NAME, type ResolvedEvent } from '@eventstore/db-client';
import {
  checkAppend,
  checkLimit,
  checkName,
  checkRevision,
  EVENT_STORE_LIMITS,
  ForeignLog,
  predicateOf,
  StoreMisuse,
  StoreUnavailable,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type LogFilter,
  type LogItem,
  type LogMark,
  type LogPage,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
} from '@tamani/ports';
import { Appends } from './appends.js';
import { closedStore } from './client/calls.js';
import { Connection } from './client/connection.js';
import { mistakeOf } from './client/errors.js';
import { Feed, type FeedOptions } from './reading/feed.js';
import { followed, type Handled } from './reading/following.js';
import { LogIdentity } from './reading/log-identity.js';
import { LogScan } from './reading/log-scan.js';
import { settingsOf, type EventStoreDbOptions, type Settings } from './client/options.js';
import { Reads, type StreamRead } from './reading/reads.js';
import { serverVersion } from './client/server-version.js';
import { fromWire } from './client/wire.js';

/** Subscriptions of one process: they share a connection, which carries some 95. */
const MOST_SUBSCRIPTIONS = 80;

/**
 * Connects and looks whether the server answers. Throws StoreUnavailable when it does not, and
 * StoreMisuse of what waiting does not cure: a URL that cannot be right, a wrong password, a
 * right or an authority that is missing.
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStoreDb> {
  const settings = settingsOf(options);
  const connection = new Connection(settings);
  try {
    const version = await serverVersion(connection.calls, settings.timeoutMs);
    const reads = new Reads(connection, settings);
    const identity = new LogIdentity(connection, reads, settings);
    const known = { engine: `eventstoredb ${version}`, log: await identity.read() };
    const store = new EventStoreDb({ connection, settings, reads, identity }, known);
    await store.head();
    return store;
  } catch (error) {
    connection.close();
    throw mistakeOf(error instanceof StoreUnavailable ? error.cause : error) ?? error;
  }
}

interface Parts {
  readonly connection: Connection;
  readonly settings: Settings;
  readonly reads: Reads;
  readonly identity: LogIdentity;
}

/** What was found at opening. */
interface Known {
  readonly engine: string;
  readonly log: string;
}

/** The event store on EventStoreDB, or KurrentDB, by `@eventstore/db-client`. */
export class EventStoreDb implements EventStore {
  readonly engine: string;
  private readonly prefix: string;
  private readonly connection: Connection;
  private readonly settings: Settings;
  private readonly reads: Reads;
  private readonly closing = new AbortController();
  private readonly scan: LogScan;
  private readonly appends: Appends;
  private subscriptions = 0;

  constructor(
    private readonly parts: Parts,
    private readonly known: Known,
  ) {
    const { connection, settings } = parts;
    const { namespace } = settings;
    this.connection = connection;
    this.settings = settings;
    this.reads = parts.reads;
    this.engine = known.engine;
    this.prefix = namespace === '' ? '' : `${namespace}.`;
    this.scan = new LogScan({
      reads: this.reads,
      isOurs: ({ event }) => event !== undefined && this.isOurs(event.streamId),
      fromWire: (event) => this.fromWire(event),
    });
    this.appends = new Appends(connection, settings, this.scan);
  }

  /** What has gone wrong so far, for the metrics: counts by name. */
  counters(): Readonly<Record<string, number>> {
    return { ...this.appends.counters, renewed_clients: this.connection.renewals };
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    this.checkOpen();
    checkAppend(stream, events, expected);
    const place = { stream, target: this.prefix + stream, expected };
    return this.appends.append(place, events);
  }

  async readStream(
    stream: string,
    { from, limit = EVENT_STORE_LIMITS.pageLimit, direction = 'forwards' }: ReadStreamOptions = {},
  ): Promise<readonly StoredEvent[]> {
    this.checkOpen();
    checkName('stream', stream, EVENT_STORE_LIMITS.streamNameLength);
    checkLimit(limit);
    if (from !== undefined) checkRevision('from', from);
    const maxCount = limit;
    if (direction === 'forwards')
      return this.streamEvents(stream, { fromRevision: from ?? START, maxCount });
    if (from === undefined) return this.streamEvents(stream, { fromRevision: END, maxCount });
    // Backwards from beyond the last event there is nothing: from the last one, then.
    const [last] = await this.streamEvents(stream, { fromRevision: END, maxCount: 1 });
    if (!last) return [];
    const fromRevision = from < last.revision ? from : last.revision;
    return this.streamEvents(stream, { fromRevision, maxCount, backwards: true });
  }

  async readAll({ after, limit, filter }: ReadAllOptions): Promise<LogPage> {
    this.checkOpen();
    checkLimit(limit);
    checkRevision('position', after);
    return this.scan.page(after, limit, predicateOf(filter));
  }

  subscribeAll(options: SubscribeOptions): AsyncIterable<LogItem> {
    return this.follow(options);
  }

  async head(): Promise<bigint> {
    this.checkOpen();
    return this.scan.head();
  }

  async mark(position: bigint): Promise<LogMark | undefined> {
    this.checkOpen();
    checkRevision('position', position);
    const event = await this.scan.eventUpTo(position);
    return event === undefined ? undefined : { log: this.known.log, position, event };
  }

  /** Appends in hand are settled, subscriptions end, then the clients are given up. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await this.appends.drained();
    this.connection.close();
  }

  private async *follow({ after, filter, signal }: SubscribeOptions): AsyncGenerator<LogItem> {
    this.checkOpen();
    checkRevision('position', after);
    if (this.subscriptions >= MOST_SUBSCRIPTIONS)
      throw new StoreMisuse(`${MOST_SUBSCRIPTIONS} subscriptions are open: the next would hang`);
    const both = AbortSignal.any([signal, this.closing.signal]);
    this.subscriptions += 1;
    try {
      const open = async function* (this: EventStoreDb, from: Handled): AsyncGenerator<LogItem> {
        await this.checkLog(from);
        yield* this.feed(from.position, filter, both);
      }.bind(this);
      yield* followed(open, { after, signal: both, log: this.settings.log });
    } finally {
      this.subscriptions -= 1;
    }
  }

  /** What is behind the address may be another log by now, or an older copy of it: ForeignLog. */
  private async checkLog({ event }: Handled): Promise<void> {
    const log = await this.parts.identity.read();
    if (log !== this.known.log)
      throw new ForeignLog(`the log is ${log}, and it was ${this.known.log}: another store`);
    if (event && (await this.scan.eventUpTo(event.position)) !== event.id)
      throw new ForeignLog(`event ${event.id} at ${event.position} is gone: a restored store`);
  }

  /** One subscription. Throws StoreMisuse when the log ends before the position. */
  private async *feed(
    after: bigint,
    filter: LogFilter | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LogItem> {
    const head = await this.scan.rawHead();
    if (after > head)
      throw new StoreMisuse(
        `position ${after} is beyond the head ${head}: another or an emptied store`,
      );
    const takes = predicateOf(filter);
    const take = (resolved: ResolvedEvent): LogItem | undefined => {
      const event = this.fromWire(resolved);
      this.scan.see(event.position);
      return takes(event) ? { kind: 'event', event } : undefined;
    };
    const { timeoutMs } = this.settings;
    const options = { after, head, filter: this.serverFilter(filter), signal, timeoutMs, take };
    yield* new Feed(this.connection.feeds, options).items();
  }

  /** The server filters by stream; types are looked at here. System events are left out. */
  private serverFilter(filter: LogFilter | undefined): FeedOptions['filter'] {
    const prefixes = filter?.streamPrefixes?.map((prefix) => this.prefix + prefix);
    if (prefixes) return { filterOn: STREAM_NAME, prefixes };
    if (this.prefix !== '') return { filterOn: STREAM_NAME, prefixes: [this.prefix] };
    return { filterOn: STREAM_NAME, regex: '^[^$].*' };
  }

  private async streamEvents(stream: string, of: StreamRead): Promise<readonly StoredEvent[]> {
    const events = await this.reads.stream(this.prefix + stream, of);
    const stored = events.map((event) => this.fromWire(event));
    for (const { position } of stored) this.scan.see(position);
    return stored;
  }

  private isOurs(streamId: string): boolean {
    return !streamId.startsWith('$') && streamId.startsWith(this.prefix);
  }

  private fromWire(event: ResolvedEvent): StoredEvent {
    return fromWire(event, this.prefix);
  }

  private checkOpen(): void {
    if (this.closing.signal.aborted) throw closedStore();
  }
}
