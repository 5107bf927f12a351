import { streamOf, type DomainEvent, type Recorded } from '@tamani/kernel';
import { EVENT_STORE_LIMITS, type EventStore, type StoredEvent } from '@tamani/ports';
import type { Foldable } from '../definitions.js';
import { decodeEvent } from '../event-codec.js';
import { Lru } from './lru.js';

/** What a command that was carried out left in its stream. */
export interface SeenCommand {
  readonly requestHash: string;
  readonly firstRevision: bigint;
  readonly lastRevision: bigint;
}

/** A stream folded up to a revision. Never changed: the next one is a new object. */
export interface Folded<S> {
  readonly state: S;
  /** -1n: the stream does not exist. */
  readonly revision: bigint;
  /** Position of its last event; 0n without any. */
  readonly position: bigint;
  /** When its first and its last event were recorded, RFC 3339 UTC; empty without any. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Command ids by which its events came. Shared with newer folds: it only grows. */
  readonly commands: Map<string, SeenCommand>;
  /** Bytes of memory, about. */
  readonly bytes: number;
}

/** What folds: a decider, and the same one with other rules, have their states in common. */
interface FoldableKey {
  readonly evolve: unknown;
}

/**
 * Bytes of memory that an event leaves in a state folded from it, rather more than less: measured
 * as the growth of the heap under a load of purchases.
 */
export const bytesOf = ({ data }: { readonly data: string }): number => 400 + data.length;

/** Bytes of memory of a stream's name and revision. */
const HEAD_BYTES = 250;
/** Of what may be cached: the part for the heads of streams. */
const HEADS = 0.1;

const NONE = -1n;

export interface LoaderSettings {
  readonly soleWriter: boolean;
  readonly cachedBytes: number;
}

/**
 * Folds streams and keeps the results, as many as fit into one budget of bytes for all kinds of
 * state. It holds committed states only. A cached state is used as it is when this process knows
 * the head of the stream, else what came after it is read.
 */
export class StateLoader {
  private readonly cache: Lru<string, Folded<unknown>>;
  /** A number for each foldable: streams are folded in several ways. */
  private readonly foldables = new Map<unknown, number>();
  private readonly heads: Lru<string, bigint>;
  /** Grows with each failed append: what was read before it is not known to be the newest. */
  private failures = 0;

  constructor(
    private readonly store: EventStore,
    private readonly settings: LoaderSettings,
  ) {
    const { cachedBytes } = settings;
    this.cache = new Lru(cachedBytes * (1 - HEADS), ({ bytes }) => bytes);
    this.heads = new Lru(cachedBytes * HEADS, () => HEAD_BYTES);
  }

  /** Bytes of memory that the cached states take, about. */
  get cachedBytes(): number {
    return this.cache.weight + this.heads.weight;
  }

  /** The newest committed fold. */
  async current<S, E extends DomainEvent>(of: Foldable<S, E>, id: string): Promise<Folded<S>> {
    const stream = streamOf(of.category, id);
    const cached = this.cache.get(this.keyOf(of, stream)) as Folded<S> | undefined;
    if (cached && this.settings.soleWriter && this.heads.get(stream) === cached.revision) {
      return cached;
    }
    const from = cached ?? empty(of.initial);
    const { failures } = this;
    const folded = await this.foldOn(of, stream, { from });
    const isKnown = !this.settings.soleWriter || failures === this.failures;
    if (folded.revision !== NONE && isKnown) this.put(of, stream, folded);
    return folded;
  }

  /** The fold as it was after revision `at`; not cached. */
  async asOf<S, E extends DomainEvent>(
    of: Foldable<S, E>,
    id: string,
    at: bigint,
  ): Promise<Folded<S>> {
    return this.foldOn(of, streamOf(of.category, id), { from: empty(of.initial), at });
  }

  /** Events of a stream by revision, decoded. */
  async events(
    of: Pick<Foldable<unknown, DomainEvent>, 'events'>,
    stream: string,
    range: { readonly from: bigint; readonly count: number },
  ): Promise<readonly Recorded[]> {
    const stored = await this.store.readStream(stream, { from: range.from, limit: range.count });
    return stored.map((event) => decodeEvent(of.events, event));
  }

  /** Caches the committed state. A slow read does not replace a newer state. */
  put<S, E extends DomainEvent>(of: Foldable<S, E>, stream: string, folded: Folded<S>): void {
    const key = this.keyOf(of, stream);
    const cached = this.cache.get(key);
    // What has grown past a tail is read again, and is short again.
    if (of.tail !== undefined && folded.commands.size > 2 * of.tail) this.cache.delete(key);
    else if (!cached || cached.revision <= folded.revision) this.cache.set(key, folded);
    const head = this.heads.get(stream);
    if (head === undefined || head < folded.revision) this.heads.set(stream, folded.revision);
  }

  /**
   * After an append that another writer's came before, or whose outcome is unknown: what is kept
   * is still committed, but perhaps not the newest, so that what came after it is read.
   */
  doubt(stream: string): void {
    this.failures += 1;
    this.heads.delete(stream);
  }

  private keyOf({ evolve }: FoldableKey, stream: string): string {
    let number = this.foldables.get(evolve);
    if (number === undefined) {
      number = this.foldables.size;
      this.foldables.set(evolve, number);
    }
    return `${number} ${stream}`;
  }

  private async foldOn<S, E extends DomainEvent>(
    of: Foldable<S, E>,
    stream: string,
    { from, at }: { from: Folded<S>; at?: bigint },
  ): Promise<Folded<S>> {
    let folded = from;
    if (of.tail !== undefined && at === undefined && from.revision === NONE) {
      const limit = of.tail;
      const last = await this.store.readStream(stream, { direction: 'backwards', limit });
      return last.toReversed().reduce((state, stored) => stepped(of, state, stored), folded);
    }
    for (;;) {
      const next = folded.revision + 1n;
      const wanted = at === undefined ? PAGE : Number(at - folded.revision);
      if (wanted <= 0) return folded;
      const limit = Math.min(wanted, PAGE);
      const events = await this.store.readStream(stream, { from: next, limit });
      for (const stored of events) folded = stepped(of, folded, stored);
      if (events.length < limit) return folded;
      // A long stream is folded in pieces, between which others have their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const PAGE = Math.min(1_000, EVENT_STORE_LIMITS.pageLimit);

const stepped = <S, E extends DomainEvent>(
  of: Foldable<S, E>,
  folded: Folded<S>,
  stored: StoredEvent,
): Folded<S> => step(of, folded, { event: decodeEvent(of.events, stored), bytes: bytesOf(stored) });

const empty = <S>(initial: S): Folded<S> => ({
  state: initial,
  revision: NONE,
  position: 0n,
  createdAt: '',
  updatedAt: '',
  commands: new Map(),
  bytes: 0,
});

/** The fold after one more event. */
export function step<S, E extends DomainEvent>(
  of: Foldable<S, E>,
  folded: Folded<S>,
  { event, bytes }: { readonly event: Recorded; readonly bytes: number },
): Folded<S> {
  const { commandId, requestHash, recordedAt } = event.meta;
  const seen = folded.commands.get(commandId);
  folded.commands.set(commandId, {
    requestHash,
    firstRevision: seen?.firstRevision ?? event.revision,
    lastRevision: event.revision,
  });
  return {
    state: of.evolve(folded.state, event as Recorded & E),
    revision: event.revision,
    position: event.position,
    createdAt: folded.createdAt || recordedAt,
    updatedAt: recordedAt,
    commands: folded.commands,
    bytes: folded.bytes + bytes,
  };
}
