import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { reaction, send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';

type Execution =
  | 'procurement.ReceiptPosted.v1'
  | 'procurement.ReceiptReversed.v1'
  | 'procurement.PaymentReleased.v1'
  | 'procurement.PaymentReturned.v1'
  | 'procurement.PurchaseOrderClosed.v1'
  | 'procurement.PurchaseOrderTerminated.v1';
type Messages = { readonly [K in Execution]: ProcurementData<K> };

/** The open part of an order is available again on its budget lines. */
const closing = (data: {
  readonly orderId: string;
  readonly budgetLineIds: readonly string[];
  readonly effectiveAt: string;
}) => {
  const { orderId: commitmentId, effectiveAt } = data;
  const command = { type: 'CloseCommitment', commitmentId, effectiveAt } as const;
  return data.budgetLineIds.map((id) => send(budgetLine, id, command));
};

/** The commitment of a cancelled order is reserved again, for another order. */
const cancelling = (
  order: Extract<Messages['procurement.PurchaseOrderTerminated.v1'], { outcome: 'cancelled' }>,
) => {
  const { orderId: commitmentId, approval, effectiveAt } = order;
  const command = { type: 'CancelCommitment', commitmentId, approval, effectiveAt } as const;
  return order.budgetLineIds.map((id) => send(budgetLine, id, command));
};

/**
 * What happens to an issued order: deliveries, payments, its end. One reaction for all of them, in
 * order per purchase order, so that no payment or end overtakes a delivery.
 */
export const execution = reaction<Messages>({
  name: 'execution',
  context: 'budgets',
  topic: PROCUREMENT_TOPIC,
  key: ({ orderId }) => orderId,
  on: {
    'procurement.ReceiptPosted.v1': ({ receiptId, reference, orderId, deliveredOn, lines }) =>
      lines.map(({ budgetLineId, amount, final }) =>
        send(budgetLine, budgetLineId, {
          type: 'RecordDelivery',
          commitmentId: orderId,
          deliveryId: receiptId,
          ...{ amount, final },
          document: { kind: 'receipt', id: receiptId, reference },
          effectiveAt: deliveredOn,
        }),
      ),
    'procurement.ReceiptReversed.v1': ({ receiptId, orderId, effectiveAt, lines }) => {
      const ids = { commitmentId: orderId, deliveryId: receiptId, effectiveAt };
      const command = { type: 'ReverseDelivery', ...ids } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    },
    'procurement.PaymentReleased.v1': ({ paymentId, reference, orderId, valueDate, lines }) =>
      lines.map(({ budgetLineId, amount }) =>
        send(budgetLine, budgetLineId, {
          type: 'RecordDisbursement',
          ...{ commitmentId: orderId, paymentId, amount },
          document: { kind: 'payment', id: paymentId, reference },
          effectiveAt: valueDate,
        }),
      ),
    'procurement.PaymentReturned.v1': ({ paymentId, orderId, effectiveAt, lines }) => {
      const ids = { commitmentId: orderId, paymentId, effectiveAt };
      const command = { type: 'RecordReturnedPayment', ...ids } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    },
    'procurement.PurchaseOrderClosed.v1': closing,
    'procurement.PurchaseOrderTerminated.v1': (order) =>
      order.outcome === 'cancelled' ? cancelling(order) : closing(order),
  },
});
