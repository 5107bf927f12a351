import { derivedId, sumMinor, type BusinessDate } from '@tamani/kernel';
import type { LineAmount } from '../../../shared/amounts.js';
import { creditedOn } from '../../credits/credits.state.js';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import { budgetLineIdsOf, type OrderState } from '../../order.state.js';
import {
  acceptedIn,
  amountOn,
  changesJson,
  negated,
  plus,
  totalIn,
  type PriceChange,
  type RecordedReceipt,
} from '../billing.state.js';
import { thenClosed } from '../closing.js';
import { valueOn, worthOn } from '../worth.js';

/** What invoices cost beyond the order's price, less what was credited; signed. */
function beyondOn(state: OrderState, orderLine: number): bigint {
  const asking = new Set(state.pendingAdjustments.map((one) => one.invoiceId));
  const prices = state.invoices
    .filter((claim) => claim.agreed || asking.has(claim.invoiceId))
    .flatMap((claim) => claim.lines.filter((line) => line.orderLine === orderLine))
    .map((line) => line.amountMinor - line.orderedMinor);
  return sumMinor(prices) - creditedOn(state, orderLine, () => true);
}

/**
 * What budgets must still move, by budget line: so that what it has accrued is what the accepted
 * goods are worth, and what is open is the rest of the order at its price. What is being asked
 * counts as granted. Of an order that has ended nothing is open.
 */
export function priceChanges(state: OrderState): readonly PriceChange[] {
  const asked = state.pendingAdjustments.flatMap((one) => one.lines);
  const accrued = [...state.accrued, ...acceptedIn(asked)];
  const granted = [...state.granted, ...totalIn(asked)];
  return budgetLineIdsOf(state)
    .map((budgetLineId) => {
      const own = state.lines.filter((line) => line.budgetLineId === budgetLineId);
      const worth = sumMinor(own.map(({ orderLine }) => worthOn(state, orderLine)));
      const beyond = sumMinor(own.map(({ orderLine }) => beyondOn(state, orderLine)));
      const acceptedMinor = worth - amountOn(accrued, budgetLineId);
      const openMinor = beyond - amountOn(granted, budgetLineId) - acceptedMinor;
      const isOver = state.status === 'terminated';
      return { budgetLineId, acceptedMinor, openMinor: isOver ? 0n : openMinor };
    })
    .filter(({ acceptedMinor, openMinor }) => acceptedMinor !== 0n || openMinor !== 0n);
}

/** What budgets holds open beyond the order's price of what is still to come; signed. */
export const openBeyond = (state: OrderState): readonly LineAmount[] =>
  plus(
    [...state.granted, ...negated(state.accrued)],
    state.lines.map(({ orderLine, budgetLineId }) => ({
      ...{ budgetLineId, amountMinor: valueOn(orderLine, state.receipts) },
    })),
  );

/** Returned goods of which nobody knows yet what was accrued of them. */
export const isReversing = (state: OrderState, budgetLineId: string): boolean =>
  state.reversals.some((one) => isOn(one, budgetLineId));

const isOn = ({ budgetLines }: RecordedReceipt, budgetLineId: string): boolean =>
  budgetLines.some((line) => line.budgetLineId === budgetLineId);

/** Budgets has answered for all that was delivered, or sent back, on a budget line. */
const isKnown = (state: OrderState, budgetLineId: string): boolean =>
  !isReversing(state, budgetLineId) &&
  state.receipts.every(
    (one) => !isOn(one, budgetLineId) || one.accruals[budgetLineId] === 'accrued',
  );

export interface Asking {
  /** The order. */
  readonly id: string;
  readonly on: BusinessDate;
}

/** The id of the next request to budgets. */
export const nextAdjustment = (state: OrderState, id: string): string =>
  derivedId('price-adjustment', id, String(state.adjustments + 1));

/** Asks budgets for changes of the price: for an invoice, or null. */
export function adjustment(
  state: OrderState,
  changes: readonly PriceChange[],
  { id, on, invoiceId }: Asking & { readonly invoiceId: string | null },
): Extract<OrderEvent, { type: 'PriceAdjustmentRequested' }> {
  const data = {
    ...{ adjustmentId: nextAdjustment(state, id), invoiceId, reference: state.reference },
    ...{ effectiveAt: on, lines: changesJson(changes, state.currency) },
  };
  return { type: 'PriceAdjustmentRequested', data, effectiveAt: on };
}

/** The events, and what they leave to ask of budgets where it owes no answer. */
function thenBalanced(
  state: OrderState,
  events: readonly OrderEvent[],
  asking: Asking,
): readonly OrderEvent[] {
  const after = events.reduce(evolveOrder, state);
  if (!hasBudget(after)) return events;
  const changes = priceChanges(after).filter(({ budgetLineId }) => isKnown(after, budgetLineId));
  if (changes.length === 0) return events;
  return [...events, adjustment(after, changes, { ...asking, invoiceId: null })];
}

/** Its commitment is there, and not being changed. */
const hasBudget = ({ status }: OrderState): boolean =>
  ![
    ...['none', 'draft', 'approving', 'commitment_pending'],
    ...['adjusting', 'cancelled', 'lapsed'],
  ].includes(status);

/**
 * The events, followed by what budgets is to be asked, so that its figures are those of the order
 * again; or by the order's closing if nothing remains open.
 */
export const thenSettled = (
  state: OrderState,
  events: readonly OrderEvent[],
  asking: Asking,
): OrderEvent[] => thenClosed(state, thenBalanced(state, events, asking), asking.on);
