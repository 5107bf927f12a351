import { aggregate, type FactReader } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { dateProblem } from './budgets.js';
import { bookedOn } from './order.facts.js';

/** Receipts read their order: whether goods may come in, who bought, and what it has counted. */
export const receiptAggregate = aggregate(receipt, {
  async RegisterReceipt({ purchaseOrderId, deliveredOn: date, today }, _, read) {
    const order = await read.state(purchaseOrder, purchaseOrderId);
    if (order === null) return { order, dateProblem: null };
    return { order, dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }) };
  },
  InspectReceipt: orderOf,
  PostReceipt: orderOf,
  ReverseReceipt: orderOf,
  CompleteReversal: orderOf,
});

async function orderOf(_: unknown, { purchaseOrderId }: ReceiptState, read: FactReader) {
  return { order: await read.state(purchaseOrder, purchaseOrderId) };
}
