import type { Aggregate, FactReader } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { ReceiptCommand } from '../domain/receipt/receipt.commands.js';
import { receipt, type ReceiptFacts } from '../domain/receipt/receipt.decide.js';
import type { ReceiptEvent } from '../domain/receipt/receipt.events.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { dateProblem } from './budgets.js';
import { bookedOn, deliveryFacts } from './order.facts.js';

/** Receipts read their order: whether goods may come in, who bought, and what it has counted. */
export const receiptAggregate: Aggregate<ReceiptState, ReceiptCommand, ReceiptEvent, ReceiptFacts> =
  {
    decider: receipt,
    refusal: (event) =>
      event.type === 'ReceiptPostingRefused' || event.type === 'ReceiptReversalRefused'
        ? event.data.refusal
        : undefined,
    async facts(command, state, read) {
      if (command.type !== 'RegisterReceipt') return orderFacts(command, state, read);
      const order = await read.state(purchaseOrder, command.purchaseOrderId);
      if (!order) return {};
      const { deliveredOn: date, today } = command;
      const use = { date, today, ...bookedOn(order) };
      return { order, dateProblem: await dateProblem(read, use) };
    },
  };

/** Posting and reversal are decided by the order: its rules are tried before it is asked. */
async function orderFacts(
  command: ReceiptCommand,
  state: ReceiptState,
  read: FactReader,
): Promise<ReceiptFacts> {
  const order = await read.state(purchaseOrder, state.purchaseOrderId);
  if (command.type === 'PostReceipt' && order) {
    return { order, ...(await deliveryFacts(state, { order, today: command.today }, read)) };
  }
  if (command.type === 'ReverseReceipt' && order) {
    const { effectiveAt: date, today } = command;
    return { order, dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }) };
  }
  return { order };
}
