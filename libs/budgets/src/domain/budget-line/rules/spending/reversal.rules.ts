import { err, minorOf, ok, type Decision, type MoneyJson } from '@tamani/kernel';
import type { ReverseDelivery } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type BudgetLineState,
  type Delivery,
  type HeldDelivery,
} from '../../state/budget-line.state.js';
import { liquidationOf } from '../liquidation.js';
import { contextOf, lineMoney, movedIn, type InCommitment } from '../rule-parts.js';
import { differenceOf, exchangeDifference } from './exchange.js';
import { summed, unsettle } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Reverses a delivery, at its own date. The part settled by payments becomes a receivable
 * from the vendor, which the next delivery uses.
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
    return err(refuse.delivery_not_recorded({ reference: state.reference }));
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
  // There are no more deliveries on an ended order.
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

/** The part kept open for it by an ended order is released as well. */
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
