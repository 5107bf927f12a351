import {
  ConcurrencyConflict,
  type Appended,
  type ExpectedRevision,
  type LogFilter,
  type LogMark,
  type LogPage,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
} from '@tamani/ports';
import { randomUUID } from 'node:crypto';

/**
 * The event store as its port says it, in the plainest way: one list. What an engine answers is
 * compared with this. Input is taken as checked.
 */
export class EventStoreModel {
  readonly id = randomUUID();
  readonly log: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Appended {
    const there = this.streamOf(stream);
    const first = expected === 'no_stream' ? 0 : Number(expected) + 1;
    if (first === there.length) return this.write(stream, first, events);
    const same = there.slice(first, first + events.length);
    if (same.length !== events.length || same.some(({ id }, at) => id !== events[at]?.id))
      throw new ConcurrencyConflict(stream, expected, revisionOf(there));
    return appended(same, true);
  }

  readStream(stream: string, options: ReadStreamOptions = {}): readonly StoredEvent[] {
    const { from, limit = Number.MAX_SAFE_INTEGER, direction = 'forwards' } = options;
    const there = this.streamOf(stream);
    // Revisions are places in the list.
    if (direction === 'forwards') {
      const first = Number(from ?? 0n);
      return there.slice(first, first + limit);
    }
    const end = from === undefined ? there.length : Number(from) + 1;
    return there.slice(0, end).reverse().slice(0, limit);
  }

  readAll({ after, limit, filter }: ReadAllOptions): LogPage {
    const later = this.log.slice(this.indexAfter(after));
    const taken = later.filter((event) => takes(filter, event));
    const events = taken.slice(0, limit);
    const atHead = taken.length <= limit;
    const head = this.head();
    const reached = head > after ? head : after;
    return { events, atHead, next: atHead ? reached : (events.at(-1)?.position ?? after) };
  }

  head(): bigint {
    return this.log.at(-1)?.position ?? 0n;
  }

  mark(position: bigint): LogMark | undefined {
    if (position > this.head()) return undefined;
    const event = this.log[this.indexAfter(position) - 1]?.id ?? '';
    return { log: this.id, position, event };
  }

  /** Where in the list the first event after a position is, or would be. */
  indexAfter(position: bigint): number {
    return this.log.findLastIndex((event) => event.position <= position) + 1;
  }

  private streamOf(stream: string): StoredEvent[] {
    return this.streams.get(stream) ?? [];
  }

  private write(stream: string, first: number, events: readonly NewEvent[]): Appended {
    const stored = events.map((event, at) => ({
      ...event,
      stream,
      revision: BigInt(first + at),
      position: positionAfter(this.head(), at),
    }));
    this.log.push(...stored);
    this.streams.set(stream, [...this.streamOf(stream), ...stored]);
    return appended(stored, false);
  }
}

/** An event is taken when each list that is there has an entry for it. */
export const takes = (
  filter: LogFilter | undefined,
  { stream, type }: { readonly stream: string; readonly type: string },
): boolean =>
  (filter?.types?.includes(type) ?? true) &&
  (filter?.streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true);

/** Sparse, as a server's positions are: code that counts on the next number fails on it. */
const positionAfter = (head: bigint, index: number): bigint => head + BigInt(index + 1) * 7n;

const revisionOf = (events: readonly StoredEvent[]): ExpectedRevision =>
  events.at(-1)?.revision ?? 'no_stream';

function appended(events: readonly StoredEvent[], alreadyAppended: boolean): Appended {
  const first = events[0] as StoredEvent;
  const last = events.at(-1) as StoredEvent;
  const { revision: firstRevision } = first;
  const { revision: lastRevision, position } = last;
  return { firstRevision, lastRevision, position, alreadyAppended };
}
