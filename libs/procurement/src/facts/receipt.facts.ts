import type { Aggregate } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { ReceiptCommand } from '../domain/receipt/receipt.commands.js';
import { receipt, type ReceiptFacts } from '../domain/receipt/receipt.decide.js';
import type { ReceiptEvent } from '../domain/receipt/receipt.events.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { dateProblem } from './budgets.js';
import { bookedOn } from './order.facts.js';

/** Receipts read their order: whether goods may come in, who bought, and what it has counted. */
export const receiptAggregate: Aggregate<ReceiptState, ReceiptCommand, ReceiptEvent, ReceiptFacts> =
  {
    decider: receipt,
    async facts(command, state, read) {
      if (command.type !== 'RegisterReceipt') {
        return { order: await read.state(purchaseOrder, state.purchaseOrderId) };
      }
      const order = await read.state(purchaseOrder, command.purchaseOrderId);
      if (!order) return {};
      const { deliveredOn: date, today } = command;
      const use = { date, today, ...bookedOn(order) };
      return { order, dateProblem: await dateProblem(read, use) };
    },
  };
