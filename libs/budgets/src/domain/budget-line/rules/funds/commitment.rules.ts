import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  proportion,
  sumMinor,
  type Decision,
} from '@tamani/kernel';
import { converted, rateFor, type Rate } from '../../../rate-table/rates.js';
import type {
  AdjustCommitment,
  CancelCommitment,
  CloseCommitment,
} from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  reservationOf,
  type BudgetLineState,
  type Commitment,
} from '../../state/budget-line.state.js';
import { liquidationOf } from '../liquidation.js';
import {
  availableIn,
  contextOf,
  documentCurrencyProblem,
  minimum,
  moved,
  rateMissing,
  movedIn,
  shortfallProblem,
  statusProblem,
  type RateFacts,
} from '../rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Undoes a commitment because another line of the order refused. The reservation is as
 * before: its released part is reserved again as far as funds are available.
 */
export function cancelCommitment(command: CancelCommitment, state: State): Decided {
  const { commitmentId, approval, effectiveAt } = command;
  const known = commitmentOf(state, commitmentId);
  if (known?.status !== 'committed' || known.approval !== approval) return ok([]);
  const isHeld = state.held.some((one) => one.commitmentId === commitmentId);
  if (isHeld || known.deliveries.length > 0 || known.payments.length > 0) {
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

/** An order amendment. More needs available funds; less is limited to the open amount. */
export function adjustCommitment(
  command: AdjustCommitment,
  state: State,
  facts: RateFacts,
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
    return err(rateMissing(state, { currency: change.currency, effectiveAt }));
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

/** A reduction releases a proportion at the booked rate, and the last one the rest. */
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
 * The order has ended: the open part is available again, except the part that its deliveries
 * on hold will need.
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
