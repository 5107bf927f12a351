import { fieldCode } from '@tamani/kernel';
import { many, momentFrom, momentTo, one, range, type ValuesOf } from '@tamani/nest';
import { z } from 'zod';
import type { EventQuery } from '../read-models/event-query.js';
import { eventHeaderSchema } from './stored-event.js';

const value = z.string().min(1).max(200);
const position = z.string().regex(/^\d{1,18}$/, { error: fieldCode('parameter_malformed') });

/** Parameters of the list of events and of the feed. */
export const eventsParameters = {
  actor: many(value, 'Pseudonymous id of who acted'),
  type: many(value, 'Type of event, as FundsReserved'),
  entity: one(value, 'Id of an entity, or the whole name of a stream'),
  category: many(value, 'Kind of entity, as budgets.BudgetLine'),
  correlationId: one(value, 'All events of one purchase'),
  commandId: one(value, 'All events of one command'),
  ...range(
    { from: 'from', to: 'to', of: 'the time of recording: a day or a moment in UTC' },
    { from: momentFrom, to: momentTo },
  ),
  after: one(
    position,
    'The feed: events after this position (0: all), in the order of the log. Go on with ' +
      'nextAfter, for ever; Prefer: wait=30 waits at the end of the log until there is one',
  ),
  include: one(z.enum(['data']), 'The data of each event, as stored'),
};
export type EventsQuery = ValuesOf<typeof eventsParameters>;

/** The part of the query that selects. */
export function selectionOf(query: EventsQuery): EventQuery {
  const { actor, type, entity, category, correlationId, commandId, from, to } = query;
  return { actor, type, entity, category, correlationId, commandId, from, to };
}

export const relatedSchema = z
  .strictObject({
    event: eventHeaderSchema,
    causes: z.array(eventHeaderSchema).meta({ description: 'From the nearest to the root' }),
    effects: z.array(eventHeaderSchema).meta({ description: 'In the order of the log' }),
    correlated: z
      .array(eventHeaderSchema)
      .meta({ description: 'All events of the same correlation, in log order' }),
    isComplete: z
      .boolean()
      .meta({ description: 'false: there are more; continue with /v1/events?correlationId=' }),
  })
  .meta({ id: 'RelatedEvents' });
