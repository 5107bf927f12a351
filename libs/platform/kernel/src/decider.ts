import type { z } from 'zod';
import type { DomainEvent } from './envelope.js';
import type { Command, Decide, NoFacts } from './handlers.js';

/** One type of event: its schema as written today and how older ones are brought up to it. */
export interface EventSpec<S extends z.ZodType = z.ZodType> {
  readonly schemaVersion: number;
  readonly data: S;
  /** `upcast[n]` turns data of version n into version n + 1. */
  readonly upcast?: Readonly<Record<number, (data: never) => unknown>>;
}

export type EventSpecs = Readonly<Record<string, EventSpec>>;

/** The union of the events of a set: `EventOf<typeof budgetLineEvents>`. */
export type EventOf<T extends EventSpecs> = {
  [K in keyof T & string]: DomainEvent<K, z.output<T[K]['data']>>;
}[keyof T & string];

/**
 * An aggregate as three pure functions. `category` names its streams: `<category>-<id>`.
 * State is plain data (objects, arrays, strings, numbers, booleans, bigints), never mutated.
 * `F` maps command types to the facts that their rules need; a command cannot be decided
 * without the facts of its type.
 */
export interface Decider<S, C extends Command, E extends DomainEvent, F = NoFacts> {
  readonly category: string;
  readonly events: EventSpecs;
  readonly initial: S;
  readonly decide: Decide<S, C, E, F>;
  evolve(state: S, event: E): S;
}

export const streamOf = (category: string, id: string): string => `${category}-${id}`;

/** The category and id of a stream name; the id may hold hyphens, the category does not. */
export function parseStream(stream: string): { category: string; id: string } {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, dash), id: stream.slice(dash + 1) };
}

/** Folds a history: `fold(decider, events)` is the state after them. */
export const fold = <S, E extends DomainEvent>(
  decider: { initial: S; evolve(state: S, event: E): S },
  events: Iterable<E>,
  from: S = decider.initial,
): S => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
