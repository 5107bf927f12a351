import { sumMinor } from '@tamani/kernel';
import type { LineAmount } from '../../../shared/amounts.js';
import { creditedOn } from '../../credits/credits.state.js';
import { budgetLineIdsOf, type OrderState } from '../../order.state.js';
import {
  acceptedIn,
  amountOn,
  isPriced,
  negated,
  plus,
  totalIn,
  type PriceChange,
  type RecordedReceipt,
} from '../billing.state.js';
import { valueOn, worthOn } from '../worth.js';

/** What invoices cost beyond the order's price, less what was credited; signed. */
function beyondOn(state: OrderState, orderLine: number): bigint {
  const prices = state.invoices
    .filter((claim) => isPriced(claim, state))
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
export const isKnown = (state: OrderState, budgetLineId: string): boolean =>
  !isReversing(state, budgetLineId) &&
  state.receipts.every(
    (one) => !isOn(one, budgetLineId) || one.accruals[budgetLineId] === 'accrued',
  );
