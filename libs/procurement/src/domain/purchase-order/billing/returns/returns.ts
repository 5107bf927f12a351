import { moneyJson, ok, sumMinor, type Decision, type Rejection } from '@tamani/kernel';
import { refusalOf } from '../../../shared/document.js';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import { refuse } from '../../order.rejections.js';
import type { OrderState } from '../../order.state.js';
import { thenOwed } from '../../owed/owed.js';
import type { AllowReturn, WithdrawClearance } from '../billing.commands.js';
import { reopened } from '../closing.js';
import { thenSettled } from '../pricing/balance.js';

/**
 * Why the bank cannot return a payment now: what the vendor owes of the order is being settled, or
 * a part of what was paid has come back otherwise. The budget lines have that on payments of the
 * order, whichever they are, and could not give them back once more.
 */
export function bankReturnProblem(state: OrderState, paymentId: string): Rejection | undefined {
  const { reference, currency } = state;
  if (!state.clearances.some((one) => one.paymentId === paymentId)) return undefined;
  if (state.owed.some(({ aside }) => aside !== null)) {
    return refuse.vendor_debt_settling({ reference });
  }
  const ended = sumMinor(state.ended.map((one) => one.amountMinor));
  if (ended === 0n) return undefined;
  return refuse.payment_came_back({
    reference,
    ended: moneyJson(ended, currency).amount,
    currency,
  });
}

/** While a payment is on its way back, nothing that the vendor owes of the order is settled. */
export const returningProblem = ({ clearances, reference }: OrderState): Rejection | undefined =>
  clearances.some((one) => one.isReturning) ? refuse.payment_returning({ reference }) : undefined;

/** The order decides whether a payment of an invoice may go back; the payment waits for it. */
export function allowReturn({ paymentId }: AllowReturn, state: OrderState): Decision<OrderEvent> {
  const clearance = state.clearances.find((one) => one.paymentId === paymentId);
  if (!clearance || clearance.isReturning) return ok([]);
  const { invoiceId } = clearance;
  const problem = bankReturnProblem(state, paymentId);
  if (!problem) return ok([{ type: 'PaymentReturnAllowed', data: { paymentId, invoiceId } }]);
  const data = { paymentId, invoiceId, refusal: refusalOf(problem) };
  return ok([{ type: 'PaymentReturnNotAllowed', data }]);
}

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
  const open = [...owed, ...reopened(owed.reduce(evolveOrder, state), on)];
  return ok(thenSettled(state, open, { id, on }));
}
