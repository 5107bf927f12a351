import { minorOf } from '@tamani/kernel';
import type { BudgetLineEvent, BudgetLineEventData } from '../../budget-line.events.js';
import { movementsOf } from '../../movements.js';
import type { BudgetLineState, TransferOut } from '../budget-line.state.js';
import { findIn, put } from '../register.js';
import { withSource } from '../sources.js';

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

const allotted = (state: State, data: BudgetLineEventData<'FundsAllotted'>): State => ({
  ...answered(state, data),
  originalMinor: state.originalMinor + minorOf(data.amount),
  sources: withSource(state.sources, data),
});

/** An allotment that is refused may be a transfer. */
const refused = (state: State, data: BudgetLineEventData<'AllotmentRefused'>): State => ({
  ...answered(state, data),
  transfersIn:
    data.kind === 'transfer' ? [...state.transfersIn, data.allotmentId] : state.transfersIn,
});

const arrived = (state: State, { transferId }: { readonly transferId: string }): State => ({
  ...answered(state, { allotmentId: transferId }),
  transfersIn: [...state.transfersIn, transferId],
});

const withTransfer = (state: State, id: string, transfer: TransferOut): State => ({
  ...state,
  transfersOut: put(state.transfersOut, id, transfer),
});

const held = (state: State, data: BudgetLineEventData<'TransferHeld'>): State =>
  withTransfer(state, data.transferId, {
    status: 'held',
    amountMinor: minorOf(data.amount),
    heldOn: data.heldOn,
    toLineId: data.toLineId,
    reference: data.document?.reference ?? null,
  });

const transferAs =
  (status: TransferOut['status']) =>
  (state: State, { transferId }: { readonly transferId: string }): State => {
    const known = findIn(state.transfersOut, transferId);
    const nothing = { amountMinor: 0n, heldOn: '', toLineId: '', reference: null };
    return withTransfer(state, transferId, { ...(known ?? nothing), status });
  };

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
  PostingsFenced: same,
  AllotmentRequested: asked,
  AllotmentRefused: refused,
  FundsAllotted: allotted,
  AllotmentRevised: answered,
  OverrunAuthorised: same,
  TransferHeld: held,
  TransferRefused: transferAs('refused'),
  TransferHoldReleased: transferAs('released'),
  FundsTransferredOut: transferAs('sent'),
  FundsTransferredIn: arrived,
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
