import type { EventSpecs, IntegrationEvent } from '@tamani/kernel';
import type { ProcessCommand, ProcessDefinition, ProcessTimer } from '@tamani/runtime';

type Nothing = Record<string, never>;
type Reaction = (data: unknown, input: IntegrationEvent) => readonly ProcessCommand[];
const noEvents: EventSpecs = {};

/**
 * How long the request that has taken step one is given for its step two. A process that ran
 * beside it could come first: the request would then be answered as stale, and its repeat would
 * not find its own command. After that time the request has died, and the process heals.
 */
export const GRACE_MS = 10_000;

/** Commands for one type of message; an empty list when there is nothing to do. */
export type Reactions<T extends string, D extends { readonly [K in T]: unknown }> = {
  readonly [K in T]?: (data: D[K], input: IntegrationEvent) => readonly ProcessCommand[];
};

export interface Reactive<T extends string, D extends { readonly [K in T]: unknown }> {
  readonly name: string;
  readonly topic: string;
  /** Id of the document whose messages are handled one after the other. */
  readonly key: (data: D[T]) => string;
  /** At once. */
  readonly on: Reactions<T, D>;
  /** After the grace: a request that took step one does step two itself. */
  readonly heal?: Reactions<T, D>;
}

/**
 * A process that needs no memory: each message asks for commands, which decide for themselves
 * whether their effect is there already.
 */
export function reactive<T extends string, D extends { readonly [K in T]: unknown }>(
  definition: Reactive<T, D>,
): ProcessDefinition<Nothing> {
  const { name, topic, key } = definition;
  const on = definition.on as Readonly<Record<string, Reaction | undefined>>;
  const heal = (definition.heal ?? {}) as Readonly<Record<string, Reaction | undefined>>;
  return {
    name,
    context: 'procurement',
    topics: [topic],
    key: ({ type, data }) => (on[type] || heal[type] ? key(data as D[T]) : undefined),
    initial: {},
    events: noEvents,
    evolve: (state) => state,
    react(_, input) {
      const { type, data } = input;
      const due = type.startsWith(TIMER) ? heal[type.slice(TIMER.length)] : undefined;
      if (due) return { commands: due(data, input) };
      const commands = on[type]?.(data, input) ?? [];
      if (!heal[type]) return { commands };
      return {
        commands,
        timers: [{ name: type, afterMs: GRACE_MS, data: data as ProcessTimer['data'] }],
      };
    },
  };
}

const TIMER = 'timer:';
