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
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import { adjustingProblem, type OrderLine, type OrderState } from '../order.state.js';
import { owedOn } from '../owed/owed.js';
import { owesProblem } from '../owed/owed.problems.js';
import type { ClearOffset, ClearPayment } from './billing.commands.js';
import type { Hold, RecordedReceipt } from './billing.state.js';
import { thenSettled } from './pricing/balance.js';
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
  const missing = (covers: (receipt: RecordedReceipt) => boolean): bigint =>
    uncovered(orderLine, { ...state, receipts: state.receipts.filter(covers) }, payment);
  const all = missing(() => true);
  if (all > 0n) {
    const params = { reference, orderLine, currency };
    const { amount } = moneyJson(all, currency);
    return refuse.payment_exceeds_accepted({ ...params, missing: amount });
  }
  const stateOf = (receipt: RecordedReceipt) => receipt.accruals[line.budgetLineId];
  if (missing((receipt) => !isHold(stateOf(receipt))) > 0n) {
    return heldProblem(state, state.receipts.map(stateOf).find(isHold) as Hold);
  }
  if (valueDate === null) return undefined;
  if (missing((receipt) => stateOf(receipt) === 'accrued') > 0n) {
    return refuse.delivery_not_accrued({ reference });
  }
  if (missing((receipt) => receipt.deliveredOn <= valueDate) === 0n) return undefined;
  return refuse.payment_before_delivery({ reference, orderLine, valueDate });
}

const isHold = (accrual: RecordedReceipt['accruals'][string] | undefined): accrual is Hold =>
  typeof accrual === 'object';

const heldProblem = ({ reference }: OrderState, { shortfall }: Hold): Rejection =>
  refuse.delivery_held({ reference, shortfall: shortfall.amount, currency: shortfall.currency });

/**
 * Why the price of what was delivered on budget lines cannot change now: a delivery is held for
 * lack of funds, or not accrued yet.
 */
export function unaccruedProblem(
  state: OrderState,
  budgetLineIds: readonly string[],
): Rejection | undefined {
  const open = state.receipts.flatMap(({ accruals, budgetLines }) =>
    budgetLines
      .filter(({ budgetLineId }) => budgetLineIds.includes(budgetLineId))
      .map(({ budgetLineId }) => accruals[budgetLineId])
      .filter((accrual) => accrual !== 'accrued'),
  );
  const hold = open.find(isHold);
  if (hold) return heldProblem(state, hold);
  return open.length > 0 ? refuse.delivery_not_accrued({ reference: state.reference }) : undefined;
}

/** What the vendor would owe on an order line because of the payment: no goods cover it. */
function uncovered(orderLine: number, state: OrderState, payment: ClearingPayment): bigint {
  const { paymentId, invoiceId, lines } = payment;
  const others = state.clearances.filter((one) => one.paymentId !== paymentId);
  const paid = {
    paymentId,
    invoiceId,
    lines,
    isReturning: false,
    valueDate: payment.valueDate ?? '',
  };
  const before = owedOn({ ...state, clearances: others }, orderLine);
  return owedOn({ ...state, clearances: [...others, paid] }, orderLine) - before;
}

/** The order decides on a payment that is to be released; the payment waits for the answer. */
export function clearPayment(
  { paymentId }: ClearPayment,
  state: OrderState,
  { id, payment, invoiceProblem, parties, requisition }: ClearanceFacts & { readonly id: string },
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
  const cleared: OrderEvent = { type: 'PaymentCleared', data, effectiveAt: valueDate };
  return ok(thenSettled(state, [cleared], { id, on: valueDate }));
}

export type OffsetFacts = PriceFacts & Pick<ClearanceFacts, 'parties' | 'requisition'>;

/** An offset pays what is owed on this order by what the vendor owes: that does not hinder it. */
export function clearOffset(
  { paymentId, receivableId, invoiceId, valueDate, lines }: ClearOffset,
  state: OrderState,
  { id, invoiceProblem, parties, requisition }: OffsetFacts & { readonly id: string },
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
  const cleared: OrderEvent = { type: 'PaymentCleared', data, effectiveAt: valueDate };
  return ok(thenSettled(state, [cleared], { id, on: valueDate }));
}

const paidLine = ({ orderLine, amount }: ClearOffset['lines'][number]) => ({ orderLine, amount });
