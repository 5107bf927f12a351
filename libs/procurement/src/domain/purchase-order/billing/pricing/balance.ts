import { derivedId, type BusinessDate } from '@tamani/kernel';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import type { OrderState } from '../../order.state.js';
import { changesJson, type PriceChange } from '../billing.state.js';
import { thenClosed } from '../closing.js';
import { isKnown, priceChanges } from './changes.js';

export interface Asking {
  /** The order. */
  readonly id: string;
  readonly on: BusinessDate;
}

/** Asks budgets for changes of the price: for an invoice, or null. */
export function adjustment(
  state: OrderState,
  changes: readonly PriceChange[],
  { id, on, invoiceId }: Asking & { readonly invoiceId: string | null },
): Extract<OrderEvent, { type: 'PriceAdjustmentRequested' }> {
  const adjustmentId = derivedId('price-adjustment', id, String(state.adjustments + 1));
  const data = {
    ...{ adjustmentId, invoiceId, reference: state.reference },
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
  const changes = toAsk(after);
  if (changes.length === 0) return events;
  return [...events, adjustment(after, changes, { ...asking, invoiceId: null })];
}

const toAsk = (state: OrderState): readonly PriceChange[] =>
  hasBudget(state)
    ? priceChanges(state).filter(({ budgetLineId }) => isKnown(state, budgetLineId))
    : [];

/** Budgets has refused a part of what the order's goods cost; the next act on it asks again. */
export const isUnfunded = (state: OrderState): boolean =>
  state.pendingAdjustments.length === 0 && toAsk(state).length > 0;

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
