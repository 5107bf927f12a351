import { safeInteger, parseStream, type JsonObject, type Recorded } from '@tamani/kernel';

/** Everything of an event but its data: who, when, where in the log, and why. */
export interface EventHeader extends JsonObject {
  readonly eventId: string;
  readonly type: string;
  /** `procurement.Requisition`. */
  readonly category: string;
  readonly entityId: string;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly effectiveAt: string | null;
  readonly actorId: string;
  readonly roles: readonly string[];
  readonly onBehalfOf: string | null;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** The header of an event. Ids are pseudonymous: nothing here names a person. */
export function headerOf(event: Recorded): EventHeader {
  const { id, type, stream, revision, position, meta } = event;
  const { category, id: entityId } = parseStream(stream);
  return {
    eventId: id,
    type,
    category,
    entityId,
    revision: safeInteger(revision),
    position: safeInteger(position),
    recordedAt: meta.recordedAt,
    effectiveAt: meta.effectiveAt ?? null,
    actorId: meta.actor.id,
    roles: meta.actor.roles,
    onBehalfOf: meta.actor.onBehalfOf ?? null,
    commandId: meta.commandId,
    correlationId: meta.correlationId,
    causationId: meta.causationId,
  };
}
