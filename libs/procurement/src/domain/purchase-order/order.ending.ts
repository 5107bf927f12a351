import { err, firstRefusal, ok, quantityJson, type Decision, type Rejection } from '@tamani/kernel';
import { notBefore, type DateFacts } from '../shared/dates.js';
import { outstandingProblem } from './advance/advance.problems.js';
import { endOf, openInvoices } from './billing/closing.js';
import { priceChanges } from './billing/pricing/changes.js';
import { unclaimed } from './billing/pricing/claim-price.js';
import { check } from './order.approval.js';
import type {
  CancelOrder,
  CloseOrder,
  RecordCommitmentReturn,
  TerminateOrder,
} from './order.commands.js';
import type { OrderEvent } from './order.events.js';
import { refuse } from './order.rejections.js';
import { owesProblem } from './owed/owed.problems.js';
import { askedProblem, hasAccepted, receivedOf, type OrderState } from './order.state.js';

export function close(
  { effectiveAt }: CloseOrder,
  state: OrderState,
  { dateProblem }: DateFacts,
): Decision<OrderEvent> {
  const problem = firstRefusal(
    check(state, 'fully_received', 'completed'),
    invoicesProblem(state),
    outstandingProblem(state),
    settledProblem(state),
    owesProblem(state),
    notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = endOf(state, effectiveAt);
  return ok([{ type: 'PurchaseOrderClosed', data, effectiveAt }]);
}

/**
 * Before any goods are accepted, and after money that was paid has come back; the share of an
 * issued order goes back to the requisition. Also while budgets is asked: its answer may never
 * come.
 */
export function cancel(
  { reason, by, effectiveAt }: CancelOrder,
  state: OrderState,
  { dateProblem }: DateFacts,
): Decision<OrderEvent> {
  const { status, reference, approvals: approval } = state;
  const asked = status === 'commitment_pending';
  const committed = status !== 'draft' && !asked;
  const problem = firstRefusal(
    hasAccepted(state) ? refuse.order_has_receipts({ reference }) : undefined,
    check(state, 'draft', 'commitment_pending', 'issued', 'on_hold'),
    invoicesProblem(state),
    outstandingProblem(state),
    reclaimedProblem(state),
    state.clearances.length > 0 ? refuse.order_has_payments({ reference }) : undefined,
    status === 'draft' ? undefined : notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...endOf(state, effectiveAt), reason, by, approval, committed, asked };
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
    outstandingProblem(state),
    notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...endOf(state, effectiveAt), reason, by, approval: state.approvals };
  return ok([{ type: 'PurchaseOrderTerminated', data, effectiveAt }]);
}

/** What was paid back, or lost, of an advance stays with the order: it ends by a termination. */
const reclaimedProblem = ({ advances, reference }: OrderState): Rejection | undefined =>
  advances.some(({ reclaimed }) => reclaimed.length > 0)
    ? refuse.order_advance_reclaimed({ reference })
    : undefined;

/** What was accepted is invoiced or credited, and budgets owes no answer. */
function settledProblem(state: OrderState): Rejection | undefined {
  const { reference } = state;
  const problem = askedProblem(state);
  if (problem) return problem;
  const open = state.lines
    .map(({ orderLine, quantity }) => {
      const accepted = receivedOf(state, orderLine);
      const billable = accepted < quantity ? accepted : quantity;
      return { orderLine, left: unclaimed(state, orderLine, billable) };
    })
    .find(({ left }) => left > 0n);
  if (!open) return fundedProblem(state);
  const { orderLine, left } = open;
  return refuse.order_not_settled({ reference, orderLine, quantity: quantityJson(left) });
}

/** What budgets has refused of a price is asked again when the order goes on. */
const fundedProblem = (state: OrderState): Rejection | undefined =>
  priceChanges(state).length > 0
    ? refuse.order_price_not_funded({ reference: state.reference })
    : undefined;

const invoicesProblem = (state: OrderState): Rejection | undefined =>
  openInvoices(state) ? refuse.order_has_open_invoices({ reference: state.reference }) : undefined;
