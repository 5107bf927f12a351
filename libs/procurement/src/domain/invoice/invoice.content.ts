import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  normalNumber,
  ok,
  priceOf,
  quantityOf,
  sumMinor,
  type BusinessDate,
  type Decision,
  type FactsOf,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { withoutClaim } from '../purchase-order/billing/claims.js';
import { claimPrice } from '../purchase-order/billing/pricing/claim-price.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderLine, OrderState } from '../purchase-order/order.state.js';
import { linesProblem } from '../receipt/receipt.decide.js';
import { totalProblem } from '../requisition/requisition.content.js';
import { refuse as refuseContent } from '../requisition/requisition.rejections.js';
import { refuse as refuseVendor } from '../vendor/vendor.rejections.js';
import type { CorrectInvoice, InvoiceLineInput, RegisterInvoice } from './invoice.commands.js';
import type { InvoiceEvent, InvoiceEventData } from './invoice.events.js';
import { creditsProblem } from './credits/invoice.credits.js';
import { matchExceptions, type InvoiceFacts } from './invoice.match.js';
import { check } from './payments/invoice.payments.js';
import { refuse } from './invoice.rejections.js';
import type { InvoiceState } from './invoice.state.js';

type Decided = Decision<InvoiceEvent>;
type EventLine = InvoiceEventData<'InvoiceRegistered'>['lines'][number];

/** Registers an invoice, matched with its order as it is now. */
export function register(
  command: RegisterInvoice,
  state: InvoiceState,
  facts: FactsOf<InvoiceFacts, 'RegisterInvoice'>,
): Decided {
  const { vendorId, purchaseOrderId: orderId } = command;
  const { id, order, vendor, replaced } = facts;
  if (state.status !== 'none') return err(duplicate(id, state));
  if (vendor.vendor === null) return err(refuseVendor.vendor_unknown({ vendorId }));
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  const problem = firstRefusal(
    replacementProblem(command, replaced),
    orderProblem(order),
    contentProblem(command, order),
  );
  if (problem) return err(problem);
  const { reference, number, replaces = null } = command;
  const document = { reference, vendorId, number, purchaseOrderId: orderId, replaces };
  const data = { ...document, ...contentOf(command, order, { ...facts, vendorId }) };
  return ok([{ type: 'InvoiceRegistered', data }]);
}

/** Its number is taken; of an ended invoice it is free for the one that replaces it. */
function duplicate(id: string, { status, number, reference }: InvoiceState): Rejection {
  const ended = status === 'rejected' || status === 'cancelled';
  return ended
    ? refuse.invoice_number_ended({ number, reference, invoiceId: id })
    : refuse.invoice_duplicate({ number, reference });
}

/** Only an ended invoice of the same vendor and number is replaced. */
function replacementProblem(
  { replaces, vendorId, number }: RegisterInvoice,
  replaced: InvoiceState | null,
): Rejection | undefined {
  if (replaces === undefined) return undefined;
  if (replaced === null) return refuse.invoice_unknown({ invoiceId: replaces });
  const { reference, status } = replaced;
  const isSame =
    replaced.vendorId === vendorId && normalNumber(replaced.number) === normalNumber(number);
  if (!isSame) return refuse.invoice_replaces_other({ reference });
  return check({ reference, status }, 'rejected', 'cancelled');
}

/** Corrects lines and date before the approval; what was there is kept. */
export function correct(
  command: CorrectInvoice,
  state: InvoiceState,
  facts: FactsOf<InvoiceFacts, 'CorrectInvoice'>,
): Decided {
  const { purchaseOrderId } = state;
  const wrong = check(state, 'matched', 'exception', 'disputed') ?? creditsProblem(state);
  if (wrong) return err(wrong);
  if (facts.order === null) return err(refuseOrder.order_unknown({ orderId: purchaseOrderId }));
  const order = withoutClaim(facts.order, facts.id);
  const problem = contentProblem(command, order);
  if (problem) return err(problem);
  const content = contentOf(command, order, { ...facts, vendorId: state.vendorId });
  const data = { purchaseOrderId, reason: command.reason, ...content };
  return ok([{ type: 'InvoiceCorrected', data }]);
}

interface Content {
  readonly invoicedOn: BusinessDate;
  readonly lines: readonly InvoiceLineInput[];
  readonly by: Person;
  readonly today: BusinessDate;
}

const contentProblem = (
  { invoicedOn, lines, today }: Content,
  order: OrderState,
): Rejection | undefined =>
  firstRefusal(
    invoicedOn > today ? refuse.invoice_date_in_future({ invoicedOn }) : undefined,
    linesProblem(lines, order) ?? currencyProblem(lines) ?? nothingProblem(lines, order),
  );

/** Others have claimed all that the quantities are worth. */
function nothingProblem(lines: readonly InvoiceLineInput[], order: OrderState) {
  const isNothing = lines.every((line) => minorOf(pricedLine(line, order).amount) === 0n);
  return isNothing
    ? refuseContent.document_total_zero({ line: lines[0]?.orderLine ?? 1 })
    : undefined;
}

/** Lines priced as the order would count them, and what differs. */
function contentOf(
  { invoicedOn, lines, by }: Content,
  order: OrderState,
  { id, vendorId, tolerance }: FactsOf<InvoiceFacts, 'MatchInvoice'> & { vendorId: string },
) {
  const currency = lines[0]?.unitPrice.currency ?? '';
  const priced = lines.map((line) => pricedLine(line, order));
  const matched = { invoiceId: id, vendorId, currency, lines: priced.map(matchedLine) };
  const exceptions = matchExceptions(matched, order, tolerance);
  return { invoicedOn, currency, lines: priced, exceptions, by };
}

function pricedLine(line: InvoiceLineInput, order: OrderState): EventLine {
  const { currency } = line.unitPrice;
  const ordered = order.lines.find((l) => l.orderLine === line.orderLine) as OrderLine;
  const claim = {
    orderLine: line.orderLine,
    quantity: quantityOf(line.quantity),
    unitPriceMinor: minorOf(line.unitPrice),
  };
  const minor = currency === order.currency ? claimPrice(claim, order).amountMinor : amountOf(line);
  return { ...line, budgetLineId: ordered.budgetLineId, amount: moneyJson(minor, currency) };
}

const matchedLine = ({ orderLine, quantity, unitPrice, amount }: EventLine) => ({
  orderLine,
  quantity: quantityOf(quantity),
  unitPriceMinor: minorOf(unitPrice),
  amountMinor: minorOf(amount),
});

function orderProblem({ reference, status }: OrderState): Rejection | undefined {
  return ['none', 'draft', 'approving', 'commitment_pending', 'cancelled'].includes(status)
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
