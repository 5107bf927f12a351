import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  monthOf,
  ok,
  proportion,
  sumMinor,
  type Decision,
} from '@tamani/kernel';
import { converted, rateFor, type Rate } from '../../rate-table/rates.js';
import { refuseDate } from '../../shared/business-date.rejections.js';
import type {
  AdjustCommitment,
  CancelCommitment,
  CloseCommitment,
  CommitFunds,
} from '../budget-line.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import {
  commitmentOf,
  reservationOf,
  type BudgetLineState,
  type Commitment,
  type Reservation,
} from '../state/budget-line.state.js';
import { liquidationOf } from './liquidation.js';
import { refusalOf } from './refusal.js';
import {
  availableIn,
  contextOf,
  documentCurrencyProblem,
  minimum,
  moved,
  movedIn,
  shortfallProblem,
  statusProblem,
  type BudgetLineFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Binds the order's price: first out of the reservation's share, what is above it out of the
 * available funds; or stores the refusal. What the share has more than the price is released.
 */
export function commit(command: CommitFunds, state: State, facts: BudgetLineFacts): Decided {
  const { commitmentId, approval, amount, document, vendorId, effectiveAt } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const known = commitmentOf(state, commitmentId);
  if (known && known.approval >= approval) return ok([]);
  if (known?.status === 'committed' || known?.status === 'released') {
    return err(refuse.commitment_exists({ reference: document.reference ?? document.id }));
  }
  const reservation = reservationFor(command, state);
  const share = shareOf(command, reservation);
  const rate = rateFor(amount.currency, state.currency, facts.rates);
  const requested = rate && converted(amount, rate);
  const refusal = refusalOf(state, {
    requested,
    fromAvailable: (requested ?? 0n) - share.minor,
    reservationMissing: command.reservationId !== null && reservation === undefined,
  });
  const context = contextOf(state, document, vendorId);
  if (refusal) {
    const data = { ...context, ...refusal, documentAmount: amount, commitmentId, approval };
    return ok([{ type: 'CommitmentRejected', data, effectiveAt }]);
  }
  const { reservationId } = command;
  const committedMinor = requested ?? 0n;
  const money = moved(state, committedMinor, {
    minor: minorOf(amount),
    currency: amount.currency,
  });
  const ids = { commitmentId, approval, reservationId, rate: rate?.used ?? null };
  const committed: BudgetLineEvent = {
    type: 'FundsCommitted',
    data: { ...context, ...money, ...ids },
    effectiveAt,
  };
  return ok([committed, ...takenFromReservation({ command, state, share, committedMinor })]);
}

/** The reservation that the order is based on, as long as it holds money for it. */
function reservationFor({ reservationId, amount }: CommitFunds, state: State) {
  const known = reservationId === null ? undefined : reservationOf(state, reservationId);
  return known?.status === 'reserved' && known.currency === amount.currency ? known : undefined;
}

interface Share {
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

/** The ordered quantities' share by their estimate; the last order takes the remainder. */
function shareOf(command: CommitFunds, reservation: Reservation | undefined): Share {
  if (!reservation) return { minor: 0n, documentMinor: 0n };
  const { openMinor, documentOpenMinor, amountMinor, documentMinor } = reservation;
  const estimate = minorOf(command.estimate);
  if (command.lastOfReservation || estimate >= documentOpenMinor) {
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
}): readonly BudgetLineEvent[] {
  const { command, state, share, committedMinor } = of;
  const { commitmentId, reservationId, effectiveAt, amount } = command;
  if (reservationId === null || (share.minor === 0n && share.documentMinor === 0n)) return [];
  const { currency } = amount;
  const consumed = minimum(share.minor, committedMinor);
  const remainder = share.minor - consumed;
  // Without a remainder the whole estimate is consumed, even if the order's price is below it.
  const documentMinor =
    remainder === 0n ? share.documentMinor : minimum(share.documentMinor, minorOf(amount));
  const document = reservationOf(state, reservationId)?.document ?? null;
  const context = contextOf(state, document, command.vendorId);
  const events: BudgetLineEvent[] = [
    {
      type: 'ReservationConsumed',
      data: {
        ...context,
        ...moved(state, consumed, { minor: documentMinor, currency }),
        ...{ reservationId, commitmentId },
      },
      effectiveAt,
    },
  ];
  if (remainder === 0n) return events;
  const rest = { minor: share.documentMinor - documentMinor, currency };
  const cause = 'remainder' as const;
  const data = { ...context, ...moved(state, remainder, rest), reservationId, commitmentId, cause };
  return [...events, { type: 'ReservationReleased', data, effectiveAt }];
}

/**
 * Takes a commitment back because another line of the order refused. The reservation is as it
 * was before: what was released of it comes back as far as it is still available.
 */
export function cancelCommitment(command: CancelCommitment, state: State): Decided {
  const { commitmentId, approval, effectiveAt } = command;
  const known = commitmentOf(state, commitmentId);
  if (known?.status !== 'committed' || known.approval !== approval) return ok([]);
  if (known.deliveries.length > 0 || known.payments.length > 0) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  const { openMinor, documentOpenMinor, document, vendorId } = known;
  const at = { state, commitmentId, commitment: known, effectiveAt };
  const context = contextOf(state, document, vendorId);
  const cancelled: BudgetLineEvent = {
    type: 'CommitmentCancelled',
    data: { ...context, ...movedIn(at, openMinor, documentOpenMinor), commitmentId, approval },
    effectiveAt,
  };
  return ok([cancelled, ...reinstated(command, state, known)]);
}

function reinstated(
  { commitmentId, effectiveAt }: CancelCommitment,
  state: State,
  known: Commitment,
): readonly BudgetLineEvent[] {
  const { reservationId, vendorId, openMinor, consumedMinor, remainderMinor } = known;
  const reservation = reservationId === null ? undefined : reservationOf(state, reservationId);
  if (reservationId === null || reservation?.status !== 'reserved') return [];
  const free = availableIn(state) + openMinor - consumedMinor;
  const again = consumedMinor + (free > 0n ? minimum(remainderMinor, free) : 0n);
  const minor = known.consumedDocumentMinor + known.remainderDocumentMinor;
  if (again === 0n && minor === 0n) return [];
  const data = {
    ...contextOf(state, reservation.document, vendorId),
    ...moved(state, again, { minor, currency: known.currency }),
    ...{ reservationId, commitmentId },
  };
  return [{ type: 'ReservationReinstated', data, effectiveAt }];
}

/** An amendment of the order. More needs available funds; less is at most what is open. */
export function adjustCommitment(
  command: AdjustCommitment,
  state: State,
  facts: BudgetLineFacts,
): Decided {
  const { commitmentId, adjustmentId, change, document, effectiveAt } = command;
  const known = commitmentOf(state, commitmentId);
  if (known?.status !== 'committed') {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (known.adjustments.includes(adjustmentId)) return ok([]);
  const documentMinor = minorOf(change);
  const rate = documentMinor > 0n ? rateFor(change.currency, state.currency, facts.rates) : null;
  if (rate === undefined) {
    const month = monthOf(effectiveAt);
    return err(refuseDate.rate_missing({ from: change.currency, to: state.currency, month }));
  }
  const minor = adjustmentMinor(known, { documentMinor, rate });
  const problem = firstRefusal(
    documentCurrencyProblem(known, change),
    minor > 0n ? statusProblem(state, 'open') : undefined,
    minor > 0n ? shortfallProblem(state, minor) : undefined,
    -documentMinor > known.documentOpenMinor ? reductionProblem(state, known) : undefined,
  );
  if (problem) return err(problem);
  const money = moved(state, minor, { minor: documentMinor, currency: known.currency });
  const context = contextOf(state, document, known.vendorId);
  const data = { ...context, ...money, commitmentId, adjustmentId, rate: rate?.used ?? null };
  return ok([{ type: 'CommitmentAdjusted', data, effectiveAt }]);
}

const reductionProblem = (state: State, known: Commitment) => {
  const { amount, currency } = moneyJson(known.documentOpenMinor, known.currency);
  return refuse.commitment_change_too_large({ open: amount, currency, of: state.reference });
};

/** Less gives back a proportion at the booked rate; the whole of what is open at its end. */
function adjustmentMinor(
  known: Commitment,
  { documentMinor, rate }: { readonly documentMinor: bigint; readonly rate: Rate | null },
): bigint {
  if (rate) return converted(moneyJson(documentMinor, known.currency), rate);
  const less = -documentMinor;
  if (less >= known.documentOpenMinor) return -known.openMinor;
  return -minimum(known.openMinor, proportion(known.amountMinor, less, known.documentMinor));
}

/**
 * The order has ended: what is open is available again, except what its deliveries on hold will
 * take when there are funds.
 */
export function closeCommitment(command: CloseCommitment, state: State): Decided {
  const { commitmentId, effectiveAt } = command;
  const known = commitmentOf(state, commitmentId);
  if (known?.status !== 'committed') return ok([]);
  const held = state.held.filter((one) => one.commitmentId === commitmentId);
  const heldMinor = sumMinor(held.map((one) => minorOf(one.documentAmount)));
  const kept = liquidationOf(known, { documentMinor: heldMinor, final: false });
  const amountMinor = known.openMinor - kept.minor;
  const documentMinor = known.documentOpenMinor - kept.documentMinor;
  const at = { state, commitmentId, commitment: known, effectiveAt };
  const context = contextOf(state, known.document, known.vendorId);
  const data = { ...context, ...movedIn(at, amountMinor, documentMinor), commitmentId };
  return ok([{ type: 'CommitmentReleased', data, effectiveAt }]);
}
