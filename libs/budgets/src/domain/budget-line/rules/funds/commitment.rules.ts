import { err, minorOf, ok, sumMinor, type Decision } from '@tamani/kernel';
import type { CancelCommitment, CloseCommitment } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  reservationOf,
  type BudgetLineState,
} from '../../state/budget-line.state.js';
import { liquidationOf } from '../liquidation.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  availableIn,
  contextOf,
  minimum,
  moved,
  movedIn,
  type InCommitment,
} from '../rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Undoes a commitment: another line of the order refused, or the order was cancelled before
 * anything of it was kept. Its reservation is reserved again as far as funds are available.
 */
export function cancelCommitment(
  command: CancelCommitment,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, approval, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.status !== 'committed' || commitment.approval !== approval) return ok([]);
  const isHeld = state.held.some((one) => one.commitmentId === commitmentId);
  if (isHeld || commitment.deliveries.some((one) => !one.reversed)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  const effectiveAt = postingDate(facts, [documentDate, commitment.increasedOn]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const { openMinor, documentOpenMinor, document, vendorId } = commitment;
  const context = contextOf(state, document, vendorId);
  const cancelled: BudgetLineEvent = {
    type: 'CommitmentCancelled',
    data: { ...context, ...movedIn(at, openMinor, documentOpenMinor), commitmentId, approval },
    effectiveAt,
  };
  return ok([cancelled, ...reinstated(at)]);
}

/**
 * What the commitment gives back is reserved again, and more if it is still available. Of one that
 * was carried over to the next year nothing is: its money is there.
 */
function reinstated(at: InCommitment): readonly BudgetLineEvent[] {
  const { state, commitmentId, commitment, effectiveAt, documentDate } = at;
  const { reservationId, openMinor, consumedMinor, remainderMinor, currency } = commitment;
  const reservation = reservationId === null ? undefined : reservationOf(state, reservationId);
  if (reservationId === null || reservation?.status !== 'reserved') return [];
  if (commitment.carriedOutMinor > 0n) return [];
  const given = minimum(consumedMinor, openMinor);
  const missing = consumedMinor + remainderMinor - given;
  const free = availableIn(state) + openMinor - given;
  const again = given + (free > 0n ? minimum(missing, free) : 0n);
  const minor = commitment.consumedDocumentMinor + commitment.remainderDocumentMinor;
  if (again === 0n && minor === 0n) return [];
  const data = {
    ...contextOf(state, reservation.document),
    ...moved(state, again, { minor, currency, documentDate }),
    ...{ reservationId, commitmentId },
  };
  return [{ type: 'ReservationReinstated', data, effectiveAt }];
}

/**
 * The order has ended: the open part is available again, except the part that its deliveries
 * on hold will need.
 */
export function closeCommitment(
  command: CloseCommitment,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, outcome, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.status !== 'committed') return ok([]);
  const held = state.held.filter((one) => one.commitmentId === commitmentId);
  const heldMinor = sumMinor(held.map((one) => minorOf(one.documentAmount)));
  const kept = liquidationOf(commitment, heldMinor);
  const amountMinor = commitment.openMinor - kept.minor;
  const documentMinor = commitment.documentOpenMinor - kept.documentMinor;
  const effectiveAt = postingDate(facts, [documentDate, commitment.increasedOn]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const context = contextOf(state, commitment.document, commitment.vendorId);
  const data = { ...context, ...movedIn(at, amountMinor, documentMinor), commitmentId, outcome };
  return ok([{ type: 'CommitmentReleased', data, effectiveAt }]);
}
