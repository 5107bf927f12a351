import { businessDateSchema, logTimeAfter, streamOf, type Recorded } from '@tamani/kernel';
import { EVENT_STORE_LIMITS, type JsonObject } from '@tamani/ports';
import type { Loaded } from '@tamani/runtime';
import { z } from 'zod';
import { logMoment } from '../lists/moments.js';
import type { Platform } from '../platform.js';
import type { Resource } from './resource.js';

/** The parameters of a resource that holds money: its figures as effective at, as known at. */
export const clockParameters = {
  asOf: businessDateSchema.optional().meta({
    description: 'Figures as effective at: nothing with a later business date',
  }),
  knownAt: logMoment.optional().meta({
    description: 'As known at: a day (to its end) or a moment in UTC, as answers state it',
  }),
  position: z
    .string()
    .regex(/^\d{1,19}$/, 'parameter_malformed')
    .optional()
    .meta({ description: 'Ignore later events of the log' }),
};
export type ClockQuery = z.output<z.ZodObject<typeof clockParameters>> & {
  readonly version?: string | undefined;
};

/** True of a query that asks for figures of a date. */
export const asksClocks = ({ asOf, knownAt, position }: ClockQuery): boolean =>
  asOf !== undefined || knownAt !== undefined || position !== undefined;

/** The answer of such a resource: with its two dates where they were asked for. */
export function clockedSchema(schema: z.ZodObject): z.ZodObject {
  const stated = z.string().optional();
  return schema
    .extend({
      asOf: stated.meta({ description: 'Nothing with a later business date; where it was asked' }),
      knownAt: stated.meta({
        description: 'Moment up to which everything is known; where it was asked for',
      }),
    })
    .meta({ id: `${schema.meta()?.id ?? ''}AsOf` });
}

/** A resource as it was known, and what its figures are true of. */
export interface Clocked {
  readonly loaded: Loaded<unknown>;
  readonly cover: JsonObject & { readonly asOf: string; readonly knownAt: string };
}

/**
 * A resource with its figures as of a date, as known then. What was known is a beginning of its
 * stream (`logTimeAfter`), so that the dates of an answer always give it again. Undefined when
 * nothing was known yet.
 */
export async function loadAsOf(
  platform: Platform,
  of: Resource & { readonly asOf: NonNullable<Resource['asOf']> },
  at: { readonly id: string; readonly today: string; readonly query: ClockQuery },
): Promise<Clocked | undefined> {
  const { asOf = at.today } = at.query;
  const { known, knownAt } = beginning(await historyOf(platform, of, at.id), at.query);
  const [first, last] = [known.at(0), known.at(-1)];
  if (!first || !last || knownAt === undefined) return undefined;
  const { evolve, initial } = of.aggregate.decider;
  const state = known.reduce<unknown>((before, event) => evolve(before, event), initial);
  const loaded = {
    state: of.asOf(state, known, asOf),
    revision: last.revision,
    position: last.position,
    createdAt: first.meta.recordedAt,
    updatedAt: last.meta.recordedAt,
  };
  return { loaded, cover: { asOf, knownAt } };
}

/** The events that were known, and the moment at which exactly they were. */
function beginning(events: readonly Recorded[], query: ClockQuery) {
  const { knownAt: asked, position, version } = query;
  let knownAt: string | undefined;
  for (const [n, event] of events.entries()) {
    const time = logTimeAfter(knownAt, event.meta.recordedAt);
    if (asked !== undefined && time > asked) return { known: events.slice(0, n), knownAt: asked };
    const isLater =
      (position !== undefined && event.position > BigInt(position)) ||
      (version !== undefined && event.revision > BigInt(version));
    if (isLater) return { known: events.slice(0, n), knownAt };
    knownAt = time;
  }
  return { known: events, knownAt };
}

const PAGE = Math.min(1_000, EVENT_STORE_LIMITS.pageLimit);

async function historyOf(
  { runtime }: Platform,
  { aggregate }: Resource,
  id: string,
): Promise<readonly Recorded[]> {
  const stream = streamOf(aggregate.decider.category, id);
  const events: Recorded[] = [];
  for (;;) {
    const from = BigInt(events.length);
    const page = await runtime.ports.store.readStream(stream, { from, limit: PAGE });
    events.push(...page.map((event) => runtime.decode(event)));
    if (page.length < PAGE) return events;
  }
}
