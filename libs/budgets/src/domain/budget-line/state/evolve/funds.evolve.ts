import { invariant, minorOf, type MoneyJson } from '@tamani/kernel';
import type { BudgetLineEventData, BudgetLineEventType } from '../../budget-line.events.js';
import {
  commitmentIn,
  commitmentOf,
  reservationOf,
  type BudgetLineState,
  type Commitment,
  type Reservation,
} from '../budget-line.state.js';
import { NEVER } from './account-dates.evolve.js';
import { documentMinorOf } from '../../events/document-amount.js';
import { put } from '../register.js';

type State = BudgetLineState;
type Data<T extends BudgetLineEventType> = BudgetLineEventData<T>;

export const withCommitment = (
  state: State,
  id: string,
  change: (commitment: Commitment) => Commitment,
): State => ({
  ...state,
  commitments: put(state.commitments, id, change(commitmentIn(state, id))),
});

/** Adds to the funds held by a reservation. */
function withReservation(
  state: State,
  { reservationId, amount, documentAmount }: ReservationMoved,
  sign: 1n | -1n,
): State {
  const known = reservationOf(state, reservationId);
  invariant(known, `no reservation ${reservationId}`);
  const openMinor = known.openMinor + sign * minorOf(amount);
  const documentOpenMinor = known.documentOpenMinor + sign * documentMinorOf(documentAmount);
  invariant(openMinor >= 0n && documentOpenMinor >= 0n, `reservation ${reservationId} below zero`);
  const changed = { ...known, openMinor, documentOpenMinor };
  return { ...state, reservations: put(state.reservations, reservationId, changed) };
}
interface ReservationMoved {
  readonly reservationId: string;
  readonly amount: MoneyJson;
  readonly documentAmount: MoneyJson | null;
}

function reserved(state: State, data: Data<'FundsReserved'>): State {
  const { reservationId, requestedBy, document, amount, documentAmount } = data;
  const documentMinor = documentMinorOf(documentAmount);
  const reservation: Reservation = {
    status: 'reserved',
    requestedBy,
    increasedOn: NEVER,
    document,
    currency: documentAmount?.currency ?? amount.currency,
    documentMinor,
    documentOpenMinor: documentMinor,
    amountMinor: minorOf(amount),
    openMinor: minorOf(amount),
  };
  return { ...state, reservations: put(state.reservations, reservationId, reservation) };
}

function rejected(state: State, data: Data<'ReservationRejected'>): State {
  const { reservationId, requestedBy, document, documentAmount } = data;
  const reservation: Reservation = {
    status: 'rejected',
    requestedBy,
    increasedOn: NEVER,
    document,
    currency: documentAmount.currency,
    documentMinor: minorOf(documentAmount),
    documentOpenMinor: 0n,
    amountMinor: 0n,
    openMinor: 0n,
  };
  return { ...state, reservations: put(state.reservations, reservationId, reservation) };
}

function adjusted(state: State, data: Data<'ReservationAdjusted'>): State {
  const moved = withReservation(state, data, 1n);
  const known = reservationOf(moved, data.reservationId);
  invariant(known, 'adjusted above');
  const amountMinor = known.amountMinor + minorOf(data.amount);
  const documentMinor = known.documentMinor + documentMinorOf(data.documentAmount);
  const changed = { ...known, amountMinor, documentMinor };
  return { ...moved, reservations: put(moved.reservations, data.reservationId, changed) };
}

function released(state: State, data: Data<'ReservationReleased'>): State {
  const { reservationId, commitmentId, amount, documentAmount, cause } = data;
  const moved = withReservation(state, data, -1n);
  if (cause === 'withdrawn') {
    const known = reservationOf(moved, reservationId);
    invariant(known, 'released above');
    const withdrawn: Reservation = { ...known, status: 'withdrawn' };
    return { ...moved, reservations: put(moved.reservations, reservationId, withdrawn) };
  }
  if (commitmentId === null) return moved;
  return withCommitment(moved, commitmentId, (commitment) => ({
    ...commitment,
    remainderMinor: commitment.remainderMinor + minorOf(amount),
    remainderDocumentMinor: commitment.remainderDocumentMinor + documentMinorOf(documentAmount),
  }));
}

const consumed = (state: State, data: Data<'ReservationConsumed'>): State =>
  withCommitment(withReservation(state, data, -1n), data.commitmentId, (commitment) => ({
    ...commitment,
    consumedMinor: minorOf(data.amount),
    consumedDocumentMinor: documentMinorOf(data.documentAmount),
  }));

/** A new commitment. */
export const noCommitment: Omit<
  Commitment,
  'status' | 'approval' | 'document' | 'vendorId' | 'currency'
> = {
  increasedOn: NEVER,
  bookedRate: null,
  reservationId: null,
  consumedMinor: 0n,
  consumedDocumentMinor: 0n,
  remainderMinor: 0n,
  remainderDocumentMinor: 0n,
  amountMinor: 0n,
  documentMinor: 0n,
  openMinor: 0n,
  documentOpenMinor: 0n,
  requestedBy: [],
  carriedOutMinor: 0n,
  adjustments: [],
  deliveries: [],
  payments: [],
  settlements: [],
};

/** What an earlier round has left: nothing, as a rule. */
function historyOf(state: State, commitmentId: string) {
  const known = commitmentOf(state, commitmentId);
  if (!known) return {};
  const { deliveries, payments, settlements, increasedOn } = known;
  return { deliveries, payments, settlements, increasedOn };
}

function committed(state: State, data: Data<'FundsCommitted'>): State {
  const { commitmentId, approval, document, vendorId, reservationId, documentAmount } = data;
  const amountMinor = minorOf(data.amount);
  const documentMinor = documentMinorOf(documentAmount);
  const commitment: Commitment = {
    ...noCommitment,
    ...historyOf(state, commitmentId),
    ...{ status: 'committed', approval, document, vendorId, reservationId },
    bookedRate: data.rate,
    currency: documentAmount?.currency ?? data.amount.currency,
    ...{ amountMinor, documentMinor, openMinor: amountMinor, documentOpenMinor: documentMinor },
  };
  return { ...state, commitments: put(state.commitments, commitmentId, commitment) };
}

function commitmentRejected(state: State, data: Data<'CommitmentRejected'>): State {
  const { commitmentId, approval, document, vendorId, documentAmount } = data;
  const commitment: Commitment = {
    ...noCommitment,
    ...historyOf(state, commitmentId),
    ...{ status: 'rejected', approval, document, vendorId },
    currency: documentAmount.currency,
  };
  return { ...state, commitments: put(state.commitments, commitmentId, commitment) };
}

const cancelled = (state: State, data: Data<'CommitmentCancelled'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    status: 'cancelled',
    openMinor: 0n,
    documentOpenMinor: 0n,
  }));

/** The part that deliveries on hold will need stays open. */
const ended = (state: State, data: Data<'CommitmentReleased'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    status: data.outcome,
    openMinor: commitment.openMinor - minorOf(data.amount),
    documentOpenMinor: commitment.documentOpenMinor - documentMinorOf(data.documentAmount),
  }));

/** Folds the events of reservations and commitments. */
export const fundsEvolvers = {
  FundsReserved: reserved,
  ReservationRejected: rejected,
  ReservationAdjusted: adjusted,
  ReservationReleased: released,
  ReservationConsumed: consumed,
  ReservationReinstated: (state: State, data: Data<'ReservationReinstated'>): State =>
    withReservation(state, data, 1n),
  FundsCommitted: committed,
  CommitmentRejected: commitmentRejected,
  CommitmentCancelled: cancelled,
  CommitmentReleased: ended,
};
