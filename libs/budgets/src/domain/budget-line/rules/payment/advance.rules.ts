import { err, minorOf, moneyJson, ok, type Decision } from '@tamani/kernel';
import type { LiquidateAdvance } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type BudgetLineState,
  type Delivery,
  type Payment,
} from '../../state/budget-line.state.js';
import { inCommitmentAfter } from '../after.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  movedIn,
  type InCommitment,
} from '../rule-parts.js';
import { cashPart, openOf, settle, unsettledOf } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/** What deliveries may use of an advance, in the document's currency. */
export const automaticOf = (payment: Payment): bigint =>
  payment.advanceDocumentMinor - payment.recoverableDocumentMinor;

/**
 * Deliveries use the advances that were paid before them, the oldest first. Each pair is settled
 * on the later of its two dates.
 */
export function withAdvances(
  at: InCommitment,
  decided: readonly BudgetLineEvent[],
  of: { readonly liquidationId: string; readonly facts: PostingFacts },
): readonly BudgetLineEvent[] {
  const events = [...decided];
  for (;;) {
    const now = inCommitmentAfter(at, events);
    const { deliveries, payments } = now.commitment;
    const delivery = deliveries.find((one) => openOf(one) > 0n);
    const payment = payments.find((one) => automaticOf(one) > 0n);
    if (!delivery || !payment) return events;
    const dates = [at.effectiveAt, delivery.increasedOn, payment.increasedOn];
    const { liquidationId } = of;
    const documentMinor = minimum(openOf(delivery), automaticOf(payment));
    const use = { payment, deliveries: [delivery], documentMinor, liquidationId, automatic: true };
    events.push(...liquidated({ ...now, effectiveAt: postingDate(of.facts, dates) }, use));
  }
}

function liquidated(
  at: InCommitment,
  of: {
    readonly payment: Payment;
    readonly deliveries: readonly Delivery[];
    readonly documentMinor: bigint;
    readonly liquidationId: string;
    readonly automatic: boolean;
  },
): readonly BudgetLineEvent[] {
  const { payment, deliveries, documentMinor, liquidationId, automatic } = of;
  const { paymentId, document } = payment;
  const { commitmentId, effectiveAt } = at;
  const advance = { minor: payment.advanceMinor, documentMinor: payment.advanceDocumentMinor };
  const minor = cashPart(advance, documentMinor);
  const data = {
    ...contextOf(at.state, document, at.commitment.vendorId),
    ...movedIn(at, minor, documentMinor),
    ...{ commitmentId, paymentId, liquidationId, automatic },
  };
  return [
    { type: 'AdvanceLiquidated', data, effectiveAt },
    ...settle(at, { paymentId, document, minor, documentMinor }, deliveries),
  ];
}

/**
 * An invoice recovers a part of an advance: it settles what is delivered and unpaid. What is on
 * hold uses the rest as soon as it is accrued.
 */
export function liquidate(command: LiquidateAdvance, state: State, facts: PostingFacts): Decided {
  const { commitmentId, paymentId, liquidationId, amount, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  const payment = commitment?.payments.find((one) => one.paymentId === paymentId);
  if (!commitment || !payment) {
    return err(refuse.payment_not_recorded({ reference: state.reference }));
  }
  if (payment.liquidations.includes(liquidationId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  if (minorOf(amount) > payment.recoverableDocumentMinor) {
    const open = moneyJson(payment.recoverableDocumentMinor, commitment.currency);
    return err(refuse.advance_not_open({ open: open.amount, currency: open.currency }));
  }
  const at = { state, commitmentId, commitment, documentDate, effectiveAt: documentDate };
  return ok(recovered(at, { payment, documentMinor: minorOf(amount), liquidationId, facts }));
}

function recovered(
  at: InCommitment,
  of: {
    readonly payment: Payment;
    readonly documentMinor: bigint;
    readonly liquidationId: string;
    readonly facts: PostingFacts;
  },
): readonly BudgetLineEvent[] {
  const { payment, liquidationId } = of;
  const { commitment, documentDate } = at;
  const now = minimum(of.documentMinor, unsettledOf(commitment.deliveries));
  const rest = of.documentMinor - now;
  const later = rest === 0n ? [] : [freed(at, payment, { documentMinor: rest, liquidationId })];
  if (now === 0n) return later;
  const deliveries = oldest(commitment.deliveries, now);
  const dates = deliveries.map((one) => one.increasedOn);
  const effectiveAt = postingDate(of.facts, [documentDate, payment.increasedOn, ...dates]);
  const use = { payment, deliveries, documentMinor: now, liquidationId, automatic: false };
  return [...liquidated({ ...at, effectiveAt }, use), ...later];
}

const freed = (
  { state, commitmentId, commitment, documentDate }: InCommitment,
  { paymentId, document }: Payment,
  of: { readonly documentMinor: bigint; readonly liquidationId: string },
): BudgetLineEvent => ({
  type: 'AdvanceFreed',
  data: {
    ...contextOf(state, document, commitment.vendorId),
    ...{ commitmentId, paymentId, liquidationId: of.liquidationId },
    documentAmount: moneyJson(of.documentMinor, commitment.currency),
  },
  effectiveAt: documentDate,
});

/** The oldest deliveries that an amount settles. */
function oldest(deliveries: readonly Delivery[], amount: bigint): readonly Delivery[] {
  let left = amount;
  return deliveries.filter((delivery) => {
    const takes = openOf(delivery) > 0n && left > 0n;
    if (takes) left -= openOf(delivery);
    return takes;
  });
}
