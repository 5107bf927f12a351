import { parseStream, type Decider, type DomainEvent } from '@tamani/kernel';
import type { FieldType, JsonObject } from '@tamani/ports';
import { z } from 'zod';
import type { ReadModel, ReadModelEvent } from '../definitions.js';
import { listFieldTypes, listFieldValues, type ListFields } from './list-fields.js';
import { stamped, type At } from './resource-schema.js';

export interface AggregateReadModel<S, E extends DomainEvent> extends ListFields {
  readonly name: string;
  readonly version: number;
  readonly context: string;
  readonly decider: Pick<Decider<S, never, E, never>, 'category' | 'initial' | 'evolve'>;
  /** Own fields to filter and sort by, in addition to `createdAt` and `updatedAt`. */
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly indexes: readonly (readonly string[])[];
  readonly schema?: z.ZodType<JsonObject>;
  /** The fields of a state. */
  values(state: S, at: At): JsonObject;
  /** The resource as returned by the API: it is kept under `item`. */
  render?(state: S, at: At): JsonObject;
}

/** Where a document stores its state; not part of any answer. */
export const STATE_FIELD = '$state';

/**
 * The read model of one kind of aggregate: it folds with the decider's `evolve`, so that no rule
 * is written twice. For states that stay small; the state is stored next to the document.
 */
export function aggregateReadModel<S, E extends DomainEvent>(
  model: AggregateReadModel<S, E>,
): ReadModel<JsonObject> {
  const { decider } = model;
  // Documents of the batch in hand need not be decoded again for each of their events.
  const states = new WeakMap<JsonObject, S>();
  return {
    name: model.name,
    version: model.version,
    schema: model.schema ?? z.record(z.string(), z.unknown()),
    fields: { ...listFieldTypes(model), ...model.fields, createdAt: 'text', updatedAt: 'text' },
    indexes: [['updatedAt'], ...model.indexes],
    streams: [`${decider.category}-`],
    keys: (event) => [event.aggregateId],
    on: {
      '*': (doc, event) => {
        const before = doc
          ? (states.get(doc) ?? (decodeState(doc[STATE_FIELD]) as S))
          : decider.initial;
        const state = decider.evolve(before, event as unknown as E);
        const next = documentOf(model, state, standingOf(doc, event));
        states.set(next, state);
        return next;
      },
    },
  };
}

function standingOf(doc: JsonObject | undefined, event: ReadModelEvent): At {
  const { recordedAt: updatedAt } = event.meta;
  const createdAt = (doc?.['createdAt'] as string | undefined) ?? updatedAt;
  return { id: event.aggregateId, revision: event.revision, createdAt, updatedAt };
}

function documentOf<S, E extends DomainEvent>(
  model: AggregateReadModel<S, E>,
  state: S,
  at: At,
): JsonObject {
  const { createdAt, updatedAt } = at;
  const item = model.render && stamped(model.render(state, at), at);
  return {
    ...(item && listFieldValues(item, model)),
    ...model.values(state, at),
    ...{ createdAt, updatedAt },
    ...(item && { item }),
    [STATE_FIELD]: encodeState(state),
  };
}

/** A document without the projector's own fields. */
export function publicFields(doc: object): JsonObject {
  return Object.fromEntries(Object.entries(doc).filter(([field]) => field !== STATE_FIELD));
}

/** The id of the aggregate that a stream belongs to. */
export const aggregateIdOf = (stream: string): string => parseStream(stream).id;

/** JSON has no bigint: `{ "$n": "123" }`. */
function encodeState(value: unknown): unknown {
  if (typeof value === 'bigint') return { $n: String(value) };
  if (Array.isArray(value)) return value.map(encodeState);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, encodeState(member)]));
}

function decodeState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeState);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === '$n') return BigInt(String(only[1]));
  return Object.fromEntries(entries.map(([key, member]) => [key, decodeState(member)]));
}
