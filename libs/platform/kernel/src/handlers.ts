import type { DomainEvent } from './envelope.js';
import type { Rejection } from './errors.js';
import { invariant } from './invariant.js';
import type { Result } from './result.js';

/** What a rule answers: the events that happen, or the refusal. */
export type Decision<E> = Result<readonly E[], Rejection>;

/** One small function per event type: `(state, data) => state`. */
export type Evolvers<S, E extends DomainEvent> = {
  readonly [K in E['type']]: (state: S, data: Extract<E, { type: K }>['data']) => S;
};

/** Builds an `evolve` from evolvers. An unknown event (of a newer version) is skipped. */
export function evolveBy<S, E extends DomainEvent>(on: Evolvers<S, E>): (s: S, event: E) => S {
  const steps = on as Readonly<Record<string, ((state: S, data: unknown) => S) | undefined>>;
  return (state, event) => steps[event.type]?.(state, event.data) ?? state;
}

/** One small rule per command type. */
export type Rules<S, C extends { readonly type: string }, E, F> = {
  readonly [K in C['type']]: (command: Extract<C, { type: K }>, state: S, facts: F) => Decision<E>;
};

/** Builds a `decide` from rules. */
export function decideBy<S, C extends { readonly type: string }, E, F>(
  rules: Rules<S, C, E, F>,
): (command: C, state: S, facts: F) => Decision<E> {
  type Rule = (command: C, state: S, facts: F) => Decision<E>;
  const all = rules as unknown as Readonly<Record<string, Rule | undefined>>;
  return (command, state, facts) => {
    const rule = all[command.type];
    invariant(rule, `no rule for the command ${command.type}`);
    return rule(command, state, facts);
  };
}

/** The first refusal in a list of checks; undefined when there is none. */
export const firstRefusal = (
  ...checks: readonly (Rejection | undefined)[]
): Rejection | undefined => checks.find((check) => check !== undefined);
