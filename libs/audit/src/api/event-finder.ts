import { derivedId, streamOf } from '@tamani/kernel';
import type { EventStore, FindPage, ReadStore, StoredEvent } from '@tamani/ports';
import { chainOf, type Chain } from '../domain/causation.js';
import type { EventHeader } from '../domain/event-header.js';
import { conditionsOf } from '../read-models/event-query.js';

/** An event with what belongs to it. */
export interface Related extends Chain {
  readonly event: EventHeader;
  /** Events of the same correlation, in the order of the log, the event among them. */
  readonly correlated: readonly EventHeader[];
  /** False when the correlation has more events than are looked at. */
  readonly isComplete: boolean;
}

/** A correlation of more events is cut off: the chain is then what can be seen of it. */
const MAX_CORRELATED = 1_000;
/** Upper bound of the messages per event. */
const MAX_MESSAGES = 8;

/** Looks events up: headers in the read model, the events themselves in the store. */
export class EventFinder {
  constructor(
    private readonly reads: Pick<ReadStore, 'find'>,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly collection: string,
  ) {}

  /** The header of an event; the first one in the log if an id occurs twice. */
  async header(id: string): Promise<EventHeader | undefined> {
    const found = await this.reads.find(this.collection, {
      where: [{ field: 'eventId', op: 'eq', value: id }],
      sort: { field: 'position', direction: 'asc' },
      limit: 1,
    });
    return headersOf(found)[0];
  }

  /** The event itself, from its stream. */
  async event(id: string): Promise<StoredEvent | undefined> {
    const header = await this.header(id);
    if (header === undefined) return undefined;
    const from = BigInt(header.revision);
    const stream = streamOf(header.category, header.entityId);
    const [event] = await this.store.readStream(stream, { from, limit: 1 });
    return event;
  }

  async related(id: string): Promise<Related | undefined> {
    const event = await this.header(id);
    if (event === undefined) return undefined;
    const found = await this.reads.find(this.collection, {
      where: conditionsOf({ correlationId: event.correlationId }),
      sort: { field: 'position', direction: 'asc' },
      limit: MAX_CORRELATED,
    });
    const correlated = headersOf(found);
    const isComplete = found.nextCursor === null;
    return { event, correlated, isComplete, ...chainOf(event, correlated, namesOf) };
  }
}

const headersOf = ({ documents }: FindPage): readonly EventHeader[] =>
  documents.map(({ doc }) => doc as EventHeader);

/** An event causes by itself or by its messages, whose ids the relay derives from its own. */
const namesOf = ({ eventId }: EventHeader): readonly string[] => [
  eventId,
  ...Array.from({ length: MAX_MESSAGES }, (_, index) => derivedId(eventId, String(index))),
];
