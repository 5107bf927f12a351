import { invariant, type BusinessDate, type Currency, type Person } from '@tamani/kernel';
import type { BudgetLineEventData } from '../budget-line.events.js';
import type { UsedRate } from '../../rate-table/rates.js';
import type { DocumentRef } from '../../shared/vocabulary.js';
import { initialLineView, type LineView } from './line-view.js';
import type { Source } from './sources.js';
import { emptyRegister, findIn, type Register } from './register.js';

export type { HeldDelivery, LineView } from './line-view.js';

/**
 * Money that documents add to and take from. Whatever is taken is dated no earlier than what was
 * added, so that it is never below zero, as of any date.
 */
interface Account {
  /** The latest date on which something was added; empty if nothing was. */
  readonly increasedOn: BusinessDate;
}

/** Funds set aside for a requisition. `document…` is in the requisition's currency. */
export interface Reservation extends Account {
  readonly status: 'reserved' | 'rejected' | 'withdrawn';
  /** All who have asked for the goods. */
  readonly requestedBy: readonly Person[];
  readonly document: DocumentRef | null;
  readonly currency: Currency;
  readonly documentMinor: bigint;
  readonly documentOpenMinor: bigint;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
}

/** An accrued delivery, with its settled part. The account is what is not settled. */
export interface Delivery extends Account {
  readonly deliveryId: string;
  readonly document: DocumentRef | null;
  readonly reversed: boolean;
  readonly amountMinor: bigint;
  readonly documentMinor: bigint;
  readonly liquidatedMinor: bigint;
  readonly liquidatedDocumentMinor: bigint;
  readonly differenceMinor: bigint;
  readonly settledMinor: bigint;
  readonly settledDocumentMinor: bigint;
}

/** Cash paid for an order; the advance is the part without a delivery, and the account. */
export interface Payment extends Account {
  readonly paymentId: string;
  readonly document: DocumentRef | null;
  readonly returned: boolean;
  readonly amountMinor: bigint;
  readonly documentMinor: bigint;
  readonly advanceMinor: bigint;
  readonly advanceDocumentMinor: bigint;
  /** The part of the advance that only invoices recover; deliveries use the rest. */
  readonly recoverableDocumentMinor: bigint;
  readonly writtenOffMinor: bigint;
  readonly writtenOffDocumentMinor: bigint;
  readonly liquidations: readonly string[];
}

/** Which part of which delivery a payment has settled. */
export interface Settlement extends Account {
  readonly paymentId: string;
  readonly deliveryId: string;
  readonly documentMinor: bigint;
  /** As accrued. */
  readonly amountMinor: bigint;
  /** In cash. */
  readonly paidMinor: bigint;
}

/** The part of a repricing that one delivery takes: changes, less is negative. */
export interface RepricedPart {
  readonly deliveryId: string;
  readonly minor: bigint;
  readonly documentMinor: bigint;
  readonly liquidatedMinor: bigint;
  readonly liquidatedDocumentMinor: bigint;
}

/** An answered change of an order's price, and what it has changed. */
export interface Adjustment {
  readonly id: string;
  /** The line of the year before, if it was carried over from there. */
  readonly fromLineId?: string | undefined;
  readonly status: 'granted' | 'rejected' | 'taken_back';
  /** Of deliveries; else of the commitment alone. */
  readonly isRepricing: boolean;
  readonly committedMinor: bigint;
  readonly committedDocumentMinor: bigint;
  readonly parts: readonly RepricedPart[];
}

/** Funds bound by an order. `document…` is in the order's currency. */
export interface Commitment extends Account {
  /** closed: a return opens it again. */
  readonly status: 'committed' | 'rejected' | 'cancelled' | 'closed' | 'terminated';
  readonly approval: number;
  readonly document: DocumentRef | null;
  readonly vendorId: string | null;
  readonly currency: Currency;
  readonly bookedRate: UsedRate | null | 'several';
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
  /** All who have asked for the goods, where that was on the line of an earlier year. */
  readonly requestedBy: readonly Person[];
  /** What of it has gone to the next year. */
  readonly carriedOutMinor: bigint;
  /** Also what was carried over. */
  readonly adjustments: readonly Adjustment[];
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
  /** What of the allotment came from contributions, the oldest first. */
  readonly sources: readonly Source[];
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
  sources: [],
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
