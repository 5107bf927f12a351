import type { BusinessDate } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { OrderState } from '../domain/purchase-order/order.state.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import { dateProblem, reversedOn } from './budgets.js';
import { bookedOn, deliveryFacts } from './order.facts.js';

/**
 * Receipts read their order: its status, who bought, and what it has counted.
 * Posting and reversal are decided by the order; its rules are checked beforehand.
 */
export const receiptAggregate = aggregate(
  receipt,
  {
    async RegisterReceipt({ purchaseOrderId, deliveredOn: date, today }, _, read) {
      const order = await read.state(purchaseOrder, purchaseOrderId);
      return { order, dateProblem: await dateProblemOf(order, { date, today }, read) };
    },
    InspectReceipt: async (_, { purchaseOrderId }, read) => ({
      order: await read.state(purchaseOrder, purchaseOrderId),
    }),
    async PostReceipt({ today }, state, read) {
      const order = await read.state(purchaseOrder, state.purchaseOrderId);
      return { order, ...(await deliveryFacts(state, { order, today }, read)) };
    },
    async ReverseReceipt({ effectiveAt: date, today }, { purchaseOrderId }, read) {
      const order = await read.state(purchaseOrder, purchaseOrderId);
      const use = order && { date, today, ...reversedOn(order) };
      return { order, dateProblem: use && (await dateProblem(read, use)) };
    },
  },
  (event) =>
    event.type === 'ReceiptPostingRefused' || event.type === 'ReceiptReversalRefused'
      ? event.data.refusal
      : undefined,
);

/** Without an order there is no date to check: the missing order is refused first. */
const dateProblemOf = async (
  order: OrderState | null,
  at: { readonly date: BusinessDate; readonly today: BusinessDate },
  read: FactReader,
) => order && dateProblem(read, { ...at, ...bookedOn(order) });
