import {
  err,
  fold,
  invariant,
  minorOf,
  ok,
  proportion,
  type Decision,
  type MoneyJson,
} from '@tamani/kernel';
import { converted, rateFor } from '../../rate-table/rates.js';
import type { RecordDelivery, ReverseDelivery } from '../budget-line.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import { evolveBudgetLine } from '../state/budget-line.evolve.js';
import {
  commitmentIn,
  commitmentOf,
  type BudgetLineState,
  type Commitment,
  type Delivery,
  type HeldDelivery,
} from '../state/budget-line.state.js';
import { liquidationOf } from './liquidation.js';
import {
  availableIn,
  contextOf,
  documentCurrencyProblem,
  lineMoney,
  minimum,
  movedIn,
  type BudgetLineFacts,
  type InCommitment,
} from './rule-parts.js';
import { summed, takeAdvances, unsettle } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

const evolver = { initial: undefined as never, evolve: evolveBudgetLine };
const after = (state: State, events: readonly BudgetLineEvent[]): State =>
  fold(evolver, events, state);

/**
 * Accrues a delivery at the rate of its own month and liquidates its share of the commitment at
 * the booked one. If the two differ by more than is available it is held, not refused: the goods
 * are there.
 */
export function recordDelivery(
  command: RecordDelivery,
  state: State,
  facts: BudgetLineFacts,
): Decided {
  const { commitmentId, deliveryId, amount, document, final, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment || !['committed', 'released'].includes(commitment.status)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (isKnown(state, commitment, deliveryId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const rate = rateFor(amount.currency, state.currency, facts.rates);
  invariant(rate, 'the facts of a delivery hold the rate of its month');
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
  // Deliveries of an order keep their order: the last one takes the commitment's remainder.
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

/** Only what was ordered can differ by its rate; what goes beyond is simply spent. */
function differenceOf(of: {
  readonly accrual: MoneyJson;
  readonly documentMinor: bigint;
  readonly share: { readonly minor: bigint; readonly documentMinor: bigint };
}): bigint {
  const { accrual, documentMinor, share } = of;
  const ordered = minimum(documentMinor, share.documentMinor);
  const accrued = minorOf(accrual);
  if (documentMinor === 0n) return accrued - share.minor;
  const part = ordered === documentMinor ? accrued : proportion(accrued, ordered, documentMinor);
  return part - share.minor;
}

function exchangeDifference(
  at: InCommitment,
  of: {
    readonly difference: bigint;
    readonly context: ReturnType<typeof contextOf>;
    readonly ids: { commitmentId: string; deliveryId: string };
  },
): readonly BudgetLineEvent[] {
  if (of.difference === 0n) return [];
  const amount = lineMoney(at.state, of.difference);
  const data = { ...of.context, amount, documentAmount: null, ...of.ids };
  return [{ type: 'ExchangeDifferenceRecognised', data, effectiveAt: at.effectiveAt }];
}

/** Cash that went out before the delivery stands against it now, one advance after the other. */
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

/**
 * Takes a delivery back, dated by itself. What payments had settled of it becomes a receivable
 * from the vendor, which the next delivery takes.
 */
export function reverseDelivery(command: ReverseDelivery, state: State): Decided {
  const { commitmentId, deliveryId, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  const delivery = commitment?.deliveries.find((one) => one.deliveryId === deliveryId);
  const held = state.held.find((one) => one.deliveryId === deliveryId);
  if (commitment && held) {
    return ok(withdrawHeld({ state, commitmentId, commitment, effectiveAt }, held));
  }
  if (!commitment || !delivery) {
    return err(refuse.delivery_not_accrued({ reference: state.reference }));
  }
  if (delivery.reversed) return ok([]);
  const at: InCommitment = { state, commitmentId, commitment, effectiveAt };
  return ok([...receivables(at, deliveryId), ...reversal(at, delivery)]);
}

function receivables(at: InCommitment, deliveryId: string): readonly BudgetLineEvent[] {
  const { commitment, commitmentId, effectiveAt, state } = at;
  const settled = summed(commitment.settlements.filter((one) => one.deliveryId === deliveryId));
  return settled.flatMap((settlement) => {
    const { paymentId, paidMinor, documentMinor } = settlement;
    const payment = commitment.payments.find((one) => one.paymentId === paymentId);
    const document = payment?.document ?? null;
    const data = {
      ...contextOf(state, document, commitment.vendorId),
      ...movedIn(at, paidMinor, documentMinor),
      ...{ commitmentId, paymentId, deliveryId },
    };
    const owed: BudgetLineEvent = { type: 'ReceivableRecognised', data, effectiveAt };
    return [...unsettle(at, settlement, document), owed];
  });
}

function reversal(at: InCommitment, delivery: Delivery): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { deliveryId, amountMinor, documentMinor, liquidatedMinor } = delivery;
  const context = contextOf(state, delivery.document, commitment.vendorId);
  const ids = { commitmentId, deliveryId };
  const share = { minor: liquidatedMinor, documentMinor: delivery.liquidatedDocumentMinor };
  const accrual = lineMoney(state, amountMinor);
  const again = movedIn(at, share.minor, share.documentMinor);
  const events: BudgetLineEvent[] = [
    {
      type: 'ExpenditureReversed',
      data: { ...context, ...movedIn(at, amountMinor, documentMinor), ...ids },
      effectiveAt,
    },
  ];
  if (share.minor > 0n || share.documentMinor > 0n) {
    events.push({
      type: 'CommitmentReinstated',
      data: { ...context, ...again, ...ids },
      effectiveAt,
    });
  }
  const difference = -differenceOf({ accrual, documentMinor, share });
  events.push(...exchangeDifference(at, { difference, context, ids }));
  // Nobody will deliver on an order that has ended.
  return commitment.status === 'released' ? [...events, released(at, again)] : events;
}

function released(
  at: InCommitment,
  money: { readonly amount: MoneyJson; readonly documentAmount: MoneyJson },
): BudgetLineEvent {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const context = contextOf(state, commitment.document, commitment.vendorId);
  return { type: 'CommitmentReleased', data: { ...context, ...money, commitmentId }, effectiveAt };
}

/** What an ended order had kept open for it is released as well. */
function withdrawHeld(at: InCommitment, held: HeldDelivery): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { deliveryId, document } = held;
  const context = contextOf(state, document, commitment.vendorId);
  const withdrawn: BudgetLineEvent = {
    type: 'HeldDeliveryWithdrawn',
    data: { ...context, commitmentId, deliveryId },
    effectiveAt,
  };
  if (commitment.status !== 'released') return [withdrawn];
  const documentMinor = minorOf(held.documentAmount);
  const kept = liquidationOf(commitment, { documentMinor, final: false });
  return [withdrawn, released(at, movedIn(at, kept.minor, kept.documentMinor))];
}
