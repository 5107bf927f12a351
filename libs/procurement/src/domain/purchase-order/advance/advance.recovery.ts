import { moneyJson, proportion, type BusinessDate } from '@tamani/kernel';
import { least, splitOver, type LineAmount } from '../../shared/amounts.js';
import { amountOn, type InvoiceClaim } from '../billing/billing.state.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderLine, OrderState } from '../order.state.js';
import type { Advance, Recovery } from './advance.parts.js';
import { leftOf, orderedLines, outstandingLines, recoveredBy, toApprove } from './advance.state.js';

type Part = Recovery['lines'][number];

/**
 * What an invoice recovers of the advances that were paid, when its price is agreed: on each
 * budget line the share of what is outstanding that it is of all that is not approved yet, rounded
 * once; the last invoice takes the remainder. The oldest advance is recovered first.
 */
export function recoveries(
  state: OrderState,
  claim: InvoiceClaim,
  on: BusinessDate,
): readonly OrderEvent[] {
  const { invoiceId } = claim;
  if (recoveredBy(state, invoiceId).length > 0) return [];
  let parts = recoveredParts(state, claim);
  return state.advances.filter(isPaid).flatMap((advance): readonly OrderEvent[] => {
    const { taken, rest } = taking(leftOf(advance), parts);
    parts = rest;
    if (taken.length === 0) return [];
    const lines = taken.map(({ amountMinor, ...line }) => ({
      ...line,
      amount: moneyJson(amountMinor, state.currency),
    }));
    const data = { paymentId: advance.paymentId, invoiceId, effectiveAt: on, lines };
    return [{ type: 'AdvanceRecovered', data, effectiveAt: on }];
  });
}

const isPaid = ({ paid }: Advance): boolean => paid;

/** What the invoice recovers in all, by its lines. */
function recoveredParts(state: OrderState, claim: InvoiceClaim): readonly Part[] {
  const others = state.invoices.filter((one) => one.invoiceId !== claim.invoiceId);
  const open = toApprove({ ...state, invoices: others });
  const outstanding = outstandingLines(state, isPaid);
  const priced = claim.lines.map(({ orderLine, amountMinor }) => ({
    ...{ orderLine, amountMinor },
    budgetLineId: (state.lines.find((one) => one.orderLine === orderLine) as OrderLine)
      .budgetLineId,
  }));
  return orderedLines(claim, state).flatMap(({ budgetLineId, amountMinor }) => {
    const own = priced.filter((line) => line.budgetLineId === budgetLineId);
    const share = shareOf({
      outstanding: amountOn(outstanding, budgetLineId),
      invoiced: amountMinor,
      open: amountOn(open, budgetLineId),
    });
    return splitOver(least(share, amountOn(own, budgetLineId)), own);
  });
}

interface Share {
  readonly outstanding: bigint;
  readonly invoiced: bigint;
  /** What is not approved yet, with this invoice. */
  readonly open: bigint;
}

/** In proportion, half up; with nothing more to come, all of it. */
export const shareOf = ({ outstanding, invoiced, open }: Share): bigint =>
  invoiced >= open ? outstanding : proportion(outstanding, invoiced, open);

/** Of the parts, what an advance has left for them; and the rest. */
function taking(left: readonly LineAmount[], parts: readonly Part[]) {
  const open = new Map(left.map((line) => [line.budgetLineId, line.amountMinor]));
  const taken: Part[] = [];
  const rest: Part[] = [];
  for (const part of parts) {
    const most = open.get(part.budgetLineId) ?? 0n;
    const amountMinor = least(part.amountMinor, most);
    open.set(part.budgetLineId, most - amountMinor);
    if (amountMinor > 0n) taken.push({ ...part, amountMinor });
    if (amountMinor < part.amountMinor) {
      rest.push({ ...part, amountMinor: part.amountMinor - amountMinor });
    }
  }
  return { taken, rest };
}
