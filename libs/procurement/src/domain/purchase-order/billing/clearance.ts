import {
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  type BusinessDate,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { refusalOf } from '../../shared/document.js';
import { clashProblem, type Chain } from '../../shared/segregation.js';
import { reopened } from './closing.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import { refuse } from '../order.rejections.js';
import { adjustingProblem, type OrderLine, type OrderState } from '../order.state.js';
import { thenOwed } from '../owed/owed.js';
import { owesProblem } from '../owed/owed.problems.js';
import type { ClearOffset, ClearPayment, WithdrawClearance } from './billing.commands.js';
import type { Hold, RecordedReceipt } from './billing.state.js';
import { paidOn, valueOn } from './worth.js';
import type { PriceFacts } from './pricing/price.js';

/** A payment as its order sees it. */
export interface ClearingPayment {
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly lines: readonly { readonly orderLine: number; readonly amountMinor: bigint }[];
  /** Null before its release: accruals that are not known yet may still come. */
  readonly valueDate: BusinessDate | null;
}
export interface ClearanceFacts {
  /** Null if the payment is not waiting for an answer. */
  readonly payment: (ClearingPayment & { readonly valueDate: BusinessDate }) | null;
  /** Why its invoice does not match now; null if it does. */
  readonly invoiceProblem: Rejection | null;
  /** Who acted on the payment and its invoice. */
  readonly parties: Chain;
  /** Who acted on the requisition: nobody can any more. */
  readonly requisition: Chain;
}

/**
 * Why a payment may not leave now: on each order line, what was paid and is to be paid must be
 * accepted, accrued in budgets, and delivered by the value date.
 */
export const coverProblem = (state: OrderState, payment: ClearingPayment): Rejection | undefined =>
  firstRefusal(owesProblem(state), linesProblem(state, payment));

/** The same of an offset: what the vendor owes does not hinder it. */
export const linesProblem = (state: OrderState, payment: ClearingPayment): Rejection | undefined =>
  firstRefusal(...payment.lines.map(({ orderLine }) => lineProblem(orderLine, state, payment)));

function lineProblem(
  orderLine: number,
  state: OrderState,
  payment: ClearingPayment,
): Rejection | undefined {
  const { currency, reference } = state;
  const { valueDate } = payment;
  const line = state.lines.find((one) => one.orderLine === orderLine) as OrderLine;
  const due = dueOn(orderLine, state, payment);
  const worth = (covers: (receipt: RecordedReceipt) => boolean): bigint =>
    valueOn(orderLine, state.receipts.filter(covers));
  const missing = due - worth(() => true);
  if (missing > 0n) {
    const params = { reference, orderLine, missing: moneyJson(missing, currency).amount, currency };
    return refuse.payment_exceeds_accepted(params);
  }
  const stateOf = (receipt: RecordedReceipt) => receipt.accruals[line.budgetLineId];
  if (due > worth((receipt) => !isHold(stateOf(receipt)))) {
    return heldProblem(state, state.receipts.map(stateOf).find(isHold) as Hold);
  }
  if (valueDate === null) return undefined;
  if (due > worth((receipt) => stateOf(receipt) === 'accrued')) {
    return refuse.delivery_not_accrued({ reference });
  }
  if (due <= worth((receipt) => receipt.deliveredOn <= valueDate)) return undefined;
  return refuse.payment_before_delivery({ reference, orderLine, valueDate });
}

const isHold = (accrual: RecordedReceipt['accruals'][string] | undefined): accrual is Hold =>
  typeof accrual === 'object';

const heldProblem = ({ reference }: OrderState, { shortfall }: Hold): Rejection =>
  refuse.delivery_held({ reference, shortfall: shortfall.amount, currency: shortfall.currency });

/** Paid and to be paid on an order line. */
function dueOn(orderLine: number, state: OrderState, payment: ClearingPayment): bigint {
  const others = state.clearances.filter((one) => one.paymentId !== payment.paymentId);
  return paidOn(orderLine, state, [...others, payment]);
}

/** The order decides on a payment that is to be released; the payment waits for the answer. */
export function clearPayment(
  { paymentId }: ClearPayment,
  state: OrderState,
  { payment, invoiceProblem, parties, requisition }: ClearanceFacts,
): Decision<OrderEvent> {
  if (payment === null || state.clearances.some((one) => one.paymentId === paymentId))
    return ok([]);
  const { invoiceId, valueDate } = payment;
  const problem = firstRefusal(
    adjustingProblem(state),
    invoiceProblem,
    clashProblem(parties, [...state.parties, ...requisition]),
    coverProblem(state, payment),
  );
  if (problem) {
    const data = { paymentId, invoiceId, refusal: refusalOf(problem) };
    return ok([{ type: 'PaymentClearanceRefused', data }]);
  }
  const lines = payment.lines.map(({ orderLine, amountMinor }) => ({
    orderLine,
    amount: moneyJson(amountMinor, state.currency),
  }));
  const data = { paymentId, invoiceId, valueDate, lines, parties: [...parties] };
  return ok([{ type: 'PaymentCleared', data, effectiveAt: valueDate }]);
}

export type OffsetFacts = PriceFacts & Pick<ClearanceFacts, 'parties' | 'requisition'>;

/** An offset pays what is owed on this order by what the vendor owes: that does not hinder it. */
export function clearOffset(
  { paymentId, receivableId, invoiceId, valueDate, lines }: ClearOffset,
  state: OrderState,
  { invoiceProblem, parties, requisition }: OffsetFacts,
): Decision<OrderEvent> {
  if (state.clearances.some((one) => one.paymentId === paymentId)) return ok([]);
  const asked = lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) }));
  const problem = firstRefusal(
    adjustingProblem(state),
    invoiceProblem ?? undefined,
    clashProblem(parties, [...state.parties, ...requisition]),
    linesProblem(state, { paymentId, invoiceId, valueDate, lines: asked }),
  );
  const offset = { paymentId, invoiceId, receivableId };
  if (problem) {
    const data = { ...offset, refusal: refusalOf(problem) };
    return ok([{ type: 'PaymentClearanceRefused', data }]);
  }
  const data = { ...offset, valueDate, lines: lines.map(paidLine), parties: [...parties] };
  return ok([{ type: 'PaymentCleared', data, effectiveAt: valueDate }]);
}

const paidLine = ({ orderLine, amount }: ClearOffset['lines'][number]) => ({ orderLine, amount });

/** The bank sent it back: its invoice is payable again, and a closed order is open again. */
export function withdrawClearance(
  { paymentId, on }: WithdrawClearance,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const clearance = state.clearances.find((one) => one.paymentId === paymentId);
  if (!clearance) return ok([]);
  const { invoiceId } = clearance;
  const back: OrderEvent = { type: 'PaymentClearanceWithdrawn', data: { paymentId, invoiceId } };
  const owed = thenOwed(state, [back], { id, on, coveredBy: 'payment_returned' });
  return ok([...owed, ...reopened(owed.reduce(evolveOrder, state), on)]);
}
