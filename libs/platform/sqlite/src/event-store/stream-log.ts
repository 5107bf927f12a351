import {
  ConcurrencyConflict,
  StoreCorrupt,
  type Appended,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from '@tamani/ports';
import type { EventLog, NamedStream } from './event-log.js';
import type { StreamHead, StreamIndex } from './stream-index.js';

export interface AppendJob {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
}

/** The log seen as streams: what may be appended to one, and its events by revision. */
export class StreamLog {
  constructor(
    private readonly log: EventLog,
    private readonly index: StreamIndex,
  ) {}

  /** One append inside the group's transaction: refused before anything of it is written. */
  append({ stream, events, expected }: AppendJob): Appended {
    const known = this.index.head(stream);
    const current = known?.revision ?? -1;
    const after = expected === 'no_stream' ? -1 : Number(expected);
    if (after !== current) return this.repeated({ stream, events, expected }, known);
    const head = known ?? this.index.createStream(stream);
    const firstPosition = this.log.nextPosition;
    const named = { id: head.id, name: stream };
    events.forEach((event, index) => this.log.insert(event, named, current + 1 + index));
    this.index.moveOn(head, firstPosition, events.length);
    return appended(current + 1, head.revision, firstPosition + events.length - 1);
  }

  /** Events of revisions `from`..`to`, both inclusive; none of a stream that does not exist. */
  forwards(stream: string, from: number, limit: number): StoredEvent[] {
    const head = this.index.head(stream);
    if (!head) return [];
    const to = Math.min(from + limit - 1, head.revision);
    return this.range({ name: stream, id: head.id }, from, to);
  }

  /** At most `limit` events back from a revision, or from the last one. */
  backwards(stream: string, from: number | undefined, limit: number): StoredEvent[] {
    const head = this.index.head(stream);
    if (!head) return [];
    const last = Math.min(from ?? head.revision, head.revision);
    const first = Math.max(last - limit + 1, 0);
    return this.range({ name: stream, id: head.id }, first, last).reverse();
  }

  private range({ name, id }: NamedStream, from: number, to: number): StoredEvent[] {
    if (from > to) return [];
    const positions = this.index.positions(id, from, to);
    if (positions.length !== to - from + 1)
      throw new StoreCorrupt(`${name}: revisions ${from}..${to} are not all there`);
    return positions.map((position, index) => this.log.at(position, name, from + index));
  }

  /** The strong check: the same ids right after `expected` are this append, seen before. */
  private repeated({ stream, events, expected }: AppendJob, head?: StreamHead): Appended {
    const current = head?.revision ?? -1;
    const first = expected === 'no_stream' ? 0 : Number(expected) + 1;
    const last = first + events.length - 1;
    if (head && last <= current) {
      const stored = this.range({ name: stream, id: head.id }, first, last);
      if (stored.every(({ id }, index) => id === events[index]?.id))
        return { ...appended(first, last, Number(stored.at(-1)?.position)), alreadyAppended: true };
    }
    const actual = current < 0 ? 'no_stream' : BigInt(current);
    throw new ConcurrencyConflict(stream, expected, actual);
  }
}

function appended(first: number, last: number, position: number): Appended {
  return {
    firstRevision: BigInt(first),
    lastRevision: BigInt(last),
    position: BigInt(position),
    alreadyAppended: false,
  };
}
