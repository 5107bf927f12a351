import type { EventMeta } from '@tamani/kernel';
import type { StoredEvent } from '@tamani/ports';
import { z } from 'zod';

const actorSchema = z.object({
  id: z.string(),
  roles: z.array(z.string()),
  onBehalfOf: z.string().optional(),
});

const common = {
  id: z.string(),
  type: z.string(),
  stream: z.string(),
  revision: z.string(),
  position: z.string(),
  recordedAt: z.string(),
  effectiveAt: z.string().nullable(),
  actor: actorSchema,
  commandId: z.string(),
  correlationId: z.string(),
  causationId: z.string(),
};

/** An event of a list: everything but its data. */
export const eventHeaderSchema = z.strictObject(common).meta({ id: 'EventHeader' });

/** An event in full, as it was stored. */
export const storedEventSchema = z
  .strictObject({
    ...common,
    schemaVersion: z.int(),
    requestHash: z.string().meta({ description: 'SHA-256 of the request it was decided on' }),
    facts: z
      .array(z.object({ stream: z.string(), revision: z.string() }))
      .meta({ description: 'Streams that the decision relied on, with the revision seen' }),
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
