import { err, ok, type Decision } from '@tamani/kernel';
import type { RecordDelivery } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentIn,
  commitmentOf,
  type BudgetLineState,
  type Commitment,
  type HeldDelivery,
} from '../../state/budget-line.state.js';
import { after } from '../after.js';
import { accrualOf } from '../liquidation.js';
import { withAdvances } from '../payment/advance.rules.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  availableIn,
  contextOf,
  documentCurrencyProblem,
  lineMoney,
  movedIn,
  overrunOn,
  type BookingFacts,
  type InCommitment,
} from '../rule-parts.js';
import { exchangeDifference } from './exchange.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Accrues a delivery at the rate of its own month and liquidates its share of the commitment at
 * the booked rate. If the difference exceeds the available funds it is held, not refused:
 * the goods were delivered.
 */
export function recordDelivery(
  command: RecordDelivery,
  state: State,
  facts: BookingFacts & PostingFacts,
): Decided {
  const { commitmentId, deliveryId, amount, document, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment || ['rejected', 'cancelled'].includes(commitment.status)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (isKnown(state, commitment, deliveryId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const delivery: Waiting = {
    ...contextOf(state, document, commitment.vendorId),
    ...{ commitmentId, deliveryId, deliveredOn: effectiveAt, rate: facts.rate.used },
    documentAmount: amount,
  };
  const hold = holdOf(state, delivery);
  if (!hold) return ok(accrue(state, delivery, facts));
  return ok([{ type: 'DeliveryHeld', data: { ...delivery, ...hold }, effectiveAt }]);
}

const isKnown = (state: State, commitment: Commitment, deliveryId: string): boolean =>
  commitment.deliveries.some((one) => one.deliveryId === deliveryId) ||
  state.held.some((one) => one.deliveryId === deliveryId);

type Hold = Pick<HeldDelivery, 'code' | 'accrual' | 'available' | 'shortfall'>;
type Waiting = Omit<HeldDelivery, keyof Hold>;

/** Why a delivery cannot be accrued now; undefined when it can. */
function holdOf(state: State, delivery: Waiting): Hold | undefined {
  const { commitmentId, deliveryId, deliveredOn } = delivery;
  const { accruedMinor, minor } = accrualIn(state, delivery);
  const available = availableIn(state);
  const held = (code: string, shortfall = 0n) => ({
    code,
    accrual: lineMoney(state, accruedMinor),
    available: lineMoney(state, available),
    shortfall: lineMoney(state, shortfall),
  });
  const before = state.held.find((one) => one.commitmentId === commitmentId);
  // Deliveries of an order stay in sequence.
  if (before && before.deliveryId !== deliveryId) return held('follows_held');
  if (state.status === 'closed') return held('budget_line_closed');
  const needed = accruedMinor - minor;
  const overrun = overrunOn(state, commitmentId, deliveredOn);
  if (needed > 0n && needed > available + overrun) {
    return held('insufficient_funds', needed - available);
  }
  const above = aboveAllotment(state, accruedMinor);
  return above > 0n ? held('insufficient_funds', above) : undefined;
}

/**
 * What the line's expenditure would be above what it may be. Its commitments cover it, unless
 * goods were sent back that had become cheaper, and the difference is spent: the order is
 * committed again at its booked rate, and the line is short.
 */
function aboveAllotment({ figures, overrun }: State, accruedMinor: bigint): bigint {
  const most = figures.allotted - figures.transferHold + (overrun?.capMinor ?? 0n);
  return figures.expended + accruedMinor - most;
}

const accrualIn = (state: State, { commitmentId, documentAmount: amount, rate }: Waiting) =>
  accrualOf(commitmentIn(state, commitmentId), { amount, rate: { used: rate } });

/** Not before its order; what waited for funds is posted in the first open month. */
function accrue(state: State, delivery: Waiting, facts: PostingFacts): readonly BudgetLineEvent[] {
  const { commitmentId, deliveryId, documentAmount, rate, deliveredOn: documentDate } = delivery;
  const commitment = commitmentIn(state, commitmentId);
  const effectiveAt = postingDate(facts, [documentDate, commitment.increasedOn]);
  const at: InCommitment = { state, commitmentId, commitment, effectiveAt, documentDate };
  const context = contextOf(state, delivery.document, commitment.vendorId);
  const ids = { commitmentId, deliveryId };
  const { accruedMinor, minor, documentMinor, differenceMinor } = accrualIn(state, delivery);
  const amount = lineMoney(state, accruedMinor);
  const events: BudgetLineEvent[] = [
    {
      type: 'ExpenditureAccrued',
      data: { ...context, amount, documentAmount, documentDate, ...ids, rate },
      effectiveAt,
    },
  ];
  if (documentMinor > 0n) {
    const data = { ...context, ...movedIn(at, minor, documentMinor), ...ids };
    events.push({ type: 'CommitmentLiquidated', data, effectiveAt });
  }
  events.push(...exchangeDifference(at, { difference: differenceMinor, context, ids }));
  return withAdvances(at, events, { liquidationId: deliveryId, facts });
}

/** Accrues deliveries on hold, the oldest first, as far as there are funds for them now. */
export function releaseHeld(state: State, facts: PostingFacts): readonly BudgetLineEvent[] {
  const events: BudgetLineEvent[] = [];
  let current = state;
  for (const held of state.held) {
    if (holdOf(current, held)) continue;
    const accrued = accrue(current, held, facts);
    events.push(...accrued);
    current = after(current, accrued);
  }
  return events;
}
