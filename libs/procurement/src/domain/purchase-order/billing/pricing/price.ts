import {
  derivedId,
  moneyJson,
  ok,
  type BusinessDate,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { byBudgetLine, type LineAmount } from '../../../shared/amounts.js';
import { refusalOf } from '../../../shared/document.js';
import { onTheWayProblem } from '../../advance/advance.problems.js';
import { recoveries } from '../../advance/advance.recovery.js';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import { adjustingProblem, type OrderState } from '../../order.state.js';
import { creditAnswered } from '../../credits/credits.answers.js';
import { creditedLines } from '../../credits/credits.state.js';
import type {
  AcceptPriceAdjustment,
  AgreePrice,
  RefusePriceAdjustment,
} from '../billing.commands.js';
import { thenClosed } from '../closing.js';
import { roundings } from './rounding.js';
import { negated, plus, type InvoiceClaim } from '../billing.state.js';

export interface PriceFacts {
  /** Why the invoice does not match now; null if it does. */
  readonly invoiceProblem: Rejection | null;
}

/** What a claim costs beyond the order's price, by budget line; signed. */
export const beyondOrder = (claim: InvoiceClaim, state: OrderState): readonly LineAmount[] =>
  byBudgetLine(
    claim.lines.map(({ orderLine, amountMinor, orderedMinor }) => ({
      budgetLineId: state.lines.find((line) => line.orderLine === orderLine)?.budgetLineId ?? '',
      amountMinor: amountMinor - orderedMinor,
    })),
  );

/**
 * What budgets must still move on the budget lines of a claim: what the agreed invoices cost
 * beyond the order's price and credit notes take off, less what was granted or is being asked.
 */
export function priceChanges(claim: InvoiceClaim, state: OrderState): readonly LineAmount[] {
  const asking = new Set(state.pendingAdjustments.map((one) => one.invoiceId));
  const counted = state.invoices.filter((one) => one.agreed || asking.has(one.invoiceId));
  const prices = counted.flatMap((one) => beyondOrder(one, state));
  const wanted = [...prices, ...creditedLines(state)];
  const moved = [...state.granted, ...state.pendingAdjustments.flatMap((one) => one.lines)];
  const own = new Set(beyondOrder(claim, state).map((line) => line.budgetLineId));
  return plus(wanted, negated(moved)).filter(({ budgetLineId }) => own.has(budgetLineId));
}

/** The invoice costs what the budget lines hold for it: nothing needs to be asked. */
export const priceIsAgreed = (claim: InvoiceClaim, state: OrderState): boolean =>
  roundings(claim, state).length === 0 &&
  (claim.agreed || beyondOrder(claim, state).every((line) => line.amountMinor === 0n)) &&
  priceChanges(claim, state).length === 0;

interface Asking {
  /** The order. */
  readonly id: string;
  readonly on: BusinessDate;
  readonly invoiceId: string | null;
}

/** Asks budgets for changes of the price. */
export function adjustment(
  state: OrderState,
  changes: readonly LineAmount[],
  { id, on, invoiceId }: Asking,
): Extract<OrderEvent, { type: 'PriceAdjustmentRequested' }> {
  const data = {
    adjustmentId: derivedId('price-adjustment', id, String(state.adjustments + 1)),
    invoiceId,
    reference: state.reference,
    effectiveAt: on,
    lines: changes.map(({ budgetLineId, amountMinor }) => ({
      budgetLineId,
      change: moneyJson(amountMinor, state.currency),
    })),
  };
  return { type: 'PriceAdjustmentRequested', data, effectiveAt: on };
}

/** Gives back what the price of a claim had moved that the order has no more. */
export function settlementOf(
  claim: InvoiceClaim,
  after: OrderState,
  at: Omit<Asking, 'invoiceId'>,
): readonly OrderEvent[] {
  const changes = priceChanges(claim, after);
  return changes.length === 0 ? [] : [adjustment(after, changes, { ...at, invoiceId: null })];
}

/** The price of an invoice in approval is asked of budgets, unless the lines hold it already. */
export function agreePrice(
  { invoiceId, on }: AgreePrice,
  before: OrderState,
  { id, invoiceProblem }: PriceFacts & { readonly id: string },
): Decision<OrderEvent> {
  const counted = claimIn(before, invoiceId);
  if (!counted || isAsking(before, invoiceId)) return ok([]);
  const rounded = roundings(counted, before);
  const state = rounded.reduce(evolveOrder, before);
  const claim = claimIn(state, invoiceId) ?? counted;
  const problem = adjustingProblem(state) ?? onTheWayProblem(state) ?? invoiceProblem;
  if (problem) {
    const data = { invoiceId, refusal: refusalOf(problem) };
    return ok([{ type: 'InvoicePriceRefused', data }]);
  }
  const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId } };
  const changes = priceChanges(claim, evolveOrder(state, agreed));
  if (changes.length === 0) return ok([...rounded, agreed, ...recoveries(state, claim, on)]);
  return ok([...rounded, adjustment(state, changes, { id, on, invoiceId })]);
}

const claimIn = (state: OrderState, invoiceId: string | null): InvoiceClaim | undefined =>
  state.invoices.find((one) => one.invoiceId === invoiceId);

const isAsking = (state: OrderState, invoiceId: string): boolean =>
  state.pendingAdjustments.some((one) => one.invoiceId === invoiceId);

const pendingOf = (state: OrderState, adjustmentId: string) =>
  state.pendingAdjustments.find((one) => one.adjustmentId === adjustmentId);

export function acceptPriceAdjustment(
  { adjustmentId, on }: AcceptPriceAdjustment,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const pending = pendingOf(state, adjustmentId);
  if (!pending) return ok([]);
  const { invoiceId } = pending;
  const adjusted: OrderEvent = { type: 'PriceAdjusted', data: { adjustmentId, invoiceId } };
  const claim = claimIn(state, invoiceId);
  const recovered = claim ? recoveries(state, claim, on) : [];
  const answered = creditAnswered(state, adjusted, { id, adjustmentId });
  return ok(thenClosed(state, [...answered, ...recovered], on));
}

export function refusePriceAdjustment(
  { adjustmentId, rejections, on }: RefusePriceAdjustment,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const pending = pendingOf(state, adjustmentId);
  if (!pending) return ok([]);
  const data = { adjustmentId, invoiceId: pending.invoiceId, rejections: [...rejections] };
  const rejected: OrderEvent = { type: 'PriceAdjustmentRejected', data };
  const answer = { id, adjustmentId, rejections };
  return ok(thenClosed(state, creditAnswered(state, rejected, answer), on));
}
