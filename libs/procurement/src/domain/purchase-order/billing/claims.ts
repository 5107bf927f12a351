import {
  moneyJson,
  ok,
  quantityJson,
  type Currency,
  type Decision,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { refusalOf } from '../../shared/document.js';
import { dutyProblem } from '../../shared/segregation.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import type { OrderState } from '../order.state.js';
import type {
  RecordCorrection,
  RecordInvoice,
  RecordInvoicePaid,
  WithdrawInvoice,
} from './billing.commands.js';
import type { InvoiceClaim } from './billing.state.js';
import { creditedOn } from '../credits/credits.state.js';
import { paidFor } from './worth.js';
import { thenSettled } from './pricing/balance.js';
import { claimPrice, type ClaimedLine } from './pricing/claim-price.js';

/** An invoice's claim on quantities of its order. */
export interface ClaimingInvoice {
  readonly currency: Currency;
  readonly lines: readonly ClaimedLine[];
  readonly clerk: Person;
}

export interface ClaimFacts {
  /** Null if the invoice does not exist or has ended: there is nothing to count. */
  readonly invoice: ClaimingInvoice | null;
}

/** An order without the claim of an invoice: as those see it that are counted anew. */
export const withoutClaim = (state: OrderState, invoiceId: string): OrderState => ({
  ...state,
  invoices: state.invoices.filter((claim) => claim.invoiceId !== invoiceId),
});

export const claimOf = (state: OrderState, invoiceId: string): InvoiceClaim | undefined =>
  state.invoices.find((claim) => claim.invoiceId === invoiceId);

/** Step two of registering an invoice. It is matched again: another may have arrived first. */
export function recordInvoice(
  { invoiceId }: RecordInvoice,
  state: OrderState,
  { invoice }: ClaimFacts,
): Decision<OrderEvent> {
  if (invoice === null || claimOf(state, invoiceId)) return ok([]);
  const problem = dutyProblem('clerk', invoice.clerk, state.parties);
  if (problem) return ok([refused(invoiceId, problem)]);
  return ok([invoiced(state, { invoiceId, invoice, rematch: [invoiceId] })]);
}

interface Claiming {
  readonly invoiceId: string;
  readonly invoice: ClaimingInvoice;
  readonly rematch: string[];
}

/** A price in another currency is not compared: the claim is at the order's price. */
function invoiced(state: OrderState, { invoiceId, invoice, rematch }: Claiming): OrderEvent {
  const { currency } = state;
  const priceOf = (line: ClaimedLine): bigint =>
    invoice.currency === currency
      ? line.unitPriceMinor
      : (state.lines.find((one) => one.orderLine === line.orderLine)?.unitPriceMinor ?? 0n);
  const lines = invoice.lines
    .map((line) => claimPrice({ ...line, unitPriceMinor: priceOf(line) }, state))
    .map(({ orderLine, quantity, unitPriceMinor, amountMinor, orderedMinor }) => ({
      orderLine,
      quantity: quantityJson(quantity),
      unitPrice: moneyJson(unitPriceMinor, currency),
      amount: moneyJson(amountMinor, currency),
      ordered: moneyJson(orderedMinor, currency),
    }));
  return { type: 'OrderInvoiced', data: { invoiceId, lines, rematch, by: invoice.clerk } };
}

/** Another clerk registers the invoice anew. */
const refused = (invoiceId: string, problem: Rejection): OrderEvent => ({
  type: 'OrderInvoiceRefused',
  data: { invoiceId, refusal: refusalOf(problem) },
});

/** Others to match again when a claim goes: what it took is free. */
const othersOf = (state: OrderState, invoiceId: string): string[] =>
  state.invoices
    .filter((claim) => claim.invoiceId !== invoiceId && !claim.paid)
    .map((claim) => claim.invoiceId);

const withdrawn = (state: OrderState, invoiceId: string): OrderEvent => ({
  type: 'OrderInvoiceWithdrawn',
  data: { invoiceId, rematch: othersOf(state, invoiceId) },
});

/** A corrected invoice claims after all others; what its old price had moved is given back. */
export function recordCorrection(
  { invoiceId, on }: RecordCorrection,
  state: OrderState,
  { id, invoice }: ClaimFacts & { readonly id: string },
): Decision<OrderEvent> {
  const claim = claimOf(state, invoiceId);
  if (invoice === null || claim?.paid) return ok([]);
  const gone = claim ? [withdrawn(state, invoiceId)] : [];
  const after = gone.reduce(evolveOrder, state);
  const problem = dutyProblem('clerk', invoice.clerk, after.parties);
  const again = problem
    ? refused(invoiceId, problem)
    : invoiced(after, { invoiceId, invoice, rematch: [invoiceId] });
  return ok(thenSettled(state, [...gone, again], { id, on }));
}

/** An ended invoice frees its quantities, and gives back what its price had moved. */
export function withdrawInvoice(
  { invoiceId, on }: WithdrawInvoice,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const claim = claimOf(state, invoiceId);
  if (!claim || claim.paid) return ok([]);
  return ok(thenSettled(state, [withdrawn(state, invoiceId)], { id, on }));
}

/** Payments and credit notes have taken all of it, and the bank has not returned one since. */
const isCovered = (state: OrderState, { invoiceId, lines }: InvoiceClaim): boolean =>
  lines.every(({ orderLine, amountMinor }) => {
    const credited = creditedOn(state, orderLine, (credit) => credit.invoiceId === invoiceId);
    return paidFor(state, invoiceId, orderLine) + credited >= amountMinor;
  });

/**
 * The news of a payment may overtake step two of registering the invoice, which another process
 * runs: the order then counts the invoice first. It is not matched again.
 */
export function recordInvoicePaid(
  { invoiceId, on }: RecordInvoicePaid,
  state: OrderState,
  { id, invoice }: ClaimFacts & { readonly id: string },
): Decision<OrderEvent> {
  const claim = claimOf(state, invoiceId);
  if (claim?.paid || (claim && !isCovered(state, claim))) return ok([]);
  const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId } };
  if (claim) return ok(thenSettled(state, [paid], { id, on }));
  if (invoice === null) return ok([]);
  const first = invoiced(state, { invoiceId, invoice, rematch: [] });
  return ok(thenSettled(state, [first, paid], { id, on }));
}
