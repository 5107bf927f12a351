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
import { notBefore, type DateFacts } from '../shared/dates.js';
import { check } from './order.approval.js';
import type {
  CancelOrder,
  CloseOrder,
  RecordCommitmentReturn,
  RecordInvoice,
  RecordInvoicePaid,
  TerminateOrder,
  WithdrawInvoice,
} from './order.commands.js';
import type { OrderEvent } from './order.events.js';
import { evolveOrder } from './order.evolve.js';
import { refuse } from './order.rejections.js';
import { budgetLineIdsOf, hasGoods, invoicedOf, type OrderState } from './order.state.js';

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

export function close(
  { effectiveAt }: CloseOrder,
  state: OrderState,
  { dateProblem }: DateFacts,
): Decision<OrderEvent> {
  const problem = firstRefusal(
    check(state, 'fully_received', 'completed'),
    invoicesProblem(state),
    notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = endOf(state, effectiveAt);
  return ok([{ type: 'PurchaseOrderClosed', data, effectiveAt }]);
}

/** Before any goods; the share of an issued order goes back to the requisition. */
export function cancel(
  { reason, by, effectiveAt }: CancelOrder,
  state: OrderState,
  { dateProblem }: DateFacts,
): Decision<OrderEvent> {
  const { status, reference, approvals: approval } = state;
  const committed = status !== 'draft';
  const problem = firstRefusal(
    hasGoods(state) ? refuse.order_has_receipts({ reference }) : undefined,
    check(state, 'draft', 'issued', 'on_hold'),
    invoicesProblem(state),
    committed ? notBefore(effectiveAt, state.effectiveAt) : undefined,
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...endOf(state, effectiveAt), reason, by, approval, committed };
  return ok([{ type: 'PurchaseOrderCancelled', data, effectiveAt }]);
}

/** Budgets answers line by line; with the last answer the share can be ordered again. */
export function recordCommitmentReturn(
  { approval, budgetLineId }: RecordCommitmentReturn,
  state: OrderState,
): Decision<OrderEvent> {
  const { returning, requisitionId } = state;
  if (approval !== state.approvals || !returning.includes(budgetLineId)) return ok([]);
  const returned: OrderEvent = { type: 'OrderCommitmentReturned', data: { budgetLineId } };
  const share: OrderEvent = { type: 'OrderShareReturned', data: { requisitionId } };
  return ok(returning.length === 1 ? [returned, share] : [returned]);
}

/** Delivered goods can still be paid; the open part of the commitment is released. */
export function terminate(
  { reason, by, effectiveAt }: TerminateOrder,
  state: OrderState,
  { dateProblem }: DateFacts,
): Decision<OrderEvent> {
  const problem = firstRefusal(
    check(state, 'issued', 'partially_received', 'on_hold'),
    notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...endOf(state, effectiveAt), reason, by, approval: state.approvals };
  return ok([{ type: 'PurchaseOrderTerminated', data, effectiveAt }]);
}

const openInvoices = (state: OrderState): boolean => state.invoices.some((claim) => !claim.paid);

const invoicesProblem = (state: OrderState): Rejection | undefined =>
  openInvoices(state) ? refuse.order_has_open_invoices({ reference: state.reference }) : undefined;

const endOf = (state: OrderState, effectiveAt: BusinessDate) => ({
  reference: state.reference,
  requisitionId: state.requisitionId,
  vendorId: state.vendorId,
  effectiveAt,
  budgetLineIds: budgetLineIdsOf(state),
});
