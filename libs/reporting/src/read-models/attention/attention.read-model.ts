import { invariant, parseStream, type Word } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import {
  PARKED,
  type AnyStreamFold,
  type AttentionSource,
  type ParkedMessage,
  type ReadModel,
  type ReadModelEvent,
  type StreamFold,
} from '@tamani/runtime';
import { z } from 'zod';

/** A document that may wait, or a parked message; `kind` is null as long as it does not. */
export interface AttentionDoc extends JsonObject {
  readonly kind: Word<'attention'> | null;
  readonly resource: string;
  readonly entityId: string;
  readonly reference: string;
  readonly status: string;
  /** Why a message is parked; null of a document. */
  readonly reason: string | null;
  readonly since: string;
  /** From when on: a parked message, what ends on a day and what lacks money, at once. */
  readonly from: string;
  /** The day on which something ends that it is waited for; empty if nothing does. */
  readonly dueOn: string;
}

/** Of what needs attention without any wait. */
const AT_ONCE = '';
/** Of what waits, whatever day it is. */
const NEVER_DUE = '';

const schema = z.strictObject({
  kind: z.string().nullable(),
  resource: z.string(),
  entityId: z.string(),
  reference: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  since: z.string(),
  from: z.string(),
  dueOn: z.string(),
  /** Of a document. */
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
}) as unknown as z.ZodType<AttentionDoc>;

/**
 * What waits for somebody: documents in a status that their context declares as waiting, and
 * parked messages of every context.
 */
export function attentionOf(sources: readonly AttentionSource[]): ReadModel<AttentionDoc> {
  const folds = new Map(sources.map((source) => [source.of.category, foldOf(source)]));
  const contexts = [...new Set([...folds.keys()].map((category) => category.split('.')[0]))];
  const categories = [...folds.keys(), ...contexts.map((context) => `${context}.${PARKED}`)];
  return {
    name: 'attention',
    version: 2,
    schema,
    fields: { kind: 'text', resource: 'text', since: 'text', from: 'text', dueOn: 'text' },
    indexes: [['kind', 'from']],
    streams: categories.map((category) => `${category}-`),
    keys: (event) => [keyOf(event)].filter((key) => key !== undefined),
    shows: (event) => folds.get(categoryOf(event)) as AnyStreamFold | undefined,
    on: {
      MessageParked: (_, event) => parked(event),
      MessageReplayed: (doc) => resolved(doc),
      MessageDropped: (doc) => resolved(doc),
    },
  };
}

const categoryOf = ({ stream }: ReadModelEvent): string => parseStream(stream).category;
const isParking = (event: ReadModelEvent): boolean => categoryOf(event).endsWith(`.${PARKED}`);

/** A message is parked once in a group; its later parts add nothing. */
function keyOf(event: ReadModelEvent): string | undefined {
  if (!isParking(event)) return `${categoryOf(event)}/${event.aggregateId}`;
  if (event.type === 'MessageContinued') return undefined;
  const { id } = event.data as Pick<ParkedMessage, 'id'>;
  return `${categoryOf(event)}/${event.aggregateId}/${id}`;
}

function parked(event: ReadModelEvent): AttentionDoc {
  const { id, type, reason, refused, parkedAt } = event.data as ParkedMessage;
  const [context] = event.stream.split('.');
  return {
    kind: refused ? 'refused_command' : 'parked_message',
    resource: 'parked-messages',
    entityId: id,
    reference: `${context}.${event.aggregateId}: ${type}`,
    status: 'parked',
    reason,
    since: parkedAt,
    from: AT_ONCE,
    dueOn: NEVER_DUE,
  };
}

function resolved(doc: AttentionDoc | undefined): AttentionDoc {
  invariant(doc, 'a message that was not parked');
  return { ...doc, kind: null };
}

/** A document's own state, its status, and since when it has that. */
interface Standing {
  readonly state: unknown;
  readonly status: string;
  readonly since: string;
}

function foldOf({ resource, of, waits }: AttentionSource): StreamFold<Standing> {
  return {
    initial: { state: of.initial, status: '', since: '' },
    evolve(before, event) {
      const state = of.evolve(before.state, event);
      const { status } = of.standing(state);
      const since = status === before.status ? before.since : event.meta.recordedAt;
      return { state, status, since };
    },
    document({ state, status, since }, { id, createdAt, updatedAt }) {
      const { reference, dueOn, atOnce = false } = of.standing(state);
      const kind = waits[status]?.[0] ?? null;
      const what = { kind, resource, entityId: id, reference, status, reason: null };
      const when = { since, from: dueOn || atOnce ? AT_ONCE : since, dueOn: dueOn ?? NEVER_DUE };
      return { ...what, createdAt, updatedAt, ...when };
    },
  };
}
