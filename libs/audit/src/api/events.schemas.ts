import { fieldCode } from '@tamani/kernel';
import { z } from 'zod';
import type { EventQuery } from '../read-models/event-query.js';
import { eventHeaderSchema } from './stored-event.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 25;
/** The code of every list. */
const LIMIT = 'limit_out_of_range';

const value = z.string().min(1).max(200);
const values = (description: string) =>
  z
    .union([value, z.array(value).min(1).max(50)])
    .transform((given) => [given].flat())
    .optional()
    .meta({ description: `${description}; repeat it for any of several` });

/** A day is all of it: from its first, or to its last, millisecond. */
const momentOf = (text: string, time: string): string => {
  if (text.length === 'YYYY-MM-DD'.length) return `${text}T${time}Z`;
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
};
const moment = (time: string, description: string) =>
  z
    .union([z.iso.date(), z.iso.datetime()], { error: fieldCode('moment_malformed') })
    .transform((text) => momentOf(text, time))
    .optional()
    .meta({ description });

const pageShape = {
  limit: z.coerce
    .number({ error: LIMIT })
    .int({ error: LIMIT })
    .min(1, { error: LIMIT })
    .max(MAX_LIMIT, { error: LIMIT })
    .default(DEFAULT_LIMIT),
  cursor: z.string().max(1_000).optional(),
};

export const eventsQuery = z.strictObject({
  actor: values('Pseudonymous id of who acted'),
  type: values('Type of event, as FundsReserved'),
  entity: value.optional().meta({ description: 'Id of an entity, or the whole name of a stream' }),
  category: values('Kind of entity, as budgets.BudgetLine'),
  correlationId: value.optional(),
  commandId: value.optional(),
  from: moment('00:00:00.000', 'Recorded from, inclusive'),
  to: moment('23:59:59.999', 'Recorded to, inclusive'),
  ...pageShape,
  sort: z
    .enum(['position', '-position'])
    .default('-position')
    .meta({ description: 'In the order of the log, or the newest first' }),
  minPosition: z
    .string()
    .regex(/^\d{1,19}$/, { error: 'parameter_malformed' })
    .optional(),
});
export type EventsQuery = z.output<typeof eventsQuery>;

/** The part of the query that selects. */
export function selectionOf(query: EventsQuery): EventQuery {
  const { actor, type, entity, category, correlationId, commandId, from, to } = query;
  return { actor, type, entity, category, correlationId, commandId, from, to };
}

/** Pages of one stream: the cursor is the revision to go on from. */
export const streamQuery = z.strictObject({
  limit: pageShape.limit,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'cursor_invalid' })
    .optional(),
});
export type StreamQuery = z.output<typeof streamQuery>;

export const relatedSchema = z
  .strictObject({
    event: eventHeaderSchema,
    causes: z.array(eventHeaderSchema).meta({ description: 'From the nearest to the first' }),
    effects: z.array(eventHeaderSchema).meta({ description: 'In the order of the log' }),
    correlated: z
      .array(eventHeaderSchema)
      .meta({ description: 'Everything of the same correlation, in the order of the log' }),
    isComplete: z
      .boolean()
      .meta({ description: 'false: there are more; go on with /v1/events?correlationId=' }),
  })
  .meta({ id: 'RelatedEvents' });
