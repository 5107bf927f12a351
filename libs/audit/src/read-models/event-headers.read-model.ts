import type { ReadModel } from '@tamani/runtime';
import { z } from 'zod';
import { headerOf, type EventHeader } from '../domain/event-header.js';

const schema: z.ZodType<EventHeader> = z.strictObject({
  eventId: z.string(),
  type: z.string(),
  stream: z.string(),
  category: z.string(),
  entityId: z.string(),
  revision: z.int(),
  position: z.int(),
  recordedAt: z.string(),
  effectiveAt: z.string().nullable(),
  actorId: z.string(),
  roles: z.array(z.string()),
  onBehalfOf: z.string().nullable(),
  commandId: z.string(),
  correlationId: z.string(),
  causationId: z.string(),
});

/**
 * Headers of all events of all contexts: aggregates, processes, counters. One
 * document per event, keyed by its place: an event's id is unique only in its stream.
 */
export const eventHeadersReadModel: ReadModel<EventHeader> = {
  name: 'event-headers',
  version: 1,
  schema,
  fields: {
    eventId: 'text',
    type: 'text',
    stream: 'text',
    category: 'text',
    entityId: 'text',
    position: 'integer',
    recordedAt: 'text',
    actorId: 'text',
    commandId: 'text',
    correlationId: 'text',
  },
  // Few: each costs every event of the system a write.
  indexes: [
    ['position'],
    ['eventId'],
    ['correlationId'],
    ['entityId'],
    ['actorId', 'position'],
    ['type', 'position'],
  ],
  streams: [''],
  keys: (event) => [`${event.stream}@${event.revision}`],
  on: { '*': (_, event) => headerOf(event) },
};
