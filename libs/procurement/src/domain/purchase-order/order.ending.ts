import {
  err,
  firstRefusal,
  ok,
  quantityJson,
  type BusinessDate,
  type Decision,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { check } from './order.approval.js';
import type {
  CancelOrder,
  CloseOrder,
  RecordInvoice,
  RecordInvoicePaid,
  TerminateOrder,
  WithdrawInvoice,
} from './order.commands.js';
import type { OrderEvent } from './order.events.js';
import { evolveOrder } from './order.evolve.js';
import { refuse } from './order.rejections.js';
import { budgetLineIdsOf, invoicedOf, type OrderState } from './order.state.js';

/** An invoice's claim on quantities of its order. */
export interface ClaimingInvoice {
  readonly lines: readonly { readonly orderLine: number; readonly quantity: bigint }[];
  readonly clerk: Person;
}

export interface ClaimFacts {
  /** Null if the invoice does not exist or is rejected: there is nothing to count. */
  readonly invoice: ClaimingInvoice | null;
}

/** Step two of registering an invoice. It is matched again: another may have arrived first. */
export function recordInvoice(
  { invoiceId }: RecordInvoice,
  state: OrderState,
  { invoice }: ClaimFacts,
): Decision<OrderEvent> {
  if (invoice === null || claims(state, invoiceId)) return ok([]);
  return ok([invoiced(invoiceId, invoice, [invoiceId])]);
}

function invoiced(invoiceId: string, invoice: ClaimingInvoice, rematch: string[]): OrderEvent {
  const lines = invoice.lines.map(({ orderLine, quantity }) => ({
    orderLine,
    quantity: quantityJson(quantity),
  }));
  return { type: 'OrderInvoiced', data: { invoiceId, lines, rematch, by: invoice.clerk } };
}

/** The order has counted the invoice. */
export const claims = (state: OrderState, invoiceId: string): boolean =>
  state.invoices.some((claim) => claim.invoiceId === invoiceId);

/** A rejected invoice frees its quantities for later invoices. */
export function withdrawInvoice(
  { invoiceId, on }: WithdrawInvoice,
  state: OrderState,
): Decision<OrderEvent> {
  if (!state.invoices.some((claim) => claim.invoiceId === invoiceId && !claim.paid)) return ok([]);
  const others = state.invoices.filter((claim) => claim.invoiceId !== invoiceId && !claim.paid);
  const data = { invoiceId, rematch: others.map((claim) => claim.invoiceId) };
  return ok(thenClosed(state, { type: 'OrderInvoiceWithdrawn', data }, on));
}

/**
 * The news of a payment may overtake step two of registering the invoice, which another process
 * runs: the order then counts the invoice first. It is not matched again.
 */
export function recordInvoicePaid(
  { invoiceId, on }: RecordInvoicePaid,
  state: OrderState,
  { invoice }: ClaimFacts,
): Decision<OrderEvent> {
  if (state.invoices.some((claim) => claim.invoiceId === invoiceId && claim.paid)) return ok([]);
  const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId } };
  if (claims(state, invoiceId)) return ok(thenClosed(state, paid, on));
  if (invoice === null) return ok([]);
  const first = invoiced(invoiceId, invoice, []);
  return ok([first, ...thenClosed(evolveOrder(state, first), paid, on)]);
}

/** The event, followed by the order's closing if nothing remains open. */
export function thenClosed(state: OrderState, event: OrderEvent, on: BusinessDate): OrderEvent[] {
  const after = evolveOrder(state, event);
  const paid = after.lines.every(
    (line) => invoicedOf(after, line.orderLine, (claim) => claim.paid) >= line.quantity,
  );
  if (after.status !== 'fully_received' || !paid || openInvoices(after)) return [event];
  return [
    event,
    { type: 'PurchaseOrderCompleted', data: {} },
    { type: 'PurchaseOrderClosed', data: endOf(after, on), effectiveAt: on },
  ];
}

export function close({ today }: CloseOrder, state: OrderState): Decision<OrderEvent> {
  const problem = firstRefusal(check(state, 'fully_received', 'completed'), invoicesProblem(state));
  if (problem) return err(problem);
  const data = endOf(state, today);
  return ok([{ type: 'PurchaseOrderClosed', data, effectiveAt: today }]);
}

/** Before any receipt. */
export function cancel(
  { reason, by, today }: CancelOrder,
  state: OrderState,
): Decision<OrderEvent> {
  const received = state.receipts.length > 0;
  const problem = firstRefusal(
    received ? refuse.order_has_receipts({ reference: state.reference }) : undefined,
    check(state, 'draft', 'issued', 'on_hold'),
    invoicesProblem(state),
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

const openInvoices = (state: OrderState): boolean => state.invoices.some((claim) => !claim.paid);

const invoicesProblem = (state: OrderState): Rejection | undefined =>
  openInvoices(state) ? refuse.order_has_open_invoices({ reference: state.reference }) : undefined;

const endOf = (state: OrderState, effectiveAt: BusinessDate) => ({
  reference: state.reference,
  requisitionId: state.requisitionId,
  effectiveAt,
  budgetLineIds: budgetLineIdsOf(state),
});
