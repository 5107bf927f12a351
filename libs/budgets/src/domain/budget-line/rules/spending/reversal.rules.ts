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
import { owedAgain, summed } from '../payment/settlement.js';
import { postingDate, type PostingFacts } from '../posting.js';
import { contextOf, movedIn, type InCommitment } from '../rule-parts.js';
import { exchangeDifference } from './exchange.js';
import { withAdvances } from '../payment/advance.rules.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Reverses a delivery, at its own date: not before it was accrued, or paid. The part settled by
 * payments is owed by the vendor, unless other deliveries are unpaid: they use it, as the next one
 * will.
 */
export function reverseDelivery(
  command: ReverseDelivery,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, deliveryId, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  const delivery = commitment?.deliveries.find((one) => one.deliveryId === deliveryId);
  const held = state.held.find((one) => one.deliveryId === deliveryId);
  if (!commitment || (!delivery && !held)) {
    return err(refuse.delivery_not_recorded({ reference: state.reference }));
  }
  if (delivery?.reversed === true) return ok([]);
  const settled = summed(commitment.settlements.filter((one) => one.deliveryId === deliveryId));
  const released = commitment.status === 'terminated' ? [commitment] : [];
  const accounts = [...(delivery ? [delivery] : []), ...settled, ...released];
  const dates = accounts.map((one) => one.increasedOn);
  const effectiveAt = postingDate(facts, [documentDate, ...dates]);
  const at: InCommitment = { state, commitmentId, commitment, effectiveAt, documentDate };
  if (!delivery) return ok(held ? withdrawHeld(at, held) : []);
  const events = [...settled.flatMap((one) => owedAgain(at, one)), ...reversal(at, delivery)];
  return ok(withAdvances(at, events, { liquidationId: deliveryId, facts }));
}

function reversal(at: InCommitment, delivery: Delivery): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { deliveryId, amountMinor, documentMinor, differenceMinor } = delivery;
  const context = contextOf(state, delivery.document, commitment.vendorId);
  const ids = { commitmentId, deliveryId };
  const again = movedIn(at, delivery.liquidatedMinor, delivery.liquidatedDocumentMinor);
  const events: BudgetLineEvent[] = [
    {
      type: 'ExpenditureReversed',
      data: { ...context, ...movedIn(at, amountMinor, documentMinor), ...ids },
      effectiveAt,
    },
    {
      type: 'CommitmentReinstated',
      data: { ...context, ...again, ...ids },
      effectiveAt,
    },
    ...exchangeDifference(at, { difference: -differenceMinor, context, ids }),
  ];
  // There are no more deliveries on a terminated order; a closed one is open again.
  return commitment.status === 'terminated' ? [...events, released(at, again)] : events;
}

function released(
  at: InCommitment,
  money: {
    readonly amount: MoneyJson;
    readonly documentAmount: MoneyJson;
    readonly documentDate: string;
  },
): BudgetLineEvent {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const context = contextOf(state, commitment.document, commitment.vendorId);
  const data = { ...context, ...money, commitmentId, outcome: 'terminated' as const };
  return { type: 'CommitmentReleased', data, effectiveAt };
}

/** The part kept open for it by a terminated order is released as well. */
function withdrawHeld(at: InCommitment, held: HeldDelivery): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { deliveryId, document } = held;
  const context = contextOf(state, document, commitment.vendorId);
  const withdrawn: BudgetLineEvent = {
    type: 'HeldDeliveryWithdrawn',
    data: { ...context, commitmentId, deliveryId },
    effectiveAt,
  };
  if (commitment.status !== 'terminated') return [withdrawn];
  const kept = liquidationOf(commitment, minorOf(held.documentAmount));
  return [withdrawn, released(at, movedIn(at, kept.minor, kept.documentMinor))];
}
