import type { EventSpecs, IntegrationEvent } from '@tamani/kernel';
import type { ProcessCommand, ProcessDefinition } from '@tamani/runtime';

type Nothing = Record<string, never>;
const noEvents: EventSpecs = {};

/** Commands for one type of message; an empty list when there is nothing to do. */
export type Reactions<T extends string, D extends { readonly [K in T]: unknown }> = {
  readonly [K in T]?: (data: D[K], input: IntegrationEvent) => readonly ProcessCommand[];
};

export interface Reactive<T extends string, D extends { readonly [K in T]: unknown }> {
  readonly name: string;
  readonly topic: string;
  /** Id of the document whose messages are handled one after the other. */
  readonly key: (data: D[T]) => string;
  readonly on: Reactions<T, D>;
}

/**
 * A process that needs no memory: each message asks for commands, which decide for themselves
 * whether their effect is there already.
 */
export function reactive<T extends string, D extends { readonly [K in T]: unknown }>(
  definition: Reactive<T, D>,
): ProcessDefinition<Nothing> {
  const { name, topic, key } = definition;
  const on = definition.on as Readonly<
    Record<
      string,
      ((data: unknown, input: IntegrationEvent) => readonly ProcessCommand[]) | undefined
    >
  >;
  return {
    name,
    context: 'procurement',
    topics: [topic],
    key: (input) => (on[input.type] ? key(input.data as D[T]) : undefined),
    initial: {},
    events: noEvents,
    evolve: (state) => state,
    react: (_, input) => ({ commands: on[input.type]?.(input.data, input) ?? [] }),
  };
}
