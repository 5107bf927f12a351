import { fold } from '@tamani/kernel';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { evolveBudgetLine } from '../state/budget-line.evolve.js';
import { commitmentIn, type BudgetLineState } from '../state/budget-line.state.js';
import type { InCommitment } from './rule-parts.js';

const evolver = { initial: undefined as never, evolve: evolveBudgetLine };

/** The state after events that are being decided. */
export const after = (
  state: BudgetLineState,
  events: readonly BudgetLineEvent[],
): BudgetLineState => fold(evolver, events, state);

/** The commitment after events that are being decided. */
export function inCommitmentAfter(
  at: InCommitment,
  events: readonly BudgetLineEvent[],
): InCommitment {
  const state = after(at.state, events);
  return { ...at, state, commitment: commitmentIn(state, at.commitmentId) };
}
