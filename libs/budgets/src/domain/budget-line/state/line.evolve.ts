import { minorOf } from '@tamani/kernel';
import type { BudgetLineEvent, BudgetLineEventData } from '../budget-line.events.js';
import { movementsOf } from '../movements.js';
import type { BudgetLineState } from './budget-line.state.js';

type State = BudgetLineState;

const same = (state: State): State => state;

const carried = (state: State, { carryOverId }: { readonly carryOverId: string }): State => ({
  ...state,
  carryOvers: [...state.carryOvers, carryOverId],
});

const answered = (state: State, { allotmentId }: { readonly allotmentId: string }): State => ({
  ...state,
  awaited: state.awaited.filter((one) => one.allotmentId !== allotmentId),
});

/** Asked again of the next guard, it takes the place of the first request. */
const asked = (state: State, data: BudgetLineEventData<'AllotmentRequested'>): State => ({
  ...state,
  awaited: [...answered(state, data).awaited, data],
});

/** Folds the events of the line's own life. */
export const lineEvolvers = {
  BudgetLineDrafted: same,
  BudgetLineOpeningRequested: same,
  BudgetLineOpeningRefused: same,
  BudgetLineOpened: same,
  BudgetLineSoftClosed: same,
  BudgetLineClosed: same,
  BudgetLineFrozen: same,
  BudgetLineUnfrozen: same,
  AllotmentRequested: asked,
  AllotmentRefused: answered,
  FundsAllotted: answered,
  AllotmentRevised: answered,
  OverrunAuthorised: same,
  FundsCarriedOut: carried,
  FundsCarriedIn: carried,
};

/** The latest date on which the allotment grew: it does not shrink before that. */
export function allottedOnAfter({ allottedOn }: State, event: BudgetLineEvent): string {
  const on = event.effectiveAt ?? '';
  const grows = movementsOf(event).some(
    ({ bucket, amount }) => bucket === 'allotted' && minorOf(amount) > 0n,
  );
  return grows && on > allottedOn ? on : allottedOn;
}
