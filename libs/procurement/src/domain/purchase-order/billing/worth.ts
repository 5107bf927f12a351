import { sumMinor } from '@tamani/kernel';
import { creditedOn } from '../credits/credits.state.js';
import type { OrderState } from '../order.state.js';
import { onLine } from '../owed/owed.state.js';
import type { ClaimLine, InvoiceClaim, PaidPart, RecordedReceipt } from './billing.state.js';

/** What payments take of an order line, at the order's price: what was agreed of it is apart. */
export function paidOn(orderLine: number, state: OrderState, all: readonly PaidPart[]): bigint {
  const paid = all.flatMap((one) => one.lines.filter((line) => line.orderLine === orderLine));
  const paying = new Set(all.map((one) => one.invoiceId));
  const beyond = state.invoices
    .filter((claim) => paying.has(claim.invoiceId))
    .flatMap((claim) => claim.lines.filter((line) => line.orderLine === orderLine))
    .map((line) => line.amountMinor - line.orderedMinor);
  const credited = creditedOn(state, orderLine, (one) => one.ofOrder || paying.has(one.invoiceId));
  const ended = onLine(state.ended, orderLine);
  return sumMinor(paid.map((line) => line.amountMinor)) - ended - sumMinor(beyond) + credited;
}

/** Accepted goods are first those for which money has left, then in the order of arrival. */
function inTurn({ clearances, invoices }: OrderState): readonly InvoiceClaim[] {
  const paying = new Set(clearances.map((one) => one.invoiceId));
  const isFirst = (claim: InvoiceClaim): boolean => claim.paid || paying.has(claim.invoiceId);
  return [...invoices.filter(isFirst), ...invoices.filter((claim) => !isFirst(claim))];
}

/** What claims on a line that come before an invoice's; all, if that is not counted yet. */
export function claimedBefore(
  invoiceId: string,
  orderLine: number,
  order: OrderState,
): readonly ClaimLine[] {
  const claims = inTurn(order);
  const own = claims.findIndex((claim) => claim.invoiceId === invoiceId);
  return (own === -1 ? claims : claims.slice(0, own)).flatMap(({ lines }) =>
    lines.filter((line) => line.orderLine === orderLine),
  );
}

/**
 * What accepted goods on an order line are worth at the order's price, less what claims before an
 * invoice's and credit notes against the order have taken; below zero if they have taken more.
 */
export const worthLeftFor = (invoiceId: string, orderLine: number, order: OrderState): bigint =>
  valueOn(orderLine, order.receipts) -
  sumMinor(claimedBefore(invoiceId, orderLine, order).map((line) => line.orderedMinor)) -
  creditedOn(order, orderLine, (credit) => credit.ofOrder);

/** The value of receipts on an order line, at the order's price. */
export const valueOn = (orderLine: number, receipts: readonly RecordedReceipt[]): bigint =>
  sumMinor(
    receipts
      .flatMap((receipt) => receipt.lines.filter((line) => line.orderLine === orderLine))
      .map((line) => line.amountMinor),
  );
