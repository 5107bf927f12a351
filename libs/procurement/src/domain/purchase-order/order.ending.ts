import { err, firstRefusal, ok, type Decision, type Rejection } from '@tamani/kernel';
import { endOf, openInvoices } from './billing/closing.js';
import { check } from './order.approval.js';
import type { CancelOrder, CloseOrder, TerminateOrder } from './order.commands.js';
import type { OrderEvent } from './order.events.js';
import { refuse } from './order.rejections.js';
import { hasAccepted, type OrderState } from './order.state.js';

export function close({ today }: CloseOrder, state: OrderState): Decision<OrderEvent> {
  const problem = firstRefusal(check(state, 'fully_received', 'completed'), invoicesProblem(state));
  if (problem) return err(problem);
  const data = endOf(state, today);
  return ok([{ type: 'PurchaseOrderClosed', data, effectiveAt: today }]);
}

/** Before any goods are accepted; money that was paid must have come back. */
export function cancel(
  { reason, by, today }: CancelOrder,
  state: OrderState,
): Decision<OrderEvent> {
  const { reference } = state;
  const problem = firstRefusal(
    hasAccepted(state) ? refuse.order_has_receipts({ reference }) : undefined,
    check(state, 'draft', 'issued', 'on_hold'),
    invoicesProblem(state),
    state.clearances.length > 0 ? refuse.order_has_payments({ reference }) : undefined,
  );
  if (problem) return err(problem);
  const committed = state.status !== 'draft';
  const data = { ...endOf(state, today), reason, by, committed, approval: state.approvals };
  return ok([{ type: 'PurchaseOrderCancelled', data, effectiveAt: today }]);
}

/** Delivered goods can still be paid; the open part of the commitment is released. */
export function terminate(command: TerminateOrder, state: OrderState): Decision<OrderEvent> {
  const { reason, by, today } = command;
  const problem = check(state, 'issued', 'partially_received', 'on_hold');
  if (problem) return err(problem);
  const data = { ...endOf(state, today), reason, by, approval: state.approvals };
  return ok([{ type: 'PurchaseOrderTerminated', data, effectiveAt: today }]);
}

const invoicesProblem = (state: OrderState): Rejection | undefined =>
  openInvoices(state) ? refuse.order_has_open_invoices({ reference: state.reference }) : undefined;
