import {
  minorOf,
  moneyJson,
  quantityJson,
  quantityOf,
  sumMinor,
  type Currency,
  type MoneyJson,
} from '@tamani/kernel';
import { claimedBefore, worthLeftFor } from '../purchase-order/billing/worth.js';
import { receivedOf, type OrderLine, type OrderState } from '../purchase-order/order.state.js';
import type { MatchException } from './invoice.events.js';
import type { AllocationFacts } from './payments/invoice.payments.js';
import type { InvoiceState } from './invoice.state.js';

/** Tolerance of a unit price: both limits apply; zero allows no difference. */
export interface PriceTolerance {
  readonly percent: string;
  /** Per unit, for invoices in its currency; zero for other currencies. */
  readonly amount: MoneyJson;
}

export interface MatchedInvoice {
  readonly invoiceId: string;
  readonly vendorId: string;
  readonly currency: Currency;
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: bigint;
    readonly unitPriceMinor: bigint;
    readonly amountMinor: bigint;
  }[];
}

interface MatchFacts {
  /** Null if there is no order with that id. */
  readonly order: OrderState | null;
  /** On the date of the invoice. */
  readonly tolerance: PriceTolerance;
}
interface ReplacementFacts {
  /** Null if it replaces none, or there is none with that id. */
  readonly replaced: InvoiceState | null;
}
/** What the rules of an invoice read of other documents. */
export interface InvoiceFacts {
  readonly RegisterInvoice: MatchFacts & AllocationFacts & ReplacementFacts;
  readonly CorrectInvoice: MatchFacts;
  readonly MatchInvoice: MatchFacts;
  readonly ApproveInvoice: MatchFacts;
  readonly AcceptPrice: MatchFacts;
  readonly RefusePrice: MatchFacts;
  readonly RefuseFunds: MatchFacts;
  readonly SettleDispute: MatchFacts;
  readonly AllocatePayment: AllocationFacts;
}

/**
 * Three-way match of order, accepted receipts and invoice. Invoices of one order are counted in
 * the order of their arrival: what those before have claimed is not accepted twice.
 */
export function matchExceptions(
  invoice: MatchedInvoice,
  order: OrderState,
  tolerance: PriceTolerance,
): MatchException[] {
  const { vendorId, currency } = invoice;
  const found: MatchException[] = [];
  if (vendorId !== order.vendorId) {
    found.push({ kind: 'vendor', orderLine: null, expected: order.vendorId, actual: vendorId });
  }
  if (currency !== order.currency) {
    found.push({ kind: 'currency', orderLine: null, expected: order.currency, actual: currency });
  }
  for (const line of invoice.lines) {
    const ordered = order.lines.find((l) => l.orderLine === line.orderLine) as OrderLine;
    found.push(...quantityException(invoice.invoiceId, { line, ordered, order }));
    if (currency === order.currency) {
      found.push(...priceException(line, ordered, { currency, tolerance }));
      found.push(...amountException(invoice.invoiceId, { line, ordered, order }));
    }
  }
  return found;
}

interface LineMatch {
  readonly line: MatchedInvoice['lines'][number];
  readonly ordered: OrderLine;
  readonly order: OrderState;
}

/** Billable: accepted, up to the ordered quantity, less earlier claims. */
function quantityException(
  invoiceId: string,
  { line, ordered, order }: LineMatch,
): MatchException[] {
  const { orderLine } = line;
  const quantity = claimedOf(invoiceId, line, order);
  const received = receivedOf(order, orderLine);
  const accepted = received < ordered.quantity ? received : ordered.quantity;
  const before = claimedBefore(invoiceId, orderLine, order).map((one) => one.quantity);
  const left = accepted - sumMinor(before);
  if (quantity <= left) return [];
  const kind = received === 0n ? 'missing_receipt' : 'quantity';
  const expected = quantityJson(left > 0n ? left : 0n);
  return [{ kind, orderLine, expected, actual: quantityJson(quantity) }];
}

/** What it claims: less than it says when a part was refunded, and not yet known at first. */
const claimedOf = (
  invoiceId: string,
  { orderLine, quantity }: LineMatch['line'],
  order: OrderState,
): bigint =>
  order.invoices
    .find((claim) => claim.invoiceId === invoiceId)
    ?.lines.find((line) => line.orderLine === orderLine)?.quantity ?? quantity;

function priceException(
  { orderLine, unitPriceMinor }: MatchedInvoice['lines'][number],
  ordered: OrderLine,
  { currency, tolerance }: { currency: Currency; tolerance: PriceTolerance },
): MatchException[] {
  const expected = ordered.unitPriceMinor;
  const off = unitPriceMinor < expected ? expected - unitPriceMinor : unitPriceMinor - expected;
  const most = tolerance.amount.currency === currency ? minorOf(tolerance.amount) : 0n;
  const withinPercent = off * 100_000n <= expected * quantityOf(tolerance.percent);
  if (off === 0n || (withinPercent && off <= most)) return [];
  const words = (minor: bigint) => moneyJson(minor, currency).amount;
  return [{ kind: 'price', orderLine, expected: words(expected), actual: words(unitPriceMinor) }];
}

/**
 * The invoice's amount is what its order counted: claims before it may have taken a remainder. What
 * is left of it when all of its goods have gone is for none.
 */
function amountException(invoiceId: string, { line, order }: LineMatch): MatchException[] {
  const { orderLine } = line;
  const claim = order.invoices.find((one) => one.invoiceId === invoiceId);
  const counted = claim?.lines.find((one) => one.orderLine === orderLine);
  if (!counted) return [];
  const { quantity, amountMinor, endedMinor } = counted;
  const words = (minor: bigint) => moneyJson(minor, order.currency).amount;
  const off = (expected: bigint, actual: bigint): MatchException[] => [
    { kind: 'amount', orderLine, expected: words(expected), actual: words(actual) },
  ];
  if (amountMinor + endedMinor !== line.amountMinor) return off(amountMinor, line.amountMinor);
  if (quantity > 0n || endedMinor === 0n) return [];
  const left = worthLeftFor(invoiceId, orderLine, order);
  return amountMinor > left ? off(left > 0n ? left : 0n, amountMinor) : [];
}
