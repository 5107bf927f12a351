import {
  err,
  type Command,
  type Decider,
  type DomainEvent,
  type FactsOf,
  type Person,
} from '@tamani/kernel';
import { dutyProblem, type Chain, type Duty } from '../shared/segregation.js';

/** What the rule of an act is told besides. */
export interface ChainFacts {
  /** All who have had a duty in the chain so far, in every document and round. */
  readonly chain: Chain;
}
/** The acts of a document, by command type, and the duty that each of them is. */
export type Duties<C extends Command> = { readonly [T in C['type']]?: Duty };

/** The facts of a decider, with the chain for each act. */
export type WithChain<F, D> = {
  readonly [K in keyof F | keyof D]: (K extends keyof F ? F[K] : unknown) &
    (K extends keyof D ? ChainFacts : unknown);
};

/**
 * A decider whose acts are held against the whole chain: what its rule accepts is refused to a
 * person who has had a duty that excludes this one (`segregation_…`).
 */
export const dutiful = <S, C extends Command, E extends DomainEvent, F, const D extends Duties<C>>(
  decider: Decider<S, C, E, F>,
  duties: D,
): Decider<S, C, E, WithChain<F, D>> => ({
  ...decider,
  decide(command, state, facts) {
    const decision = decider.decide(command, state, facts as FactsOf<F, C['type']>);
    const duty: Duty | undefined = duties[command.type as C['type']];
    if (!decision.ok || decision.value.length === 0 || duty === undefined) return decision;
    const { by } = command as unknown as { readonly by: Person };
    const problem = dutyProblem(duty, by, (facts as unknown as ChainFacts).chain);
    return problem ? err(problem) : decision;
  },
});
