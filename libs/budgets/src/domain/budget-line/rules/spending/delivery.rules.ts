import { err, fold, minorOf, ok, type Decision } from '@tamani/kernel';
import { converted } from '../../../rate-table/rates.js';
import type { RecordDelivery } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import { evolveBudgetLine } from '../../state/budget-line.evolve.js';
import {
  commitmentIn,
  commitmentOf,
  type BudgetLineState,
  type Commitment,
  type HeldDelivery,
} from '../../state/budget-line.state.js';
import { liquidationOf } from '../liquidation.js';
import {
  availableIn,
  contextOf,
  documentCurrencyProblem,
  lineMoney,
  movedIn,
  type BookingFacts,
  type InCommitment,
} from '../rule-parts.js';
import { differenceOf, exchangeDifference } from './exchange.js';
import { takeAdvances } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

const evolver = { initial: undefined as never, evolve: evolveBudgetLine };
const after = (state: State, events: readonly BudgetLineEvent[]): State =>
  fold(evolver, events, state);

/**
 * Accrues a delivery at the rate of its own month and liquidates its share of the commitment at
 * the booked rate. If the difference exceeds the available funds it is held, not refused:
 * the goods were delivered.
 */
export function recordDelivery(
  command: RecordDelivery,
  state: State,
  { rate }: BookingFacts,
): Decided {
  const { commitmentId, deliveryId, amount, document, final, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment || !['committed', 'released'].includes(commitment.status)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (isKnown(state, commitment, deliveryId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const delivery: Omit<HeldDelivery, 'code' | 'available' | 'shortfall'> = {
    ...contextOf(state, document, commitment.vendorId),
    ...{ commitmentId, deliveryId, final, deliveredOn: effectiveAt, rate: rate.used },
    accrual: lineMoney(state, converted(amount, rate)),
    documentAmount: amount,
  };
  const hold = holdOf(state, delivery);
  if (!hold) return ok(accrue(state, delivery));
  return ok([{ type: 'DeliveryHeld', data: { ...delivery, ...hold }, effectiveAt }]);
}

const isKnown = (state: State, commitment: Commitment, deliveryId: string): boolean =>
  commitment.deliveries.some((one) => one.deliveryId === deliveryId) ||
  state.held.some((one) => one.deliveryId === deliveryId);

type Waiting = Omit<HeldDelivery, 'code' | 'available' | 'shortfall'>;

/** Why a delivery cannot be accrued now; undefined when it can. */
function holdOf(
  state: State,
  delivery: Waiting,
): Pick<HeldDelivery, 'code' | 'available' | 'shortfall'> | undefined {
  const { commitmentId, deliveryId, accrual, documentAmount, final, deliveredOn } = delivery;
  const available = availableIn(state);
  const held = (code: string, shortfall = 0n) => ({
    code,
    available: lineMoney(state, available),
    shortfall: lineMoney(state, shortfall),
  });
  const before = state.held.find((one) => one.commitmentId === commitmentId);
  // Deliveries of an order stay in sequence: the last one gets the commitment's remainder.
  if (before && before.deliveryId !== deliveryId) return held('follows_held');
  if (state.status === 'closed') return held('budget_line_closed');
  const documentMinor = minorOf(documentAmount);
  const commitment = commitmentIn(state, commitmentId);
  const { minor } = liquidationOf(commitment, { documentMinor, final });
  const needed = minorOf(accrual) - minor;
  const { overrun } = state;
  const cap = overrun && deliveredOn <= overrun.expiresOn ? overrun.capMinor : 0n;
  if (needed <= 0n || needed <= available + cap) return undefined;
  return held('insufficient_funds', needed - available);
}

function accrue(state: State, delivery: Waiting): readonly BudgetLineEvent[] {
  const { commitmentId, deliveryId, accrual, documentAmount, final, rate } = delivery;
  const effectiveAt = delivery.deliveredOn;
  const commitment = commitmentIn(state, commitmentId);
  const at: InCommitment = { state, commitmentId, commitment, effectiveAt };
  const context = contextOf(state, delivery.document, commitment.vendorId);
  const ids = { commitmentId, deliveryId };
  const documentMinor = minorOf(documentAmount);
  const share = liquidationOf(commitment, { documentMinor, final });
  const events: BudgetLineEvent[] = [
    {
      type: 'ExpenditureAccrued',
      data: { ...context, amount: accrual, documentAmount, ...ids, rate },
      effectiveAt,
    },
  ];
  if (share.minor > 0n || share.documentMinor > 0n) {
    const data = { ...context, ...movedIn(at, share.minor, share.documentMinor), ...ids };
    events.push({ type: 'CommitmentLiquidated', data, effectiveAt });
  }
  const difference = differenceOf({ accrual, documentMinor, share });
  events.push(...exchangeDifference(at, { difference, context, ids }));
  return withAdvances(at, events, deliveryId);
}

/** Advances paid before the delivery settle it now, one after the other. */
function withAdvances(
  at: InCommitment,
  accrued: readonly BudgetLineEvent[],
  liquidationId: string,
): readonly BudgetLineEvent[] {
  const events = [...accrued];
  for (;;) {
    const state = after(at.state, events);
    const commitment = commitmentIn(state, at.commitmentId);
    const taken = takeAdvances({ ...at, state, commitment }, liquidationId);
    if (taken.length === 0) return events;
    events.push(...taken);
  }
}

/** Accrues deliveries on hold, the oldest first, as far as there are funds for them now. */
export function releaseHeld(state: State): readonly BudgetLineEvent[] {
  const events: BudgetLineEvent[] = [];
  let current = state;
  for (const held of state.held) {
    if (holdOf(current, held)) continue;
    const accrued = accrue(current, held);
    events.push(...accrued);
    current = after(current, accrued);
  }
  return events;
}
