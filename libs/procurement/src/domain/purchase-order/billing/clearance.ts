import {
  firstRefusal,
  moneyJson,
  ok,
  sumMinor,
  type BusinessDate,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { refusalOf } from '../../shared/document.js';
import { reopened } from './closing.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import { refuse } from '../order.rejections.js';
import { adjustingProblem, type OrderLine, type OrderState } from '../order.state.js';
import { creditedOn } from '../credits/credits.state.js';
import type { ClearPayment, WithdrawClearance } from './billing.commands.js';
import type { Hold, RecordedReceipt } from './billing.state.js';

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
}

/**
 * Why a payment may not leave now: on each order line, what was paid and is to be paid must be
 * accepted, accrued in budgets, and delivered by the value date.
 */
export const coverProblem = (state: OrderState, payment: ClearingPayment): Rejection | undefined =>
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

/** What payments take of an order line, at the order's price: what was agreed of it is apart. */
export function paidOn(
  orderLine: number,
  state: OrderState,
  all: readonly Pick<ClearingPayment, 'invoiceId' | 'lines'>[],
): bigint {
  const paid = all.flatMap((one) => one.lines.filter((line) => line.orderLine === orderLine));
  const paying = new Set(all.map((one) => one.invoiceId));
  const beyond = state.invoices
    .filter((claim) => claim.agreed && paying.has(claim.invoiceId))
    .flatMap((claim) => claim.lines.filter((line) => line.orderLine === orderLine))
    .map((line) => line.amountMinor - line.orderedMinor);
  const credited = creditedOn(state, orderLine, paying);
  return sumMinor(paid.map((line) => line.amountMinor)) - sumMinor(beyond) + credited;
}

/** The value of receipts on an order line, at the order's price. */
export const valueOn = (orderLine: number, receipts: readonly RecordedReceipt[]): bigint =>
  sumMinor(
    receipts
      .flatMap((receipt) => receipt.lines.filter((line) => line.orderLine === orderLine))
      .map((line) => line.amountMinor),
  );

/** The order decides on a payment that is to be released; the payment waits for the answer. */
export function clearPayment(
  { paymentId }: ClearPayment,
  state: OrderState,
  { payment, invoiceProblem }: ClearanceFacts,
): Decision<OrderEvent> {
  if (payment === null || state.clearances.some((one) => one.paymentId === paymentId))
    return ok([]);
  const { invoiceId, valueDate } = payment;
  const problem = firstRefusal(
    adjustingProblem(state),
    invoiceProblem,
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
  const data = { paymentId, invoiceId, valueDate, lines };
  return ok([{ type: 'PaymentCleared', data, effectiveAt: valueDate }]);
}

/** The bank sent it back: its invoice is payable again, and a closed order is open again. */
export function withdrawClearance(
  { paymentId, on }: WithdrawClearance,
  state: OrderState,
): Decision<OrderEvent> {
  const clearance = state.clearances.find((one) => one.paymentId === paymentId);
  if (!clearance) return ok([]);
  const { invoiceId } = clearance;
  const back: OrderEvent = { type: 'PaymentClearanceWithdrawn', data: { paymentId, invoiceId } };
  return ok([back, ...reopened(evolveOrder(state, back), on)]);
}
