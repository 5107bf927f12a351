import { minorOf, proportion, sumMinor } from '@tamani/kernel';
import type { CreditedLine } from '../billing/billing.commands.js';
import { inTurn, valueOn } from '../billing/worth.js';
import type { OrderState } from '../order.state.js';
import { claimPart, owedFor, paidFor } from '../owed/owed.js';
import { onLine } from '../owed/owed.state.js';
import type { ClaimPart, OrderLineAmount } from '../owed/owed.parts.js';
import { creditedOn } from './credits.state.js';

interface Credited {
  readonly invoiceId: string;
  readonly lines: readonly CreditedLine[];
  /** The part of it that was paid. */
  readonly paid: readonly CreditedLine[];
}

/**
 * What of a credit is for goods that are not here, as they were sent back: the invoice claims so
 * much less of them. Nothing is accrued for it, so no budget line changes.
 */
export const goodsParts = (
  { invoiceId, lines, paid }: Credited,
  state: OrderState,
): readonly ClaimPart[] =>
  lines.flatMap(({ orderLine, amount }) => {
    const claim = state.invoices.find((one) => one.invoiceId === invoiceId);
    const line = claim?.lines.find((one) => one.orderLine === orderLine);
    const most = minorOf(amount) - onLine(paid.map(amountOf), orderLine);
    const amountMinor = notHere(most, { invoiceId, orderLine, state });
    if (!line || amountMinor <= 0n) return [];
    return [{ orderLine, amountMinor, ...claimPart(state, amountMinor, { invoiceId, line }) }];
  });

interface OfInvoice {
  readonly invoiceId: string;
  readonly orderLine: number;
  readonly state: OrderState;
}

/** Of a credit, what the invoice claims for goods that are not here and are not paid. */
function notHere(most: bigint, { invoiceId, orderLine, state }: OfInvoice): bigint {
  let left =
    valueOn(orderLine, state.receipts) - creditedOn(state, orderLine, (credit) => credit.ofOrder);
  for (const claim of inTurn(state)) {
    const line = claim.lines.find((one) => one.orderLine === orderLine);
    const ordered = line?.orderedMinor ?? 0n;
    const covered = least(ordered, left > 0n ? left : 0n);
    left -= covered;
    if (claim.invoiceId !== invoiceId || !line || ordered === 0n) continue;
    const credited = creditedOn(state, orderLine, (credit) => credit.invoiceId === invoiceId);
    const owed = owedFor(state, orderLine).filter((one) => one.invoiceId === invoiceId);
    // Where nothing is here, there is no price of anything to lower.
    if (covered === 0n && owed.length === 0) return most;
    const gone =
      proportion(line.amountMinor, ordered - covered, ordered) -
      sumMinor(owed.map((one) => one.amountMinor));
    const unpaid = line.amountMinor - credited - paidFor(state, invoiceId, orderLine);
    return least(most, least(gone, unpaid));
  }
  return 0n;
}

const amountOf = ({ orderLine, amount }: CreditedLine): OrderLineAmount => ({
  orderLine,
  amountMinor: minorOf(amount),
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
