import { streamOf } from '@tamani/kernel';
import type { EventHeader } from '../domain/event-header.js';

/** A header as answered: the shape of an event without its data. */
export function eventHeaderJson(header: EventHeader) {
  const { eventId, actorId, roles, onBehalfOf, revision, position } = header;
  const { type, category, entityId, recordedAt, effectiveAt } = header;
  const { commandId, correlationId, causationId } = header;
  return {
    id: eventId,
    ...{ type, stream: streamOf(category, entityId) },
    revision: String(revision),
    position: String(position),
    ...{ recordedAt, effectiveAt },
    actor: { id: actorId, roles, ...(onBehalfOf === null ? {} : { onBehalfOf }) },
    ...{ commandId, correlationId, causationId },
  };
}
