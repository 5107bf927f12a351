import { evolveBy, minorOf, type Evolvers } from '@tamani/kernel';
import { lineStatusAfter, type BudgetLineEvent } from '../budget-line.events.js';
import { figuresAfter } from '../movements.js';
import type { BudgetLineState } from './budget-line.state.js';
import { fundsEvolvers } from './funds.evolve.js';
import { spendingEvolvers } from './spending.evolve.js';

type State = BudgetLineState;
const withReason = (state: State, { reason }: { readonly reason: string }): State => ({
  ...state,
  reason,
});
const carried = (state: State, { carryOverId }: { readonly carryOverId: string }): State => ({
  ...state,
  carryOvers: [...state.carryOvers, carryOverId],
});
const same = (state: State): State => state;

const step = evolveBy<State, BudgetLineEvent>({
  BudgetLineDrafted: (state, { by: _, ...data }) => ({ ...state, ...data }),
  BudgetLineOpened: withReason,
  BudgetLineSoftClosed: withReason,
  BudgetLineClosed: withReason,
  BudgetLineFrozen: withReason,
  BudgetLineUnfrozen: withReason,
  FundsAllotted: same,
  AllotmentRevised: same,
  OverrunAuthorised: (state, { cap, expiresOn }) => ({
    ...state,
    overrun: { capMinor: minorOf(cap), expiresOn },
  }),
  FundsCarriedOut: carried,
  FundsCarriedIn: carried,
  ...fundsEvolvers,
  ...spendingEvolvers,
} satisfies Evolvers<State, BudgetLineEvent>);

/** Status and figures come from the tables that facts, messages and the ledger read too. */
export function evolveBudgetLine(state: State, event: BudgetLineEvent): State {
  const after = step(state, event);
  const figures = figuresAfter(state.figures, event);
  const status = lineStatusAfter[event.type] ?? state.status;
  return { ...after, figures, status };
}
