import {
  decideBy,
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  priceOf,
  quantityOf,
  sumMinor,
  type Decider,
  type Decision,
  type FactsOf,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderLine, OrderState } from '../purchase-order/order.state.js';
import { linesProblem } from '../receipt/receipt.decide.js';
import { totalProblem } from '../requisition/requisition.content.js';
import { refuse as refuseContent } from '../requisition/requisition.rejections.js';
import { excludes } from '../shared/segregation.js';
import { refuse as refuseVendor } from '../vendor/vendor.rejections.js';
import type {
  ApproveInvoice,
  InvoiceCommand,
  InvoiceLineInput,
  MatchInvoice,
  RegisterInvoice,
  SettleDispute,
} from './invoice.commands.js';
import { invoiceEvents, type InvoiceEvent, type MatchException } from './invoice.events.js';
import { matchExceptions, type PriceTolerance } from './invoice.match.js';
import {
  allocatePayment,
  check,
  releaseAllocation,
  settlePayment,
  type AllocationFacts,
} from './invoice.payments.js';
import { refuse } from './invoice.rejections.js';
import { evolveInvoice, initialInvoice, invoiceTotal, type InvoiceState } from './invoice.state.js';

interface MatchFacts {
  /** Null if there is no order with that id. */
  readonly order: OrderState | null;
  /** On the date of the invoice. */
  readonly tolerance: PriceTolerance;
}
export interface InvoiceFacts {
  readonly RegisterInvoice: MatchFacts & AllocationFacts;
  readonly MatchInvoice: MatchFacts;
  readonly ApproveInvoice: MatchFacts;
  readonly SettleDispute: MatchFacts;
  readonly AllocatePayment: AllocationFacts;
}
type Matching = FactsOf<InvoiceFacts, 'MatchInvoice'>;
type Decided = Decision<InvoiceEvent>;

export const invoice: Decider<InvoiceState, InvoiceCommand, InvoiceEvent, InvoiceFacts> = {
  category: 'procurement.Invoice',
  events: invoiceEvents,
  initial: initialInvoice,
  evolve: evolveInvoice,
  decide: decideBy<InvoiceState, InvoiceCommand, InvoiceEvent, InvoiceFacts>({
    RegisterInvoice: register,
    MatchInvoice: match,
    ApproveInvoice: approve,
    RejectInvoice({ reason, by }, state) {
      const problem = firstRefusal(
        check(state, 'matched', 'exception', 'approved_for_payment', 'disputed'),
        paymentsProblem(state),
      );
      if (problem) return err(problem);
      const data = { purchaseOrderId: state.purchaseOrderId, reason, by };
      return ok([{ type: 'InvoiceRejected', data }]);
    },
    DisputeInvoice({ reason, by }, state) {
      const problem = firstRefusal(
        check(state, 'matched', 'exception', 'approved_for_payment'),
        paymentsProblem(state),
      );
      return problem ? err(problem) : ok([{ type: 'InvoiceDisputed', data: { reason, by } }]);
    },
    SettleDispute: settleDispute,
    AllocatePayment: allocatePayment,
    SettlePayment: settlePayment,
    ReleasePaymentAllocation: releaseAllocation,
  }),
};

function register(
  command: RegisterInvoice,
  state: InvoiceState,
  { id, order, vendor, tolerance }: FactsOf<InvoiceFacts, 'RegisterInvoice'>,
): Decided {
  const { lines, today, type: _, ...document } = command;
  if (state.status !== 'none') {
    const { number, reference } = state;
    return err(refuse.invoice_duplicate({ number, reference }));
  }
  const { vendorId, purchaseOrderId: orderId, invoicedOn, by } = command;
  if (vendor.vendor === null) return err(refuseVendor.vendor_unknown({ vendorId }));
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  const problem = firstRefusal(
    orderProblem(order),
    excludes('segregation_receiver_registers_invoice', by, order.receivers),
    invoicedOn > today ? refuse.invoice_date_in_future({ invoicedOn }) : undefined,
    linesProblem(lines, order),
    currencyProblem(lines),
  );
  if (problem) return err(problem);
  const currency = lines[0]?.unitPrice.currency ?? '';
  const priced = lines.map((line) => pricedLine(line, order));
  const matched = { invoiceId: id, vendorId, currency, lines: lines.map(matchedLine) };
  const exceptions = matchExceptions(matched, order, tolerance);
  const data = { ...document, currency, lines: priced, exceptions };
  return ok([{ type: 'InvoiceRegistered', data }]);
}

function orderProblem({ reference, status }: OrderState): Rejection | undefined {
  return ['none', 'draft', 'commitment_pending', 'cancelled'].includes(status)
    ? refuse.order_not_invoiceable({ reference, status })
    : undefined;
}

function currencyProblem(lines: readonly InvoiceLineInput[]): Rejection | undefined {
  const currency = lines[0]?.unitPrice.currency ?? '';
  const other = lines.findIndex((line) => line.unitPrice.currency !== currency);
  if (other !== -1) {
    const pointer = `/lines/${other}/unitPrice/currency`;
    return refuseContent.currency_mixed({ currency }, [{ pointer, code: 'currency_mixed' }]);
  }
  const zero = lines.find((line) => amountOf(line) === 0n);
  if (zero) return refuseContent.document_total_zero({ line: zero.orderLine });
  return totalProblem(sumMinor(lines.map(amountOf)));
}

const amountOf = ({ quantity, unitPrice }: InvoiceLineInput): bigint =>
  priceOf(quantityOf(quantity), minorOf(unitPrice));

const matchedLine = ({ orderLine, quantity, unitPrice }: InvoiceLineInput) => ({
  orderLine,
  quantity: quantityOf(quantity),
  unitPriceMinor: minorOf(unitPrice),
});

function pricedLine(line: InvoiceLineInput, order: OrderState) {
  const ordered = order.lines.find((l) => l.orderLine === line.orderLine) as OrderLine;
  const amount = moneyJson(amountOf(line), line.unitPrice.currency);
  return { ...line, budgetLineId: ordered.budgetLineId, amount };
}

/** Matches against the current order and receipts; fails without an order. */
function exceptionsNow(
  state: InvoiceState,
  { id, order, tolerance }: Matching,
): Result<MatchException[], Rejection> {
  const { purchaseOrderId: orderId } = state;
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  return ok(matchExceptions({ ...state, invoiceId: id }, order, tolerance));
}

/** Compared by content: stored events may have their members in another order. */
const same = (a: readonly MatchException[], b: readonly MatchException[]): boolean =>
  contentOf(a) === contentOf(b);

const contentOf = (all: readonly MatchException[]): string =>
  JSON.stringify(all.map((e) => [e.kind, e.orderLine, e.expected, e.actual]));

/** Returns to `exception` while no payment is in progress; after that it is a receivable. */
function match(_: MatchInvoice, state: InvoiceState, facts: Matching): Decided {
  const { status } = state;
  if (status === 'none' || status === 'rejected' || status === 'disputed') return ok([]);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const exceptions = now.value;
  if (state.payments.length > 0) {
    if (same(exceptions, state.receivable)) return ok([]);
    return ok([{ type: 'InvoiceReceivableChanged', data: { exceptions } }]);
  }
  if (same(exceptions, state.exceptions)) return ok([]);
  return exceptions.length === 0
    ? ok([{ type: 'InvoiceMatched', data: {} }])
    : ok([{ type: 'InvoiceExceptionFound', data: { exceptions } }]);
}

function approve({ by }: ApproveInvoice, state: InvoiceState, facts: Matching): Decided {
  const problem = check(state, 'matched');
  if (problem) return err(problem);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  const { reference, purchaseOrderId } = state;
  if (now.value.length > 0) {
    const kinds = [...new Set(now.value.map((exception) => exception.kind))].join(', ');
    return err(refuse.invoice_does_not_match({ reference, kinds }));
  }
  const total = moneyJson(invoiceTotal(state), state.currency);
  return ok([{ type: 'InvoiceApproved', data: { purchaseOrderId, total, by } }]);
}

function settleDispute(command: SettleDispute, state: InvoiceState, facts: Matching): Decided {
  const { reason, by } = command;
  const problem = check(state, 'disputed');
  if (problem) return err(problem);
  const now = exceptionsNow(state, facts);
  if (!now.ok) return now;
  return ok([{ type: 'InvoiceDisputeSettled', data: { reason, by, exceptions: now.value } }]);
}

const paymentsProblem = (state: InvoiceState): Rejection | undefined =>
  state.payments.length > 0
    ? refuse.invoice_has_payments({ reference: state.reference })
    : undefined;
