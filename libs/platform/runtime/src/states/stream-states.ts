import type { Recorded } from '@tamani/kernel';
import { EVENT_STORE_LIMITS, type EventStore, type StoredEvent } from '@tamani/ports';
import type { AnyStreamFold } from '../definitions.js';
import { Lru } from './lru.js';

/** A stream folded up to a revision, for the document that is shown of it. */
export interface StreamState {
  readonly state: unknown;
  /** -1n: before its first event. */
  readonly revision: bigint;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Bytes of memory that an event leaves in a state, about. */
const BYTES_AN_EVENT = 600;
/** Events of a stream read at once. */
const PAGE = Math.min(500, EVENT_STORE_LIMITS.pageLimit);

/**
 * The states behind the documents of a projector. They follow from the log alone, so that they are
 * kept in memory only, as many as fit; any other is folded from its stream again.
 */
export class StreamStates {
  private readonly cache: Lru<string, StreamState>;

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly decode: (event: StoredEvent) => Recorded,
    mostBytes: number,
  ) {
    this.cache = new Lru(mostBytes, ({ revision }) => BYTES_AN_EVENT * (1 + Number(revision)));
  }

  /** The state of a stream before one of its events, in one collection. */
  async before(
    collection: string,
    fold: AnyStreamFold,
    { stream, revision }: Pick<Recorded, 'stream' | 'revision'>,
  ): Promise<StreamState> {
    const known = this.cache.get(keyOf(collection, stream));
    let found = known && known.revision < revision ? known : beginning(fold);
    while (found.revision + 1n < revision) {
      const from = found.revision + 1n;
      const limit = Math.min(PAGE, Number(revision - from));
      const events = await this.store.readStream(stream, { from, limit });
      if (events.length === 0) throw new Error(`${stream} has no revision ${from}`);
      for (const event of events) found = stepped(fold, found, this.decode(event));
    }
    return found;
  }

  keep(collection: string, stream: string, state: StreamState): void {
    this.cache.set(keyOf(collection, stream), state);
  }
}

const keyOf = (collection: string, stream: string): string => `${collection} ${stream}`;

/** A stream without an event. */
export const beginning = ({ initial: state }: AnyStreamFold): StreamState => {
  return { state, revision: -1n, createdAt: '', updatedAt: '' };
};

/** After one more event. */
export function stepped(
  fold: AnyStreamFold,
  { state, createdAt }: StreamState,
  event: Recorded,
): StreamState {
  const { recordedAt } = event.meta;
  return {
    state: fold.evolve(state, event),
    revision: event.revision,
    createdAt: createdAt || recordedAt,
    updatedAt: recordedAt,
  };
}

/** The document that is shown of a stream. */
export const shownOf = (
  fold: AnyStreamFold,
  id: string,
  { state, revision, createdAt, updatedAt }: StreamState,
) => fold.document(state, { id, revision, createdAt, updatedAt });
