import type { BusinessDate } from '@tamani/kernel';
import { outstandingOf } from '../advance/advance.state.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import { budgetLineIdsOf, type OrderState } from '../order.state.js';
import { priceChanges } from './pricing/changes.js';
import { unclaimed } from './pricing/claim-price.js';

/** The events, followed by the order's closing if nothing remains open. */
export function thenClosed(
  state: OrderState,
  events: readonly OrderEvent[],
  on: BusinessDate,
): OrderEvent[] {
  const after = events.reduce(evolveOrder, state);
  if (!isSettled(after)) return [...events];
  return [
    ...events,
    { type: 'PurchaseOrderCompleted', data: {} },
    { type: 'PurchaseOrderClosed', data: endOf(after, on), effectiveAt: on },
  ];
}

/** Fully received, invoiced and paid, budgets owes no answer, and has all of it. */
function isSettled(state: OrderState): boolean {
  const invoiced = state.lines.every(
    ({ orderLine, quantity }) => unclaimed(state, orderLine, quantity) === 0n,
  );
  const asking = state.pendingAdjustments.length > 0;
  const owed = outstandingOf(state) > 0n || state.owed.length > 0;
  const agrees = priceChanges(state).length === 0;
  const isDone = invoiced && agrees && !asking && !owed && !openInvoices(state);
  return state.status === 'fully_received' && isDone;
}

/** A completed or closed order is open again when something on it is undone. */
export const reopened = (state: OrderState, on: BusinessDate): readonly OrderEvent[] =>
  ['completed', 'closed'].includes(state.status)
    ? [{ type: 'PurchaseOrderReopened', data: endOf(state, on), effectiveAt: on }]
    : [];

export const openInvoices = (state: OrderState): boolean =>
  state.invoices.some((claim) => !claim.paid);

/** What is said of an order when it ends or opens again. */
export const endOf = (state: OrderState, effectiveAt: BusinessDate) => ({
  reference: state.reference,
  requisitionId: state.requisitionId,
  vendorId: state.vendorId,
  effectiveAt,
  budgetLineIds: budgetLineIdsOf(state),
});
