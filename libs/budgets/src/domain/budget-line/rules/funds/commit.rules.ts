import { err, minorOf, ok, proportion, type Decision } from '@tamani/kernel';
import type { CommitFunds } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  reservationOf,
  type BudgetLineState,
  type Reservation,
} from '../../state/budget-line.state.js';
import { contextOf, lineMoney, minimum, moved, type FundingFacts } from '../rule-parts.js';
import { postingDate, type PostingFacts } from '../posting.js';
import { assessed, type AskedDates } from './refusal.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Binds the order's price: first from the reservation's share, the excess from the
 * available funds; or stores the refusal. The unused rest of the share is released.
 */
export function commit(
  command: CommitFunds,
  state: State,
  facts: FundingFacts & PostingFacts,
): Decided {
  const { commitmentId, approval, amount, document, vendorId } = command;
  const before = answeredBefore(command, state);
  if (before) return before;
  const { reservationId } = command;
  const reservation = reservationFor(command, state);
  const reservationMissing = reservationId !== null && reservation === undefined;
  const share = shareOf(command, reservation);
  const dates = datesOf(command, reservation, facts);
  const asked = { amount, dates, reservedMinor: share.minor, reservationMissing };
  const answer = assessed(state, asked, facts);
  const context = { ...contextOf(state, document, vendorId), commitmentId, approval };
  if ('refusal' in answer) {
    const data = { ...context, ...answer.refusal, documentAmount: amount };
    return ok([{ type: 'CommitmentRejected', data, effectiveAt: dates.documentDate }]);
  }
  const { minor: committedMinor, rate } = answer;
  const { documentDate, effectiveAt } = dates;
  const money = {
    ...{ amount: lineMoney(state, committedMinor), documentAmount: amount, documentDate },
  };
  const data = { ...context, ...money, reservationId, rate };
  const committed: BudgetLineEvent = { type: 'FundsCommitted', data, effectiveAt };
  return ok([committed, ...takenFromReservation({ command, state, share, committedMinor, dates })]);
}

/** A round of approval is answered once; a committed or ended order keeps its status. */
function answeredBefore(command: CommitFunds, state: State): Decided | undefined {
  const { commitmentId, approval, document } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const known = commitmentOf(state, commitmentId);
  if (!known) return undefined;
  if (known.approval >= approval) return ok([]);
  if (known.status === 'rejected' || known.status === 'cancelled') return undefined;
  return err(refuse.commitment_exists({ reference: document.reference ?? document.id }));
}

/** The order's reservation, while it holds all that the order is to take from it. */
function reservationFor({ reservationId, amount, estimate }: CommitFunds, state: State) {
  const known = reservationId === null ? undefined : reservationOf(state, reservationId);
  const holds = known?.status === 'reserved' && known.documentOpenMinor >= minorOf(estimate);
  return holds && known.currency === amount.currency ? known : undefined;
}

/** An order is not dated before its reservation. */
function datesOf(
  { effectiveAt: documentDate }: CommitFunds,
  reservation: Reservation | undefined,
  facts: PostingFacts,
): AskedDates {
  const follows = reservation?.increasedOn ?? '';
  return { documentDate, follows, effectiveAt: postingDate(facts, [documentDate, follows], 'new') };
}

interface Share {
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

/** The ordered quantities' share by estimate; the last order gets the remainder. */
function shareOf(command: CommitFunds, reservation: Reservation | undefined): Share {
  if (!reservation) return { minor: 0n, documentMinor: 0n };
  const { openMinor, documentOpenMinor, amountMinor, documentMinor } = reservation;
  const estimate = minorOf(command.estimate);
  if (command.lastOfReservation || estimate === documentOpenMinor) {
    return { minor: openMinor, documentMinor: documentOpenMinor };
  }
  const minor = minimum(openMinor, proportion(amountMinor, estimate, documentMinor));
  return { minor, documentMinor: estimate };
}

function takenFromReservation(of: {
  readonly command: CommitFunds;
  readonly state: State;
  readonly share: Share;
  readonly committedMinor: bigint;
  readonly dates: AskedDates;
}): readonly BudgetLineEvent[] {
  const { command, state, share, committedMinor } = of;
  const { documentDate, effectiveAt } = of.dates;
  const { commitmentId, reservationId, amount } = command;
  if (reservationId === null || (share.minor === 0n && share.documentMinor === 0n)) return [];
  const { currency } = amount;
  const consumed = minimum(share.minor, committedMinor);
  const remainder = share.minor - consumed;
  // Without a remainder the whole estimate is consumed, even if the order's price is below it.
  const documentMinor =
    remainder === 0n ? share.documentMinor : minimum(share.documentMinor, minorOf(amount));
  const document = reservationOf(state, reservationId)?.document ?? null;
  const context = contextOf(state, document);
  const ids = { reservationId, commitmentId };
  const taken = moved(state, consumed, { minor: documentMinor, currency, documentDate });
  const data = { ...context, ...taken, ...ids };
  const event: BudgetLineEvent = { type: 'ReservationConsumed', data, effectiveAt };
  if (remainder === 0n) return [event];
  const left = { minor: share.documentMinor - documentMinor, currency, documentDate };
  const rest = moved(state, remainder, left);
  const released = { ...context, ...rest, ...ids, cause: 'remainder' as const };
  return [event, { type: 'ReservationReleased', data: released, effectiveAt }];
}
