import type { EventMeta } from '@tamani/kernel';
import { eventFields } from '@tamani/nest';
import type { StoredEvent } from '@tamani/ports';
import { z } from 'zod';

/** An event of a list: everything but its data, which comes with include=data. */
export const eventHeaderSchema = z
  .strictObject({
    ...eventFields,
    data: z.unknown().optional().meta({ description: 'As stored; only with include=data' }),
  })
  .meta({ id: 'EventHeader' });

/** An event in full, as it was stored. */
export const storedEventSchema = z
  .strictObject({
    ...eventFields,
    schemaVersion: z.int(),
    requestHash: z.string().meta({ description: 'SHA-256 of the request' }),
    facts: z
      .array(z.object({ stream: z.string(), revision: z.string() }))
      .meta({ description: 'Streams read by the decision, with their revisions' }),
    data: z.unknown(),
  })
  .meta({ id: 'StoredEvent' });

/** The event as answered: its data as written then, not brought up to today's schema. */
export function storedEventJson(stored: StoredEvent) {
  const meta = JSON.parse(stored.meta) as EventMeta;
  const { id, type, stream, revision, position } = stored;
  return {
    ...{ id, type, stream },
    revision: revision.toString(),
    position: position.toString(),
    recordedAt: meta.recordedAt,
    effectiveAt: meta.effectiveAt ?? null,
    actor: meta.actor,
    commandId: meta.commandId,
    correlationId: meta.correlationId,
    causationId: meta.causationId,
    schemaVersion: meta.schemaVersion,
    requestHash: meta.requestHash,
    facts: meta.facts ?? [],
    data: JSON.parse(stored.data) as unknown,
  };
}
