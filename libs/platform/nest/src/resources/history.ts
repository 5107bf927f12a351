import type { Recorded } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';

const decimal = z.string().regex(/^\d+$/);

const envelopeFields = {
  id: z.string(),
  stream: z.string(),
  revision: decimal,
  position: decimal,
  recordedAt: z.iso.datetime(),
  effectiveAt: z.string().nullable().meta({ description: 'The business date, where money moves' }),
  actor: z.object({
    id: z.string(),
    roles: z.array(z.string()),
    onBehalfOf: z.string().optional(),
  }),
  commandId: z.string(),
  correlationId: z.string(),
  causationId: z.string(),
};
/** Everything of an event but its data. */
export const eventFields = { ...envelopeFields, type: z.string() };

/** Everything of an event but its type and its data, which depend on each other. */
export const eventEnvelope = z.object(envelopeFields).meta({ id: 'EventEnvelope' });

/** An event as a resource's history shows it. */
export const eventSchema = z
  .strictObject({ ...eventFields, data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Event' });

/** An event as a resource's history shows it. */
export function eventJson(event: Recorded): JsonObject {
  const { id, type, stream, revision, position, data } = event;
  const { actor, commandId, correlationId, causationId, recordedAt, effectiveAt } = event.meta;
  return {
    id,
    type,
    stream,
    revision: String(revision),
    position: String(position),
    recordedAt,
    effectiveAt: effectiveAt ?? null,
    actor,
    commandId,
    correlationId,
    causationId,
    data,
  };
}

export interface Change {
  /** RFC 6901 pointer into the resource. */
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What is not the same in two versions of a resource, field by field. */
export function changes(from: unknown, to: unknown, pointer = ''): readonly Change[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to)) return [{ pointer, from: from ?? null, to: to ?? null }];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => changes(from[name], to[name], `${pointer}/${name}`));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
