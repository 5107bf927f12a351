import { proportion, sumMinor } from '@tamani/kernel';
import { least, partPrice } from '../../shared/amounts.js';
import { creditedOn } from '../credits/credits.state.js';
import type { OrderLine, OrderState } from '../order.state.js';
import { onLine } from '../owed/owed.state.js';
import {
  isPriced,
  type ClaimLine,
  type InvoiceClaim,
  type RecordedReceipt,
} from './billing.state.js';

/** The value of receipts on an order line, at the order's price. */
export const valueOn = (orderLine: number, receipts: readonly RecordedReceipt[]): bigint =>
  sumMinor(
    receipts
      .flatMap((receipt) => receipt.lines.filter((line) => line.orderLine === orderLine))
      .map((line) => line.amountMinor),
  );

/** Receipts at the prices of these lines: what is above the order is accepted at no cost. */
export function priced(
  receipts: readonly RecordedReceipt[],
  lines: readonly OrderLine[],
): readonly RecordedReceipt[] {
  const reached = new Map<number, { readonly quantity: bigint; readonly takenMinor: bigint }>();
  return receipts.map((receipt) => ({
    ...receipt,
    lines: receipt.lines.map((part) => {
      const line = lines.find((one) => one.orderLine === part.orderLine);
      if (!line) return part;
      const before = reached.get(part.orderLine) ?? { quantity: 0n, takenMinor: 0n };
      const quantity = before.quantity + part.quantity;
      const { unitPriceMinor, quantity: ordered } = line;
      const { takenMinor } = before;
      const amountMinor = partPrice({ reached: quantity, ordered, unitPriceMinor, takenMinor });
      reached.set(part.orderLine, { quantity, takenMinor: takenMinor + amountMinor });
      return { ...part, amountMinor };
    }),
  }));
}

/** What has left for an invoice on an order line and has not come back. */
export const paidFor = (state: OrderState, invoiceId: string, orderLine: number): bigint => {
  const cleared = state.clearances
    .filter((one) => one.invoiceId === invoiceId)
    .flatMap((one) => one.lines);
  const ended = state.ended.filter((one) => one.invoiceId === invoiceId);
  return onLine(cleared, orderLine) - onLine(ended, orderLine);
};

/**
 * The claims in the order in which accepted goods are theirs: credit notes against the order, the
 * invoices for which money has left, those that credit notes have paid, then the others as they
 * came.
 */
export function inTurn({ clearances, credits, invoices }: OrderState): readonly InvoiceClaim[] {
  const ofOrder = new Set(credits.filter((one) => one.ofOrder).map((one) => one.invoiceId));
  const paying = new Set(clearances.map((one) => one.invoiceId));
  const rank = ({ invoiceId, paid }: InvoiceClaim): number => {
    if (ofOrder.has(invoiceId)) return 0;
    if (paying.has(invoiceId)) return 1;
    return paid ? 2 : 3;
  };
  return invoices.toSorted((one, other) => rank(one) - rank(other));
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

/** What a claim has of the accepted goods on an order line, in minor units. */
export interface Cover {
  readonly invoiceId: string;
  readonly line: ClaimLine;
  /** All that it claims, at the order's price. */
  readonly goodsMinor: bigint;
  /** What is here of it, at the order's price … */
  readonly coveredMinor: bigint;
  /** … and at its own price, less its share of what was credited. */
  readonly worthMinor: bigint;
  /** A credit note against the order: its goods cost nothing. */
  readonly isFree: boolean;
}

/**
 * Which claims the accepted goods on an order line cover: first as much of each as is paid, then
 * the rest of those that are paid, then the others, in turn.
 */
export function coverOn(
  state: OrderState,
  orderLine: number,
  turn: readonly InvoiceClaim[] = inTurn(state),
): readonly Cover[] {
  const claims = turn.flatMap((claim) =>
    claim.lines
      .filter((line) => line.orderLine === orderLine)
      .map((line) => asked(state, claim, line)),
  );
  const value = valueOn(orderLine, state.receipts);
  let left = value;
  const take = (most: bigint): bigint => {
    const part = least(most, left);
    left -= part;
    return part;
  };
  const first = claims.map(({ paidGoodsMinor }) => take(paidGoodsMinor));
  return claims.map(({ paidGoodsMinor, beyondMinor, ...claim }, at) => {
    const { goodsMinor, isFree } = claim;
    // A remainder that is worth nothing goes with the goods that are here.
    const rest = value > 0n ? beyondMinor : 0n;
    const coveredMinor = (first[at] ?? 0n) + take(goodsMinor - paidGoodsMinor);
    const share = goodsMinor === 0n ? rest : proportion(beyondMinor, coveredMinor, goodsMinor);
    const { invoiceId, line } = claim;
    const worthMinor = isFree ? 0n : coveredMinor + share;
    return { invoiceId, line, goodsMinor, coveredMinor, worthMinor, isFree };
  });
}

interface Asked {
  readonly invoiceId: string;
  readonly line: ClaimLine;
  readonly goodsMinor: bigint;
  /** What was paid of it buys so much. */
  readonly paidGoodsMinor: bigint;
  /** What it costs beyond the order's price, less what was credited. */
  readonly beyondMinor: bigint;
  readonly isFree: boolean;
}

function asked(state: OrderState, claim: InvoiceClaim, line: ClaimLine): Asked {
  const { invoiceId } = claim;
  const { orderLine, orderedMinor, amountMinor } = line;
  const own = state.credits.filter((one) => one.invoiceId === invoiceId);
  const credited = creditedOn(state, orderLine, (one) => one.invoiceId === invoiceId);
  if (own.some((one) => one.ofOrder)) {
    const free = { goodsMinor: credited, paidGoodsMinor: 0n, beyondMinor: 0n, isFree: true };
    return { invoiceId, line, ...free };
  }
  const beyondMinor = (isPriced(claim, state) ? amountMinor - orderedMinor : 0n) - credited;
  const paid = paidFor(state, invoiceId, orderLine);
  const paidGoodsMinor = goodsFor(paid, orderedMinor, orderedMinor + beyondMinor);
  return { invoiceId, line, goodsMinor: orderedMinor, paidGoodsMinor, beyondMinor, isFree: false };
}

/** The goods that an amount buys, if all of them cost what is payable; rounded up. */
function goodsFor(paid: bigint, goods: bigint, payable: bigint): bigint {
  if (paid <= 0n || payable <= 0n) return 0n;
  return paid >= payable ? goods : (paid * goods + payable - 1n) / payable;
}

/** What is accepted on an order line is worth: at the prices of those who claim it. */
export function worthOn(state: OrderState, orderLine: number): bigint {
  const covers = coverOn(state, orderLine);
  const free = valueOn(orderLine, state.receipts) - sumMinor(covers.map((one) => one.coveredMinor));
  return free + sumMinor(covers.map((one) => one.worthMinor));
}
