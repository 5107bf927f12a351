import { moneyJson, ok, type Decision } from '@tamani/kernel';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import type { RecordAccrual, RecordHold, RecordReversal } from '../billing/billing.commands.js';
import { thenSettled } from '../billing/pricing/balance.js';
import { amountOn, type RecordedReceipt } from '../billing/billing.state.js';

const receiptIn = (
  receipts: readonly RecordedReceipt[],
  { receiptId, budgetLineId }: { readonly receiptId: string; readonly budgetLineId: string },
): RecordedReceipt | undefined =>
  receipts.find(
    (receipt) =>
      receipt.receiptId === receiptId &&
      receipt.budgetLines.some((line) => line.budgetLineId === budgetLineId),
  );

/**
 * Budgets has accrued a delivery; what is withdrawn meanwhile is not counted any more. With the
 * replacement of goods that were paid, nothing may be left open.
 */
export function recordAccrual(
  { receiptId, budgetLineId, on }: RecordAccrual,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const receipt = receiptIn(state.receipts, { receiptId, budgetLineId });
  if (!receipt || receipt.accruals[budgetLineId] === 'accrued') return ok([]);
  const accrued: OrderEvent = { type: 'ReceiptAccrued', data: { receiptId, budgetLineId } };
  return ok(thenSettled(state, [accrued], { id, on }));
}

/** A hold is known until the delivery is accrued. */
export function recordHold(
  { receiptId, budgetLineId, code, shortfall }: RecordHold,
  state: OrderState,
): Decision<OrderEvent> {
  const receipt = receiptIn(state.receipts, { receiptId, budgetLineId });
  if (!receipt || receipt.accruals[budgetLineId] === 'accrued') return ok([]);
  return ok([{ type: 'ReceiptHeld', data: { receiptId, budgetLineId, code, shortfall } }]);
}

/** Budgets has reversed a withdrawn receipt: the goods that are left may be worth more or less. */
export function recordReversal(
  { receiptId, budgetLineId, amount, on }: RecordReversal,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const receipt = receiptIn(state.reversals, { receiptId, budgetLineId });
  if (!receipt) return ok([]);
  const recorded = moneyJson(amountOn(receipt.budgetLines, budgetLineId), state.currency);
  const data = { receiptId, budgetLineId, amount: amount ?? recorded };
  return ok(thenSettled(state, [{ type: 'ReceiptReversalBooked', data }], { id, on }));
}
