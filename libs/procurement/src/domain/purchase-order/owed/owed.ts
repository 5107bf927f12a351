import {
  derivedId,
  moneyJson,
  proportion,
  quantityJson,
  sumMinor,
  type BusinessDate,
  type Currency,
} from '@tamani/kernel';
import type { z } from 'zod';
import type { ClaimLine } from '../billing/billing.state.js';
import { coverOn, paidFor } from '../billing/worth.js';
import { reopened } from '../billing/closing.js';
import { creditedOn } from '../credits/credits.state.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import type { OrderLine, OrderState } from '../order.state.js';
import type { coveredBySchema, owedCauseSchema } from './owed.events.js';
import type { ClaimPart, EndedPart, OrderLineAmount, Owed, OwedCause } from './owed.parts.js';
import { knownOn } from './owed.state.js';
import { least } from '../../shared/amounts.js';

/** Invoices of which something was paid, in the order of their arrival. */
export const payingInvoices = (state: OrderState): readonly string[] => [
  ...new Set([
    ...state.invoices.map((claim) => claim.invoiceId).filter((id) => isPaying(state, id)),
    ...state.clearances.map((one) => one.invoiceId),
  ]),
];

const isPaying = (state: OrderState, invoiceId: string): boolean =>
  state.clearances.some((one) => one.invoiceId === invoiceId);

/**
 * What the vendor owes on an order line, by invoice: what was paid above what is here of its goods
 * is worth, at its price and less what was credited.
 */
export function owedFor(state: OrderState, orderLine: number): readonly EndedPart[] {
  const covers = coverOn(state, orderLine);
  return payingInvoices(state).flatMap((invoiceId) => {
    const paid = paidFor(state, invoiceId, orderLine);
    const worth = covers.find((one) => one.invoiceId === invoiceId)?.worthMinor ?? 0n;
    return paid > worth ? [{ invoiceId, orderLine, amountMinor: paid - worth }] : [];
  });
}

export const owedOn = (state: OrderState, orderLine: number): bigint =>
  sumMinor(owedFor(state, orderLine).map((one) => one.amountMinor));

interface Owing {
  /** The order. */
  readonly id: string;
  readonly on: BusinessDate;
  /** Why something more may be owed; what is less is covered by it. */
  readonly cause?: z.output<typeof owedCauseSchema>;
  readonly coveredBy?: z.output<typeof coveredBySchema>;
}

/**
 * The events, followed by what they change of what the vendor owes: a receivable for what is more,
 * the oldest receivables covered by what is less. A closed order on which more is owed opens again.
 */
export function thenOwed(
  state: OrderState,
  events: readonly OrderEvent[],
  { id, on, cause, coveredBy = 'replacement' }: Owing,
): OrderEvent[] {
  const after = events.reduce(evolveOrder, state);
  const changes = after.lines.map(({ orderLine }) => ({
    orderLine,
    amountMinor:
      owedOn(after, orderLine) -
      sumMinor(after.owed.filter(isOfBilled).map((one) => knownOn(one, orderLine))),
  }));
  const covered = coverings(after, changes, coveredBy);
  const more = changes.filter(({ amountMinor }) => amountMinor > 0n);
  if (!cause || more.length === 0) return [...events, ...covered];
  const arisen = arising(after, owedLines(after, more), { id, on, cause });
  return [...events, ...covered, arisen, ...reopened(after, on)];
}

/** What a claim loses, as the events say it. */
export const claimPartJson = (
  { orderLine, quantity, amountMinor, claimedMinor, orderedMinor }: ClaimPart,
  currency: Currency,
) => ({
  ...{ orderLine, quantity: quantityJson(quantity), amount: moneyJson(amountMinor, currency) },
  claimed: moneyJson(claimedMinor, currency),
  ordered: moneyJson(orderedMinor, currency),
});

/** The vendor owes from now on. */
export const arising = (
  state: OrderState,
  lines: ReturnType<typeof owedLines>,
  { id, on, cause }: Pick<Owing, 'id' | 'on'> & Required<Pick<Owing, 'cause'>>,
): OrderEvent => ({
  type: 'ReceivableArisen',
  data: {
    receivableId: derivedId('receivable', id, cause.id),
    ...{ reference: `${state.reference}-R${state.receivables + 1}`, vendorId: state.vendorId },
    ...{ cause, effectiveAt: on, lines },
  },
  effectiveAt: on,
});

/** What was paid of an invoice: goods cover it. A reclaimed advance no goods cover. */
const isOfBilled = ({ cause }: Owed): boolean => cause.kind !== 'advance';

/** Amounts of order lines as the events say them. */
export const owedLines = (state: OrderState, lines: readonly OrderLineAmount[]) =>
  lines.map(({ orderLine, amountMinor }) => ({
    orderLine,
    budgetLineId: (state.lines.find((line) => line.orderLine === orderLine) as OrderLine)
      .budgetLineId,
    amount: moneyJson(amountMinor, state.currency),
  }));

/** What is owed less than before covers the oldest receivables; what is set aside stays so. */
function coverings(
  state: OrderState,
  changes: readonly OrderLineAmount[],
  by: z.output<typeof coveredBySchema>,
): readonly OrderEvent[] {
  const left = new Map(changes.map(({ orderLine, amountMinor }) => [orderLine, -amountMinor]));
  const taken = ({ lines }: Owed): readonly OrderLineAmount[] =>
    lines.flatMap(({ orderLine, amountMinor: open }) => {
      const most = left.get(orderLine) ?? 0n;
      const amountMinor = least(most, open);
      left.set(orderLine, most - (amountMinor > 0n ? amountMinor : 0n));
      return amountMinor > 0n ? [{ orderLine, amountMinor }] : [];
    });
  return state.owed.filter(isOfBilled).flatMap((one): readonly OrderEvent[] => {
    const lines = taken(one);
    const { receivableId } = one;
    const data = { receivableId, by, lines: owedLines(state, lines) };
    return lines.length === 0 ? [] : [{ type: 'ReceivableCovered', data }];
  });
}

/**
 * Which invoices claim less when an amount has ended: first those for which it is owed, the newest
 * first. So what is replaced later can be invoiced again.
 */
export function endedClaims(
  state: OrderState,
  { orderLine, amountMinor }: OrderLineAmount,
  cause: OwedCause,
) {
  let left = amountMinor;
  const paid = payingInvoices(state).map((invoiceId) => ({
    ...{ invoiceId, orderLine },
    amountMinor: paidFor(state, invoiceId, orderLine),
  }));
  const owed = owedFor(state, orderLine);
  const sources = [...[...owed].reverse(), ...[...paid].reverse()];
  const taken = new Map<string, bigint>();
  for (const { invoiceId, amountMinor: open } of sources) {
    const before = taken.get(invoiceId) ?? 0n;
    const most = paidFor(state, invoiceId, orderLine) - before;
    const part = least(least(open, most), left);
    if (part <= 0n) continue;
    taken.set(invoiceId, before + part);
    left -= part;
  }
  return [...taken].map(([invoiceId, part]) => {
    const claim = state.invoices.find((one) => one.invoiceId === invoiceId);
    const line = claim?.lines.find((one) => one.orderLine === orderLine);
    const gone =
      cause.kind === 'receipt' && line ? claimPart(state, part, { invoiceId, line }) : nothing;
    return { invoiceId, orderLine, amountMinor: part, ...gone };
  });
}

const nothing = { quantity: 0n, claimedMinor: 0n, orderedMinor: 0n };

/** The part of a claim that an amount was for; the whole of it for all that was to be paid. */
export function claimPart(
  state: OrderState,
  amountMinor: bigint,
  { invoiceId, line }: { readonly invoiceId: string; readonly line: ClaimLine },
) {
  const credited = creditedOn(state, line.orderLine, (credit) => credit.invoiceId === invoiceId);
  const payable = line.amountMinor - credited;
  if (amountMinor >= payable) {
    const { quantity, amountMinor: claimedMinor, orderedMinor } = line;
    return { quantity, claimedMinor, orderedMinor };
  }
  return {
    quantity: (line.quantity * amountMinor + payable - 1n) / payable,
    claimedMinor: proportion(line.amountMinor, amountMinor, payable),
    orderedMinor: proportion(line.orderedMinor, amountMinor, payable),
  };
}
