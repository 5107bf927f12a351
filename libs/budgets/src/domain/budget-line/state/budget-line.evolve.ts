import { evolveBy, type Evolvers } from '@tamani/kernel';
import type { BudgetLineEvent } from '../budget-line.events.js';
import type { BudgetLineState } from './budget-line.state.js';
import { evolveAccountDates } from './account-dates.evolve.js';
import { deliveryEvolvers } from './delivery.evolve.js';
import { fundsEvolvers } from './funds.evolve.js';
import { evolveLineView } from './line-view.js';
import { paymentEvolvers } from './payment.evolve.js';
import { pricingEvolvers } from './pricing.evolve.js';

type State = BudgetLineState;
const carried = (state: State, { carryOverId }: { readonly carryOverId: string }): State => ({
  ...state,
  carryOvers: [...state.carryOvers, carryOverId],
});
const same = (state: State): State => state;

/** Folds the documents; the visible part of the line is folded by the view. */
const step = evolveBy<State, BudgetLineEvent>({
  BudgetLineDrafted: same,
  BudgetLineOpened: same,
  BudgetLineSoftClosed: same,
  BudgetLineClosed: same,
  BudgetLineFrozen: same,
  BudgetLineUnfrozen: same,
  FundsAllotted: same,
  AllotmentRevised: same,
  OverrunAuthorised: same,
  FundsCarriedOut: carried,
  FundsCarriedIn: carried,
  ...fundsEvolvers,
  ...deliveryEvolvers,
  ...pricingEvolvers,
  ...paymentEvolvers,
} satisfies Evolvers<State, BudgetLineEvent>);

export const evolveBudgetLine = (state: State, event: BudgetLineEvent): State =>
  evolveAccountDates(step(evolveLineView(state, event), event), event);
