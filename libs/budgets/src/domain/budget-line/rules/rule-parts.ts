import {
  invariant,
  moneyJson,
  monthOf,
  sharesIdentity,
  type BusinessDate,
  type Currency,
  type MoneyJson,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { refuseDate } from '../../shared/business-date.rejections.js';
import type { MonthlyRates, Rate } from '../../rate-table/rates.js';
import type { ContributionFacts } from '../../contribution/contribution.allotment.js';
import type { LineKeyState } from '../../line-key/line-key.decide.js';
import type { ProjectAllotmentsState } from '../../project/project-allotments.decide.js';
import type { LineProject } from '../../shared/line-project.js';
import type { Coding, DocumentRef } from '../../shared/vocabulary.js';
import type { LineStatus } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import { availableOf } from '../movements.js';
import {
  commitmentOf,
  reservationOf,
  type BudgetLineState,
  type Commitment,
} from '../state/budget-line.state.js';
import type { PostingFacts } from './posting.js';

export interface RateFacts {
  /** For the month of the business date; null if none are published or nothing is converted. */
  readonly rates: MonthlyRates | null;
}
/** For past facts: booked, or waiting until there is a rate. */
export interface BookingFacts {
  /** From the document's currency to the line's, for the month of the business date. */
  readonly rate: Rate;
}
export interface DateFacts {
  /** Why the business date cannot be used; null if it can. */
  readonly dateProblem: Rejection | null;
}
export interface ProjectFacts {
  /** The project named by the command; null if none is named or it does not exist. */
  readonly project: LineProject | null;
}
/** For new reservations and commitments. */
export interface FundingFacts extends RateFacts, ProjectFacts {}
export interface OpeningFacts {
  /** The key of the line; null if no line of it was ever opened. */
  readonly key: LineKeyState | null;
}
/** Of whoever guards the allotment beside the line. */
export interface GuardFacts extends RateFacts, ProjectFacts {
  /** What is allotted to the project so far; null if the line has none, or nothing is. */
  readonly counted: ProjectAllotmentsState | null;
  /** Null if none is named. */
  readonly contribution: ContributionFacts | null;
}
export interface AllotmentFacts extends DateFacts, GuardFacts {}
export interface TransferFacts {
  /** Percentage of the original allotment that may leave a line by transfers. */
  readonly transferPercent: string;
}
export interface CarryOutFacts extends DateFacts, ProjectFacts {
  /** The line of the next year; null if it does not exist. */
  readonly destination: CarryOverDestination | null;
}

export interface CommitmentOutFacts extends PostingFacts, Pick<CarryOutFacts, 'destination'> {}

/** Whatever may free funds may also accrue a delivery on hold. */
export interface BudgetLineFacts {
  readonly DraftLine: ProjectFacts;
  readonly OpenLine: OpeningFacts;
  readonly AllotFunds: AllotmentFacts & PostingFacts;
  readonly ReviseAllotment: AllotmentFacts & PostingFacts;
  readonly AcceptAllotment: PostingFacts;
  readonly AuthoriseOverrun: PostingFacts;
  readonly CarryOut: CarryOutFacts;
  readonly CarryIn: PostingFacts;
  readonly HoldTransfer: TransferFacts & PostingFacts;
  readonly SendTransfer: PostingFacts;
  readonly ReleaseTransfer: PostingFacts;
  readonly CreditTransfer: GuardFacts & PostingFacts;
  readonly ReserveFunds: FundingFacts & PostingFacts;
  readonly AdjustReservation: RateFacts & PostingFacts;
  readonly ReleaseReservation: PostingFacts;
  readonly CommitFunds: FundingFacts & PostingFacts;
  readonly CancelCommitment: PostingFacts;
  readonly AdjustCommitment: FundingFacts & PostingFacts;
  readonly RepriceDeliveries: PostingFacts;
  readonly TakeBackAdjustment: PostingFacts;
  readonly CloseCommitment: PostingFacts;
  readonly CarryCommitmentOut: CommitmentOutFacts;
  readonly CarryCommitmentIn: PostingFacts;
  readonly TakeBackCarryIn: PostingFacts;
  readonly TakeBackCarryOut: PostingFacts;
  readonly RecordDelivery: BookingFacts & PostingFacts;
  readonly ReverseDelivery: PostingFacts;
  readonly RecordCredit: PostingFacts;
  readonly RecordDisbursement: BookingFacts & PostingFacts;
  readonly RecordAdvance: BookingFacts & PostingFacts;
  readonly LiquidateAdvance: PostingFacts;
  readonly RecordRefund: PostingFacts;
  readonly WriteOffAdvance: PostingFacts;
  readonly RecordReturnedPayment: PostingFacts;
}

export interface CarryOverDestination extends Coding {
  readonly status: LineStatus;
  readonly currency: string;
}

export const availableIn = (state: BudgetLineState): bigint => availableOf(state.figures);

export const lineMoney = (state: BudgetLineState, minor: bigint): MoneyJson =>
  moneyJson(minor, state.currency);

/** The refusal if the line is in none of these states. */
export function statusProblem(
  state: BudgetLineState,
  ...needed: readonly LineStatus[]
): Rejection | undefined {
  const { status, reference } = state;
  if (status === 'none') return refuse.budget_line_unknown();
  if (needed.includes(status)) return undefined;
  return refuse.budget_line_wrong_status({ reference, status, needed: needed.join(', ') });
}

/** An amount of a request must be in the line's currency. */
export function currencyProblem(state: BudgetLineState, amount: MoneyJson): Rejection | undefined {
  if (amount.currency === state.currency) return undefined;
  const params = { expected: state.currency, actual: amount.currency };
  const code = 'budget_line_currency';
  return refuse.budget_line_currency(params, [{ pointer: '/amount/currency', code, params }]);
}

/** What the allotment loses is not dated before the last time that it grew. */
export function allotmentDateProblem(
  { allottedOn: earliest }: BudgetLineState,
  date: BusinessDate,
): Rejection | undefined {
  return date < earliest ? refuse.date_before_what_it_follows({ date, earliest }) : undefined;
}

/** All further amounts of a document are in the currency of its first. */
export function documentCurrencyProblem(
  known: { readonly currency: string },
  amount: MoneyJson,
): Rejection | undefined {
  if (amount.currency === known.currency) return undefined;
  return refuse.document_currency({ expected: known.currency, actual: amount.currency });
}

export function shortfallProblem(state: BudgetLineState, needed: bigint): Rejection | undefined {
  const available = availableIn(state);
  if (needed <= available) return undefined;
  const { reference, currency } = state;
  const shortfall = lineMoney(state, needed - available).amount;
  const left = lineMoney(state, available).amount;
  return refuse.insufficient_funds({ reference, currency, shortfall, available: left });
}

/** No rate for a conversion on that date. */
export function rateMissing(
  state: BudgetLineState,
  of: { readonly currency: Currency; readonly effectiveAt: BusinessDate },
): Rejection {
  const month = monthOf(of.effectiveAt);
  return refuseDate.rate_missing({ from: of.currency, to: state.currency, month });
}

/** The common data of the line's events. */
export function contextOf(
  state: BudgetLineState,
  document: DocumentRef | null,
  vendorId: string | null = null,
) {
  invariant(state.coding, `line without coding: ${state.reference}`);
  return { coding: state.coding, document, vendorId };
}

/** A movement of a document: the amount in the line's and in the document's currency. */
export const moved = (
  state: BudgetLineState,
  amountMinor: bigint,
  document: {
    readonly minor: bigint;
    readonly currency: string;
    readonly documentDate: BusinessDate;
  },
) => ({
  amount: lineMoney(state, amountMinor),
  documentAmount: moneyJson(document.minor, document.currency),
  documentDate: document.documentDate,
});

/** All events of a commitment name the order, its vendor and its currency. */
export interface InCommitment {
  readonly state: BudgetLineState;
  readonly commitmentId: string;
  readonly commitment: Commitment;
  /** When it is posted. */
  readonly effectiveAt: BusinessDate;
  /** The document's own date. */
  readonly documentDate: BusinessDate;
}

export const movedIn = (at: InCommitment, amountMinor: bigint, documentMinor: bigint) =>
  moved(at.state, amountMinor, {
    minor: documentMinor,
    currency: at.commitment.currency,
    documentDate: at.documentDate,
  });

/** All who have asked for the goods of an order, in this year or in the one before. */
export const requestersOf = (
  state: BudgetLineState,
  commitment: Commitment | undefined,
): readonly Person[] =>
  reservationOf(state, commitment?.reservationId ?? '')?.requestedBy ??
  commitment?.requestedBy ??
  [];

export const isAmong = (people: readonly Person[], person: Person): boolean =>
  people.some((one) => sharesIdentity(one, person));

/**
 * The amount by which an order's deliveries may exceed the available funds on a date: not for
 * goods that were asked for by whoever authorised the overrun.
 */
export function overrunOn(state: BudgetLineState, commitmentId: string, on: BusinessDate): bigint {
  const { overrun } = state;
  if (!overrun || on > overrun.expiresOn) return 0n;
  const asked = requestersOf(state, commitmentOf(state, commitmentId));
  return isAmong(asked, overrun.by) ? 0n : overrun.capMinor;
}

export const minimum = (a: bigint, b: bigint): bigint => (a < b ? a : b);
