import {
  decideBy,
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  priceOf,
  quantityOf,
  type Decider,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderLine, OrderState } from '../purchase-order/order.state.js';
import { linesProblem } from '../receipt/receipt.decide.js';
import { refuse as refuseContent } from '../requisition/requisition.rejections.js';
import { excludes } from '../shared/segregation.js';
import { refuse as refuseVendor } from '../vendor/vendor.rejections.js';
import type { VendorStanding } from '../vendor/vendor.decide.js';
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
import { allocatePayment, check, releaseAllocation, settlePayment } from './invoice.payments.js';
import { refuse } from './invoice.rejections.js';
import { evolveInvoice, initialInvoice, invoiceTotal, type InvoiceState } from './invoice.state.js';

export interface InvoiceFacts {
  readonly order?: OrderState | undefined;
  readonly tolerance?: PriceTolerance;
  readonly vendor?: VendorStanding;
}
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

const ZERO: PriceTolerance = { percent: '0', amount: { amount: '0', currency: 'XOF' } };

function register(command: RegisterInvoice, state: InvoiceState, facts: InvoiceFacts): Decided {
  const { invoiceId, lines, today, type: _, ...document } = command;
  const { order, vendor, tolerance = ZERO } = facts;
  if (state.status !== 'none') {
    const { number, reference } = state;
    return err(refuse.invoice_duplicate({ number, reference }));
  }
  const { vendorId, purchaseOrderId: orderId, invoicedOn, by } = command;
  if (!vendor?.vendor) return err(refuseVendor.vendor_unknown({ vendorId }));
  if (!order) return err(refuseOrder.order_unknown({ orderId }));
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
  const matched = { invoiceId, vendorId, currency, lines: lines.map(matchedLine) };
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
  return zero && refuseContent.document_total_zero({ line: zero.orderLine });
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

const exceptionsNow = (
  invoiceId: string,
  state: InvoiceState,
  { order, tolerance = ZERO }: InvoiceFacts,
): MatchException[] => (order ? matchExceptions({ ...state, invoiceId }, order, tolerance) : []);

/** By content: an event that was stored has its members in another order. */
const same = (a: readonly MatchException[], b: readonly MatchException[]): boolean =>
  contentOf(a) === contentOf(b);

const contentOf = (all: readonly MatchException[]): string =>
  JSON.stringify(all.map((e) => [e.kind, e.orderLine, e.expected, e.actual]));

/** Back to exception as long as no money is on its way; after that it is a receivable. */
function match({ invoiceId }: MatchInvoice, state: InvoiceState, facts: InvoiceFacts): Decided {
  const { status } = state;
  if (status === 'none' || status === 'rejected' || status === 'disputed') return ok([]);
  const exceptions = exceptionsNow(invoiceId, state, facts);
  if (state.payments.length > 0) {
    if (same(exceptions, state.receivable)) return ok([]);
    return ok([{ type: 'InvoiceReceivableChanged', data: { exceptions } }]);
  }
  if (same(exceptions, state.exceptions)) return ok([]);
  return exceptions.length === 0
    ? ok([{ type: 'InvoiceMatched', data: {} }])
    : ok([{ type: 'InvoiceExceptionFound', data: { exceptions } }]);
}

function approve(command: ApproveInvoice, state: InvoiceState, facts: InvoiceFacts): Decided {
  const { invoiceId, by } = command;
  const { reference, purchaseOrderId } = state;
  const kinds = exceptionsNow(invoiceId, state, facts).map((exception) => exception.kind);
  const problem = firstRefusal(
    check(state, 'matched'),
    kinds.length > 0
      ? refuse.invoice_does_not_match({ reference, kinds: [...new Set(kinds)].join(', ') })
      : undefined,
  );
  if (problem) return err(problem);
  const total = moneyJson(invoiceTotal(state), state.currency);
  return ok([{ type: 'InvoiceApproved', data: { purchaseOrderId, total, by } }]);
}

function settleDispute(command: SettleDispute, state: InvoiceState, facts: InvoiceFacts): Decided {
  const { invoiceId, reason, by } = command;
  const problem = check(state, 'disputed');
  if (problem) return err(problem);
  const exceptions = exceptionsNow(invoiceId, state, facts);
  return ok([{ type: 'InvoiceDisputeSettled', data: { reason, by, exceptions } }]);
}

const paymentsProblem = (state: InvoiceState): Rejection | undefined =>
  state.payments.length > 0
    ? refuse.invoice_has_payments({ reference: state.reference })
    : undefined;
