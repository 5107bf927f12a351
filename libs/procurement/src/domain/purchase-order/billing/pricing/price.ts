import { ok, type Decision, type Rejection } from '@tamani/kernel';
import { refusalOf } from '../../../shared/document.js';
import { onTheWayProblem } from '../../advance/advance.problems.js';
import { recoveries } from '../../advance/advance.recovery.js';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import { refuse } from '../../order.rejections.js';
import { adjustingProblem, type OrderLine, type OrderState } from '../../order.state.js';
import { creditAnswered } from '../../credits/credits.answers.js';
import type {
  AcceptPriceAdjustment,
  AgreePrice,
  RefusePriceAdjustment,
} from '../billing.commands.js';
import { thenClosed } from '../closing.js';
import { adjustment, thenSettled } from './balance.js';
import { isReversing, priceChanges } from './changes.js';
import { roundings } from './rounding.js';
import type { InvoiceClaim, PriceChange } from '../billing.state.js';

export interface PriceFacts {
  /** Why the invoice does not match now; null if it does. */
  readonly invoiceProblem: Rejection | null;
}

/** What a claim changes on its budget lines, once its price is agreed. */
function changesFor(claim: InvoiceClaim, state: OrderState): readonly PriceChange[] {
  const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: claim.invoiceId } };
  const own = new Set(linesOf(claim, state));
  return priceChanges(evolveOrder(state, agreed)).filter(({ budgetLineId }) =>
    own.has(budgetLineId),
  );
}

const linesOf = (claim: InvoiceClaim, state: OrderState): readonly string[] =>
  claim.lines.map(
    ({ orderLine }) =>
      (state.lines.find((one) => one.orderLine === orderLine) as OrderLine).budgetLineId,
  );

/** The invoice costs what the budget lines hold for it: nothing needs to be asked. */
export const priceIsAgreed = (claim: InvoiceClaim, state: OrderState): boolean =>
  roundings(claim, state).length === 0 &&
  (claim.agreed || claim.lines.every((line) => line.amountMinor === line.orderedMinor)) &&
  changesFor(claim, state).length === 0;

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
  const problem =
    adjustingProblem(state) ??
    onTheWayProblem(state) ??
    reversingProblem(state, linesOf(claim, state)) ??
    invoiceProblem;
  if (problem) {
    const data = { invoiceId, refusal: refusalOf(problem) };
    return ok([{ type: 'InvoicePriceRefused', data }]);
  }
  const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId } };
  const changes = changesFor(claim, state);
  if (changes.length === 0) return ok([...rounded, agreed, ...recoveries(state, claim, on)]);
  return ok([...rounded, adjustment(state, changes, { id, on, invoiceId })]);
}

/** What went back is known when budgets has reversed it. */
export const reversingProblem = (
  state: OrderState,
  budgetLineIds: readonly string[],
): Rejection | undefined =>
  budgetLineIds.some((id) => isReversing(state, id))
    ? refuse.delivery_reversal_pending({ reference: state.reference })
    : undefined;

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
  return ok(thenSettled(state, [...answered, ...recovered], { id, on }));
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
