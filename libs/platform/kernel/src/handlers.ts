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

/** A request to an aggregate; its type names the rule that decides on it. */
export interface Command {
  readonly type: string;
}

/**
 * Facts by command type, for the rules that need any: `{ Pay: { invoice: Invoice | null } }`.
 * Every fact is always there; where there is nothing to know it is null, and the rule says what
 * follows from that.
 */
export type FactMap<F> = { readonly [K in keyof F]: Known<F[K]> };
type Known<T> = { readonly [P in keyof T]-?: Exclude<T[P], undefined> };

/** The fact map of an aggregate whose rules need nothing but its own stream. */
export type NoFacts = Readonly<Record<never, never>>;

/** The facts that a command of type K needs; of several types, the facts of each. */
export type RuleFacts<F, K> = (
  K extends keyof F ? (facts: F[K]) => void : (facts: unknown) => void
) extends (facts: infer All) => void
  ? All
  : never;

/** What a rule is told beside the command and the state: its aggregate's id and the facts. */
export type FactsOf<F, K> = { readonly id: string } & RuleFacts<F, K>;

/** One small rule per command type. */
export type Rules<S, C extends Command, E, F> = {
  readonly [K in C['type']]: (
    command: Extract<C, { readonly type: K }>,
    state: S,
    facts: FactsOf<F, K>,
  ) => Decision<E>;
};

/** A pure decision; which facts it takes follows from the type of the command. */
export type Decide<S, C extends Command, E, F> = <K extends C['type']>(
  command: C & { readonly type: K },
  state: S,
  facts: FactsOf<F, K>,
) => Decision<E>;

/** Makes a `decide` of rules. A fact that may be left out, or be undefined, does not compile. */
export function decideBy<S, C extends Command, E, F extends FactMap<F> = NoFacts>(
  rules: Rules<S, C, E, F>,
): Decide<S, C, E, F> {
  type Rule = (command: C, state: S, facts: object) => Decision<E>;
  const all = rules as unknown as Readonly<Record<string, Rule | undefined>>;
  return (command, state, facts) => {
    const rule = all[command.type];
    invariant(rule, `no rule for the command ${command.type}`);
    return rule(command, state, facts);
  };
}

/** The first refusal in a list of checks; undefined when there is none. */
export const firstRefusal = (
  ...checks: readonly (Rejection | null | undefined)[]
): Rejection | undefined =>
  checks.find((check) => check !== undefined && check !== null) ?? undefined;
