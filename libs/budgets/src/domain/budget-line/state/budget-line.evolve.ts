import { evolveBy, type Evolvers } from '@tamani/kernel';
import type { BudgetLineEvent } from '../budget-line.events.js';
import type { BudgetLineState } from './budget-line.state.js';
import { fundsEvolvers } from './funds.evolve.js';
import { allottedOnAfter, lineEvolvers } from './line.evolve.js';
import { evolveLineView } from './line-view.js';
import { spendingEvolvers } from './spending.evolve.js';

type State = BudgetLineState;

/** Folds the documents; the visible part of the line is folded by the view. */
const step = evolveBy<State, BudgetLineEvent>({
  ...lineEvolvers,
  ...fundsEvolvers,
  ...spendingEvolvers,
} satisfies Evolvers<State, BudgetLineEvent>);

export function evolveBudgetLine(state: State, event: BudgetLineEvent): State {
  const after = step(evolveLineView(state, event), event);
  const allottedOn = allottedOnAfter(state, event);
  return allottedOn === after.allottedOn ? after : { ...after, allottedOn };
}
