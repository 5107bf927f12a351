import { divideHalfUp, quantityOf, sumMinor, type BusinessDate } from '@tamani/kernel';
import { byBudgetLine, type LineAmount } from '../../shared/amounts.js';
import { amountOn, isPriced, negated, type InvoiceClaim } from '../billing/billing.state.js';
import type { OrderLine, OrderState } from '../order.state.js';
import type { Advance, Recovery } from './advance.parts.js';

/** What invoices may still recover of an advance, by budget line. */
export const leftOf = ({ lines, recoveries, reclaimed }: Advance): readonly LineAmount[] =>
  byBudgetLine([...lines, ...negated([...recoveries.flatMap((one) => one.lines), ...reclaimed])]);

/** Set aside or paid, neither recovered nor reclaimed: of all advances, or of those selected. */
export const outstandingLines = (
  { advances }: OrderState,
  of: (advance: Advance) => boolean = () => true,
): readonly LineAmount[] => byBudgetLine(advances.filter(of).flatMap(leftOf));

export const outstandingOf = (
  state: OrderState,
  of: (advance: Advance) => boolean = () => true,
): bigint => totalOf(outstandingLines(state, of));

export const totalOf = (lines: readonly LineAmount[]): bigint =>
  sumMinor(lines.map((line) => line.amountMinor));

/** Until when the guarantees hold of what left and is neither recovered nor paid back. */
export function guaranteedUntil(state: OrderState): BusinessDate | undefined {
  const isOwed = ({ paymentId }: Advance): boolean =>
    state.owed.some(({ cause }) => cause.kind === 'advance' && cause.id === paymentId);
  return state.advances
    .filter((one) => one.valueDate !== null && (totalOf(leftOf(one)) > 0n || isOwed(one)))
    .flatMap(({ guarantee }) => guarantee?.validUntil ?? [])
    .sort()[0];
}

/** What the order allows to be outstanding: its share of the total, rounded once. */
export const agreedAdvance = ({ advanceTerms, lines }: OrderState): bigint =>
  advanceTerms ? divideHalfUp(totalOf(lines) * quantityOf(advanceTerms.percent), 100_000n) : 0n;

/** The price of a claim at the order's, by budget line. */
export const orderedLines = (claim: InvoiceClaim, { lines }: OrderState): readonly LineAmount[] =>
  byBudgetLine(
    claim.lines.map(({ orderLine, orderedMinor }) => ({
      budgetLineId: (lines.find((one) => one.orderLine === orderLine) as OrderLine).budgetLineId,
      amountMinor: orderedMinor,
    })),
  );

/**
 * What is still to be approved of the order's invoices, by budget line: only that can recover an
 * advance. An invoice whose price is being asked for is as good as approved.
 */
export function toApprove(state: OrderState): readonly LineAmount[] {
  const approved = state.invoices
    .filter((claim) => isPriced(claim, state))
    .flatMap((claim) => orderedLines(claim, state));
  return byBudgetLine([...state.lines, ...negated(approved)]);
}

/** What else could be paid in advance and recovered, by budget line. */
export const openToAdvances = (
  state: OrderState,
  paymentId: string | null = null,
): readonly LineAmount[] => {
  const others = outstandingLines(state, (advance) => advance.paymentId !== paymentId);
  return toApprove(state).flatMap(({ budgetLineId, amountMinor }) => {
    const left = amountMinor - amountOn(others, budgetLineId);
    return left > 0n ? [{ budgetLineId, amountMinor: left }] : [];
  });
};

/** What an invoice has recovered, by advance. */
export const recoveredBy = (
  { advances }: OrderState,
  invoiceId: string,
): readonly { readonly paymentId: string; readonly lines: Recovery['lines'] }[] =>
  advances.flatMap(({ paymentId, recoveries }) =>
    recoveries
      .filter((one) => one.invoiceId === invoiceId)
      .map(({ lines }) => ({ paymentId, lines })),
  );
