/**
 * The log of events: the truth. Events are opaque canonical texts here (RFC 8785), stored
 * and returned byte for byte. Absent on purpose: delete, links, server projections,
 * persistent subscriptions (they keep no order), `stream_exists` and `any` (not safe to retry).
 */
export interface EventStore {
  /** Engine and version, for logs and test output: `sqlite 3.53.0`. */
  readonly engine: string;

  /**
   * Appends 1..n events atomically after `expected`. When it returns the events are durable.
   * Strong idempotency: if the stream has moved past `expected` and the events there have the
   * same ids in the same order, the original result is returned with `alreadyAppended: true`.
   * Throws ConcurrencyConflict, StoreUnavailable, OutcomeUnknown, PayloadTooLarge, StoreMisuse.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended>;

  /**
   * Events of one stream from revision `from` (inclusive; forwards 0, backwards the last by
   * default), at most `limit`. A stream that does not exist is an empty array.
   */
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;

  /** One page of the whole log, strictly after a position, in the order of commit. */
  readAll(options: ReadAllOptions): Promise<LogPage>;

  /**
   * The log from a position on, live: first existing events, then new ones. Ends when the
   * signal aborts. A slow consumer slows it down (back-pressure); nothing is skipped.
   */
  subscribeAll(options: SubscribeOptions): AsyncIterable<LogItem>;

  /** Position of the last event; 0n when the log is empty. */
  head(): Promise<bigint>;

  /** By what a position is recognised; undefined where the log has none: beyond its head, say. */
  mark(position: bigint): Promise<LogMark | undefined>;

  /** Errors since it was opened, counted by name (`unknown_outcomes`), for the metrics. */
  counters?(): Readonly<Record<string, number>>;

  /** Stops: pending appends are settled first, subscriptions end. */
  close(): Promise<void>;
}

/** A place in one certain log: what is derived from the log keeps how far it is, and of which. */
export interface LogMark {
  /** Random, made at the birth of the log. */
  readonly log: string;
  readonly position: bigint;
  /** Id of the last event up to the position; '' before the first one. */
  readonly event: string;
}

export type ExpectedRevision = 'no_stream' | bigint;

export interface NewEvent {
  /** UUID, lower case. */
  readonly id: string;
  readonly type: string;
  /** Canonical JSON text. */
  readonly data: string;
  /** Canonical JSON text of EventMeta. */
  readonly meta: string;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** From 0, dense within the stream. */
  readonly revision: bigint;
  /** Opaque, strictly increasing over the log, never dense. A decimal string on the wire. */
  readonly position: bigint;
}

export interface Appended {
  readonly firstRevision: bigint;
  readonly lastRevision: bigint;
  /** Position of the last event of this append. */
  readonly position: bigint;
  /** It was there before. False also where the engine cannot tell (docs/engine-divergences.md). */
  readonly alreadyAppended: boolean;
}

export interface ReadStreamOptions {
  readonly from?: bigint;
  readonly limit?: number;
  readonly direction?: 'forwards' | 'backwards';
}

/** Each list must match; within a list one match is enough; an absent list matches everything. */
export interface LogFilter {
  /** `budgets.` matches every stream whose name starts with it. */
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive; 0n from the start. */
  readonly after: bigint;
  readonly limit: number;
  readonly filter?: LogFilter;
}

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** The `after` of the next page; it also advances over what the filter left out. */
  readonly next: bigint;
  readonly atHead: boolean;
}

export interface SubscribeOptions {
  /** Exclusive. Beyond the head it is refused with StoreMisuse: another or an emptied store. */
  readonly after: bigint;
  readonly filter?: LogFilter;
  readonly signal: AbortSignal;
}

export type LogItem =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  /** No matching event up to here: safe to save as a checkpoint. */
  | { readonly kind: 'checkpoint'; readonly position: bigint }
  /** Everything that was in the log at the time of reading has been delivered. */
  | { readonly kind: 'caughtUp'; readonly position: bigint };

/** Limits of every engine, checked before anything is sent. */
export const EVENT_STORE_LIMITS = {
  eventBytes: 32 * 1024,
  eventsPerAppend: 500,
  /** Data and meta of one append; EventStoreDB accepts 1 MiB including its own overhead. */
  appendBytes: 900 * 1024,
  streamNameLength: 200,
  typeLength: 100,
  pageLimit: 5000,
} as const;
