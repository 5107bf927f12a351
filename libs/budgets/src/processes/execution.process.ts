import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementEvent,
} from '@tamani/procurement/published';
import {
  send,
  type ProcessCommand,
  type ProcessDefinition,
  type ProcessInput,
} from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';

type Execution = ProcurementEvent<
  | 'procurement.ReceiptPosted.v1'
  | 'procurement.ReceiptReversed.v1'
  | 'procurement.PaymentReleased.v1'
  | 'procurement.PaymentReturned.v1'
  | 'procurement.PurchaseOrderClosed.v1'
  | 'procurement.PurchaseOrderTerminated.v1'
>;

const types: readonly string[] = [
  'procurement.ReceiptPosted.v1',
  'procurement.ReceiptReversed.v1',
  'procurement.PaymentReleased.v1',
  'procurement.PaymentReturned.v1',
  'procurement.PurchaseOrderClosed.v1',
  'procurement.PurchaseOrderTerminated.v1',
] satisfies readonly Execution['type'][];

const isExecution = (input: ProcessInput): input is Execution =>
  isProcurementEvent(input) && types.includes(input.type);

function deliveries({ data }: Extract<Execution, { type: 'procurement.ReceiptPosted.v1' }>) {
  const { receiptId, reference, orderId, deliveredOn, lines } = data;
  return lines.map(({ budgetLineId, amount, final }) =>
    send(budgetLine, budgetLineId, {
      type: 'RecordDelivery',
      commitmentId: orderId,
      deliveryId: receiptId,
      ...{ amount, final },
      document: { kind: 'receipt', id: receiptId, reference },
      effectiveAt: deliveredOn,
    }),
  );
}

function payments({ data }: Extract<Execution, { type: 'procurement.PaymentReleased.v1' }>) {
  const { paymentId, reference, orderId, valueDate, lines } = data;
  return lines.map(({ budgetLineId, amount }) =>
    send(budgetLine, budgetLineId, {
      type: 'RecordDisbursement',
      ...{ commitmentId: orderId, paymentId, amount },
      document: { kind: 'payment', id: paymentId, reference },
      effectiveAt: valueDate,
    }),
  );
}

function commandsOf(input: Execution): readonly ProcessCommand[] {
  const { orderId: commitmentId } = input.data;
  switch (input.type) {
    case 'procurement.ReceiptPosted.v1':
      return deliveries(input);
    case 'procurement.PaymentReleased.v1':
      return payments(input);
    case 'procurement.ReceiptReversed.v1': {
      const { receiptId: deliveryId, effectiveAt, lines } = input.data;
      const command = { type: 'ReverseDelivery', commitmentId, deliveryId, effectiveAt } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    }
    case 'procurement.PaymentReturned.v1': {
      const { paymentId, effectiveAt, lines } = input.data;
      const ids = { commitmentId, paymentId, effectiveAt };
      const command = { type: 'RecordReturnedPayment', ...ids } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    }
    default: {
      const { budgetLineIds, effectiveAt } = input.data;
      const command = { type: 'CloseCommitment', commitmentId, effectiveAt } as const;
      return budgetLineIds.map((id) => send(budgetLine, id, command));
    }
  }
}

/**
 * What happens to an issued order: deliveries, payments, its end. One process for all of them and
 * one instance an order, so that a payment never overtakes its delivery, nor the end either.
 */
export const execution: ProcessDefinition<Record<string, never>> = {
  name: 'execution',
  context: 'budgets',
  topics: [PROCUREMENT_TOPIC],
  key: (input) => (isExecution(input) ? input.data.orderId : undefined),
  initial: {},
  events: {},
  evolve: (state) => state,
  react: (_, input) => (isExecution(input) ? { commands: commandsOf(input) } : {}),
};
