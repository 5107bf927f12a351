import { minorOf, proportion, sumMinor } from '@tamani/kernel';
import type { CreditedLine } from '../billing/billing.commands.js';
import type { ClaimLine } from '../billing/billing.state.js';
import { coverOn, paidFor } from '../billing/worth.js';
import type { OrderState } from '../order.state.js';
import { claimPart, owedFor } from '../owed/owed.js';
import { amountsOf, onLine } from '../owed/owed.state.js';
import type { ClaimPart } from '../owed/owed.parts.js';
import { creditedOn } from './credits.state.js';
import { least } from '../../shared/amounts.js';

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
    if (!line) return [];
    const most = minorOf(amount) - onLine(amountsOf(paid), orderLine);
    const amountMinor = notHere(most, line, { invoiceId, state });
    if (amountMinor <= 0n) return [];
    return [{ orderLine, amountMinor, ...claimPart(state, amountMinor, { invoiceId, line }) }];
  });

interface OfInvoice {
  readonly invoiceId: string;
  readonly state: OrderState;
}

/** Of a credit, what the invoice claims for goods that are not here and are not paid. */
function notHere(most: bigint, line: ClaimLine, { invoiceId, state }: OfInvoice): bigint {
  const { orderLine, orderedMinor: ordered, amountMinor } = line;
  if (ordered === 0n) return 0n;
  const cover = coverOn(state, orderLine).find((one) => one.invoiceId === invoiceId);
  const covered = cover?.coveredMinor ?? 0n;
  const owed = sumMinor(
    owedFor(state, orderLine)
      .filter((one) => one.invoiceId === invoiceId)
      .map((one) => one.amountMinor),
  );
  // Where nothing is here, there is no price of anything to lower.
  if (covered === 0n && owed === 0n) return most;
  const credited = creditedOn(state, orderLine, (credit) => credit.invoiceId === invoiceId);
  const gone = proportion(amountMinor, ordered - covered, ordered) - owed;
  return least(most, least(gone, amountMinor - credited - paidFor(state, invoiceId, orderLine)));
}
