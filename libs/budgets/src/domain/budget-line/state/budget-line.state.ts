import { invariant, type BusinessDate, type Currency } from '@tamani/kernel';
import type { BudgetLineEventData } from '../budget-line.events.js';
import type { DocumentRef } from '../../shared/vocabulary.js';
import { initialLineView, type LineView } from './line-view.js';
import { emptyRegister, findIn, type Register } from './register.js';

export type { HeldDelivery, LineView } from './line-view.js';

/** Funds set aside for a requisition. `document…` is in the requisition's currency. */
export interface Reservation {
  readonly status: 'reserved' | 'rejected' | 'withdrawn';
  readonly document: DocumentRef | null;
  readonly currency: Currency;
  readonly documentMinor: bigint;
  readonly documentOpenMinor: bigint;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
}

/** An accrued delivery, with its liquidated and settled parts. */
export interface Delivery {
  readonly deliveryId: string;
  readonly document: DocumentRef | null;
  readonly reversed: boolean;
  readonly amountMinor: bigint;
  readonly documentMinor: bigint;
  readonly liquidatedMinor: bigint;
  readonly liquidatedDocumentMinor: bigint;
  readonly settledMinor: bigint;
  readonly settledDocumentMinor: bigint;
}

/** Cash paid for an order; the advance is the part without a delivery. */
export interface Payment {
  readonly paymentId: string;
  readonly document: DocumentRef | null;
  readonly returned: boolean;
  readonly amountMinor: bigint;
  readonly documentMinor: bigint;
  readonly advanceMinor: bigint;
  readonly advanceDocumentMinor: bigint;
  /** The next delivery uses the advance automatically. */
  readonly automatic: boolean;
  readonly liquidations: readonly string[];
}

/** Which part of which delivery a payment has settled. */
export interface Settlement {
  readonly paymentId: string;
  readonly deliveryId: string;
  readonly documentMinor: bigint;
  /** As accrued. */
  readonly amountMinor: bigint;
  /** In cash. */
  readonly paidMinor: bigint;
}

/** Funds bound by an order. `document…` is in the order's currency. */
export interface Commitment {
  readonly status: 'committed' | 'rejected' | 'cancelled' | 'released';
  readonly approval: number;
  readonly document: DocumentRef | null;
  readonly vendorId: string | null;
  readonly currency: Currency;
  readonly reservationId: string | null;
  /** The consumed and the released parts of the reservation. */
  readonly consumedMinor: bigint;
  readonly consumedDocumentMinor: bigint;
  readonly remainderMinor: bigint;
  readonly remainderDocumentMinor: bigint;
  readonly amountMinor: bigint;
  readonly documentMinor: bigint;
  readonly openMinor: bigint;
  readonly documentOpenMinor: bigint;
  readonly adjustments: readonly string[];
  readonly deliveries: readonly Delivery[];
  readonly payments: readonly Payment[];
  readonly settlements: readonly Settlement[];
}

export interface BudgetLineState extends LineView {
  readonly reservations: Register<Reservation>;
  readonly commitments: Register<Commitment>;
  readonly carryOvers: readonly string[];
  /** Transfers that the line gives, by their ids; a refused one holds nothing. */
  readonly transfersOut: Register<TransferOut>;
  /** Transfers that have arrived, or were refused. */
  readonly transfersIn: readonly string[];
  /** What was allotted in the first place: without revisions, carry-overs and transfers. */
  readonly originalMinor: bigint;
  /** Allotments that wait for an answer from beyond the line. */
  readonly awaited: readonly AwaitedAllotment[];
  /** The latest date on which the allotment grew. */
  readonly allottedOn: BusinessDate;
}

export interface TransferOut {
  readonly status: 'held' | 'sent' | 'released' | 'refused';
  readonly amountMinor: bigint;
  readonly heldOn: BusinessDate;
  readonly toLineId: string;
  readonly reference: string | null;
}

export type AwaitedAllotment = BudgetLineEventData<'AllotmentRequested'>;

export const initialBudgetLine: BudgetLineState = {
  ...initialLineView,
  reservations: emptyRegister(),
  commitments: emptyRegister(),
  carryOvers: [],
  transfersOut: emptyRegister(),
  transfersIn: [],
  originalMinor: 0n,
  awaited: [],
  allottedOn: '',
};

export const reservationOf = (state: BudgetLineState, id: string): Reservation | undefined =>
  findIn(state.reservations, id);

export const commitmentOf = (state: BudgetLineState, id: string): Commitment | undefined =>
  findIn(state.commitments, id);

/** The commitment of an event; it exists because an earlier event created it. */
export function commitmentIn(state: BudgetLineState, id: string): Commitment {
  const commitment = commitmentOf(state, id);
  invariant(commitment, `no commitment ${id}`);
  return commitment;
}
