import { moneyJson, sumMinor } from '@tamani/kernel';
import type { OrderEvent } from '../../order.events.js';
import { receivedOf, type OrderLine, type OrderState } from '../../order.state.js';
import type { ClaimLine, InvoiceClaim } from '../billing.state.js';
import { claimedBefore, worthLeftFor } from '../worth.js';

/**
 * Receipts and invoices are each rounded as they came. Where some went back, what is left of them
 * may differ by a minor unit: the claim that takes the last of what is accepted is for as much as
 * its goods, so that the difference is a price that budgets is asked for, and nothing stays open.
 */
export function roundings(claim: InvoiceClaim, state: OrderState): readonly OrderEvent[] {
  const lines = claim.lines.flatMap((line) => {
    const ordered = orderedOf(line, claim, state);
    return ordered === line.orderedMinor
      ? []
      : [{ orderLine: line.orderLine, ordered: moneyJson(ordered, state.currency) }];
  });
  const { invoiceId } = claim;
  return lines.length === 0 ? [] : [{ type: 'ClaimRounded', data: { invoiceId, lines } }];
}

/** What a claim's part of the accepted goods is worth at the order's price. */
function orderedOf(line: ClaimLine, claim: InvoiceClaim, state: OrderState): bigint {
  const { orderLine, orderedMinor } = line;
  const { quantity } = state.lines.find((one) => one.orderLine === orderLine) as OrderLine;
  const before = claimedBefore(claim.invoiceId, orderLine, state);
  const received = receivedOf(state, orderLine);
  const accepted = received < quantity ? received : quantity;
  const taken = sumMinor(before.map((one) => one.quantity)) + line.quantity;
  const left = worthLeftFor(claim.invoiceId, orderLine, state);
  const off = left - orderedMinor;
  const isLast = taken === accepted;
  const isRounding = (off < 0n ? -off : off) <= BigInt(before.length + state.receipts.length + 1);
  return isRounding && (off < 0n || isLast) ? left : orderedMinor;
}
