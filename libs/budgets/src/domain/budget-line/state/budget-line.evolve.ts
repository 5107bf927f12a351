import { evolveBy, type Evolvers } from '@tamani/kernel';
import type { BudgetLineEvent } from '../budget-line.events.js';
import type { BudgetLineState } from './budget-line.state.js';
import { evolveAccountDates } from './evolve/account-dates.evolve.js';
import { carriedEvolvers } from './evolve/carried.evolve.js';
import { deliveryEvolvers } from './evolve/delivery.evolve.js';
import { fundsEvolvers } from './evolve/funds.evolve.js';
import { allottedOnAfter, lineEvolvers } from './evolve/line.evolve.js';
import { evolveLineView } from './line-view.js';
import { paymentEvolvers } from './evolve/payment.evolve.js';
import { pricingEvolvers } from './evolve/pricing.evolve.js';
import { stayingOf } from './sources.js';

type State = BudgetLineState;

/** Folds the documents; the visible part of the line is folded by the view. */
const step = evolveBy<State, BudgetLineEvent>({
  ...lineEvolvers,
  ...fundsEvolvers,
  ...carriedEvolvers,
  ...deliveryEvolvers,
  ...pricingEvolvers,
  ...paymentEvolvers,
} satisfies Evolvers<State, BudgetLineEvent>);

export function evolveBudgetLine(state: State, event: BudgetLineEvent): State {
  const after = evolveAccountDates(step(evolveLineView(state, event), event), event);
  const allottedOn = allottedOnAfter(state, event);
  const { allotted } = state.figures;
  const less = allotted - after.figures.allotted;
  if (less <= 0n) return allottedOn === after.allottedOn ? after : { ...after, allottedOn };
  return { ...after, allottedOn, sources: stayingOf(after.sources, { allotted, less }) };
}
