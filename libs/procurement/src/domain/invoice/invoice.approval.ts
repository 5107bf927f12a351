import {
  err,
  moneyJson,
  ok,
  type Decision,
  type FactsOf,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { recoveredBy } from '../purchase-order/advance/advance.state.js';
import { claimOf } from '../purchase-order/billing/claims.js';
import { priceIsAgreed } from '../purchase-order/billing/pricing/price.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderState } from '../purchase-order/order.state.js';
import type {
  AcceptPrice,
  ApproveInvoice,
  MatchInvoice,
  RefuseFunds,
  RefusePrice,
  SettleDispute,
} from './invoice.commands.js';
import type { InvoiceEvent, MatchException } from './invoice.events.js';
import { matchExceptions, type InvoiceFacts } from './invoice.match.js';
import { check, thenPaid } from './payments/invoice.payments.js';
import { refuse } from './invoice.rejections.js';
import { invoiceTotal, type InvoiceState } from './invoice.state.js';

type Matching = FactsOf<InvoiceFacts, 'MatchInvoice'>;
type Decided = Decision<InvoiceEvent>;

/** Matches against the current order and receipts; fails without an order. */
function exceptionsNow(
  state: InvoiceState,
  { id, order, tolerance }: Matching,
): Result<MatchException[], Rejection> {
  const { purchaseOrderId: orderId } = state;
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  return ok(matchExceptions({ ...state, invoiceId: id }, order, tolerance));
}

/** Why an invoice does not match its order now, as the order's own stream says. */
export function matchProblem(state: InvoiceState, facts: Matching): Rejection | undefined {
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now.error;
  if (now.value.length === 0) return undefined;
  const kinds = [...new Set(now.value.map((exception) => exception.kind))].join(', ');
  return refuse.invoice_does_not_match({ reference: state.reference, kinds });
}

/** Money of the invoice has left, as its order says. */
const isPaying = ({ id, order }: Matching): boolean =>
  order?.clearances.some((one) => one.invoiceId === id) ?? false;

/** Compared by content: stored events may have their members in another order. */
const same = (a: readonly MatchException[], b: readonly MatchException[]): boolean =>
  contentOf(a) === contentOf(b);

const contentOf = (all: readonly MatchException[]): string =>
  JSON.stringify(all.map((e) => [e.kind, e.orderLine, e.expected, e.actual]));

const unfunded = (state: InvoiceState): readonly MatchException[] =>
  state.exceptions.filter(({ kind }) => kind === 'funds');

const ENDED = ['none', 'rejected', 'cancelled', 'disputed', 'approving'];

/**
 * Returns to `exception` until money has left for it, whatever is being prepared; after that, and
 * of what is paid by credit notes alone, what does not match is shown only. Missing funds stay an
 * exception until the invoice is approved again, or does not match any more. At another price than
 * the order's of now, an approval has to be given again.
 */
export function match(_: MatchInvoice, state: InvoiceState, facts: Matching): Decided {
  if (ENDED.includes(state.status)) return ok([]);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const exceptions = now.value;
  if (state.status === 'paid' || state.recoveries.length > 0 || isPaying(facts)) {
    if (same(exceptions, state.receivable)) return ok([]);
    return ok([{ type: 'InvoiceReceivableChanged', data: { exceptions } }]);
  }
  const found = exceptions.length === 0 ? unfunded(state) : exceptions;
  if (same(found, state.exceptions) && !isPricedAnew(state, facts)) return ok([]);
  return exceptions.length === 0
    ? ok([{ type: 'InvoiceMatched', data: {} }])
    : ok([{ type: 'InvoiceExceptionFound', data: { exceptions } }]);
}

/** It was approved at the order's price, and that has been amended. */
function isPricedAnew({ status }: InvoiceState, { id, order }: Matching): boolean {
  const claim = order ? claimOf(order, id) : undefined;
  if (status !== 'approved_for_payment' || !claim || claim.agreed) return false;
  return claim.lines.some((line) => line.amountMinor !== line.orderedMinor);
}

const approved = (state: InvoiceState, by: ApproveInvoice['by']): InvoiceEvent => {
  const { purchaseOrderId, currency } = state;
  const total = moneyJson(invoiceTotal(state), currency);
  return { type: 'InvoiceApproved', data: { purchaseOrderId, total, by } };
};

/**
 * At another price than the order's, budgets is asked first, through the order; of an order that
 * allows an advance, the order says what the invoice recovers of it.
 */
export function approve(command: ApproveInvoice, state: InvoiceState, facts: Matching): Decided {
  const { by, today } = command;
  const onlyFunds = unfunded(state).length === state.exceptions.length;
  const problem =
    check(state, ...(onlyFunds ? (['matched', 'exception'] as const) : (['matched'] as const))) ??
    matchProblem(state, facts);
  if (problem) return err(problem);
  const { purchaseOrderId, reference } = state;
  const order = facts.order as OrderState;
  const known = writeOffKnown(command, order);
  if (!known.ok) return known;
  const claim = claimOf(order, facts.id);
  if (!claim) return err(refuse.invoice_not_counted({ reference }));
  const isOwn = order.advanceTerms === undefined && priceIsAgreed(claim, order);
  if (isOwn) return ok(thenPaid(state, [...known.value, approved(state, by)]));
  const data = { purchaseOrderId, by, requestedOn: today };
  return ok([...known.value, { type: 'InvoiceApprovalRequested', data }]);
}

/** Of an order whose vendor was let off a debt, nothing more is approved without knowing it. */
function writeOffKnown(
  { acknowledged: reason, by }: ApproveInvoice,
  { reference, currency, writtenOffMinor }: OrderState,
): Decided {
  if (writtenOffMinor === 0n) return ok([]);
  const writtenOff = moneyJson(writtenOffMinor, currency);
  return reason === undefined
    ? err(refuse.order_written_off({ reference, ...writtenOff }))
    : ok([{ type: 'InvoiceWriteOffAcknowledged', data: { reason, writtenOff, by } }]);
}

/**
 * Its price is in the budget lines; a receipt may have been reversed meanwhile. What is recovered
 * of an advance is as good as paid: what does not match any more is then a receivable.
 */
export function acceptPrice(_: AcceptPrice, state: InvoiceState, facts: Matching): Decided {
  if (state.status !== 'approving' || !state.approver) return ok([]);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const exceptions = now.value;
  const set = recovered(state, facts);
  if (exceptions.length > 0 && set.length === 0) {
    return ok([{ type: 'InvoiceExceptionFound', data: { exceptions } }]);
  }
  const off: readonly InvoiceEvent[] =
    exceptions.length === 0 ? [] : [{ type: 'InvoiceReceivableChanged', data: { exceptions } }];
  return ok(thenPaid(state, [...set, approved(state, state.approver), ...off]));
}

/** What the order says that the invoice has recovered of its advances. */
function recovered(state: InvoiceState, { id, order }: Matching): readonly InvoiceEvent[] {
  const { purchaseOrderId, currency } = state;
  return recoveredBy(order as OrderState, id).map(({ paymentId, lines }) => ({
    type: 'InvoiceAdvanceRecovered',
    data: {
      ...{ paymentId, purchaseOrderId },
      lines: lines.map(({ amountMinor, ...line }) => ({
        ...line,
        amount: moneyJson(amountMinor, currency),
      })),
    },
  }));
}

/** It stands as before, with what does not match of it now. */
export function refusePrice(
  { refusal }: RefusePrice,
  state: InvoiceState,
  facts: Matching,
): Decided {
  if (state.status !== 'approving') return ok([]);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const refused: InvoiceEvent = { type: 'InvoiceApprovalRefused', data: { refusal } };
  const exceptions = now.value;
  return exceptions.length === 0
    ? ok([refused])
    : ok([refused, { type: 'InvoiceExceptionFound', data: { exceptions } }]);
}

/** What resolves it: an allotment, a correction, or a cancellation. */
export function refuseFunds(
  { shortfalls }: RefuseFunds,
  state: InvoiceState,
  facts: Matching,
): Decided {
  if (state.status !== 'approving') return ok([]);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const missing = shortfalls.map(({ shortfall }) => ({
    kind: 'funds' as const,
    orderLine: null,
    expected: moneyJson(0n, shortfall.currency).amount,
    actual: shortfall.amount,
  }));
  const data = { exceptions: [...now.value, ...missing], shortfalls: [...shortfalls] };
  return ok([{ type: 'InvoiceNotFunded', data }]);
}

export function settleDispute(
  { reason, by }: SettleDispute,
  state: InvoiceState,
  facts: Matching,
): Decided {
  const problem = check(state, 'disputed');
  if (problem) return err(problem);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  return ok([{ type: 'InvoiceDisputeSettled', data: { reason, by, exceptions: now.value } }]);
}
