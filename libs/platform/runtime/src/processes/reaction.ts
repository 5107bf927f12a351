import type { IntegrationEvent } from '@tamani/kernel';
import type { ProcessCommand, Reaction } from '../definitions.js';

/** Commands for one type of message; empty if there is nothing to do. */
export type On<D extends object> = {
  readonly [K in keyof D]?: (data: D[K], message: IntegrationEvent) => readonly ProcessCommand[];
};

export interface ReactionOptions<D extends object> {
  readonly name: string;
  /** Whose aggregates it sends to. */
  readonly context: string;
  /** `budgets.events.v1`. */
  readonly topic: string;
  /** Id of the document whose messages are handled one after the other. */
  readonly key: (data: D[keyof D]) => string;
  readonly on: On<D>;
}

type AnyHandler = (data: unknown, message: IntegrationEvent) => readonly ProcessCommand[];

/**
 * A rule from message to commands. It has no memory: the aggregates remember the ids of its
 * commands, which follow from the message's. `D` is the type of the data by type of message.
 */
export function reaction<D extends object>(options: ReactionOptions<D>): Reaction {
  const { name, context, topic, key } = options;
  const on = options.on as Readonly<Record<string, AnyHandler | undefined>>;
  return {
    name,
    context,
    topics: [topic],
    types: Object.keys(on),
    key: ({ type, data }) => (on[type] ? key(data as D[keyof D]) : undefined),
    commands: (message) => on[message.type]?.(message.data, message) ?? [],
  };
}
