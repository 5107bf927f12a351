import { columnKey } from '@tamani/ports';
import type { ReadModel } from '@tamani/runtime';
import { z } from 'zod';
import { headerOf, type EventHeader } from '../domain/event-header.js';

const schema: z.ZodType<EventHeader> = z.strictObject({
  eventId: z.string(),
  type: z.string(),
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
 * document per event, by its position: an event's id is unique only in its stream.
 */
export const eventHeadersReadModel: ReadModel<EventHeader> = {
  name: 'event-headers',
  version: 2,
  schema,
  fields: {
    eventId: 'text',
    type: 'text',
    category: 'text',
    entityId: 'text',
    position: 'integer',
    recordedAt: 'text',
    actorId: 'text',
    commandId: 'text',
    correlationId: 'text',
  },
  indexes: [
    ['position'],
    ['eventId'],
    ['correlationId'],
    ['commandId'],
    ['entityId'],
    ['recordedAt'],
    ['actorId', 'position'],
    ['type', 'position'],
    ['category', 'position'],
  ],
  columns: {
    eventId: 'id',
    type: 'word',
    category: 'word',
    entityId: 'id',
    revision: 'integer',
    position: 'position',
    recordedAt: 'moment',
    effectiveAt: 'word',
    actorId: 'word',
    roles: 'word',
    onBehalfOf: 'word',
    commandId: 'id',
    correlationId: 'id',
    causationId: 'id',
  },
  streams: [''],
  keys: (event) => [columnKey(event.position)],
  on: { '*': (_, event) => headerOf(event) },
};
