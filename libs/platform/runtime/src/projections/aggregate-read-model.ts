import { parseStream, type Decider, type DomainEvent } from '@tamani/kernel';
import type { FieldType, JsonObject } from '@tamani/ports';
import { z } from 'zod';
import type { AnyStreamFold, ReadModel, StreamFold } from '../definitions.js';
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

/**
 * The read model of one kind of aggregate: it folds with the decider's `evolve`, so that no rule
 * is written twice.
 */
export function aggregateReadModel<S, E extends DomainEvent>(
  model: AggregateReadModel<S, E>,
): ReadModel<JsonObject> {
  const { decider } = model;
  const fold: StreamFold<S> = {
    initial: decider.initial,
    evolve: (state, event) => decider.evolve(state, event as unknown as E),
    document: (state, at) => documentOf(model, state, at),
  };
  return {
    name: model.name,
    version: model.version,
    schema: model.schema ?? z.record(z.string(), z.unknown()),
    fields: { ...listFieldTypes(model), ...model.fields, createdAt: 'text', updatedAt: 'text' },
    // In the order of their making a list is walked, in that of their last change it is shown.
    indexes: [['updatedAt'], ['createdAt'], ...model.indexes],
    streams: [`${decider.category}-`],
    keys: (event) => [event.aggregateId],
    shows: () => fold as AnyStreamFold,
    on: {},
  };
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
  };
}

/** The id of the aggregate that a stream belongs to. */
export const aggregateIdOf = (stream: string): string => parseStream(stream).id;
