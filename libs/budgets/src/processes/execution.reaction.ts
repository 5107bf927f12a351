import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { reaction, send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import type { CloseCommitment } from '../domain/budget-line/budget-line.commands.js';

type Execution =
  | 'procurement.ReceiptPosted.v1'
  | 'procurement.ReceiptReversed.v1'
  | 'procurement.PaymentReleased.v1'
  | 'procurement.PaymentReturned.v1'
  | 'procurement.AdvanceRecovered.v1'
  | 'procurement.CreditNoteBooked.v1'
  | 'procurement.RefundReceived.v1'
  | 'procurement.ReceivableOffset.v1'
  | 'procurement.ReceivableWrittenOff.v1'
  | 'procurement.PurchaseOrderClosed.v1'
  | 'procurement.PurchaseOrderTerminated.v1';
type Messages = { readonly [K in Execution]: ProcurementData<K> };

/** The open part of an order is available again on its budget lines. */
function closing(
  data: {
    readonly orderId: string;
    readonly budgetLineIds: readonly string[];
    readonly effectiveAt: string;
  },
  outcome: CloseCommitment['outcome'],
) {
  const { orderId: commitmentId, effectiveAt } = data;
  const command = { type: 'CloseCommitment', commitmentId, outcome, effectiveAt } as const;
  return data.budgetLineIds.map((id) => send(budgetLine, id, command));
}

function ending(data: ProcurementData<'procurement.PurchaseOrderTerminated.v1'>) {
  const { orderId: commitmentId, approval, outcome, effectiveAt } = data;
  if (outcome === 'terminated') return closing(data, outcome);
  const command = { type: 'CancelCommitment', commitmentId, approval, effectiveAt } as const;
  return data.budgetLineIds.map((id) => send(budgetLine, id, command));
}

function refund(data: ProcurementData<'procurement.RefundReceived.v1'>) {
  const { orderId: commitmentId, receivableId, advanceId, effectiveAt } = data;
  return data.lines.map(({ budgetLineId, amount }) =>
    send(budgetLine, budgetLineId, {
      type: 'RecordRefund',
      ...{ commitmentId, receivableId, advanceId, amount, effectiveAt },
    }),
  );
}

interface Paid {
  readonly paymentId: string;
  readonly reference: string | null;
  readonly orderId: string;
  readonly effectiveAt: string;
  readonly lines: readonly { budgetLineId: string; amount: { amount: string; currency: string } }[];
}

function payment(type: 'RecordDisbursement' | 'RecordAdvance', data: Paid) {
  const { paymentId, reference, orderId: commitmentId, effectiveAt, lines } = data;
  const document = { kind: 'payment', id: paymentId, reference } as const;
  return lines.map(({ budgetLineId, amount }) =>
    send(budgetLine, budgetLineId, {
      ...{ type, commitmentId, paymentId, amount, document, effectiveAt },
    }),
  );
}

/**
 * What happens to an issued order: deliveries, payments, what the vendor owes, its end. One
 * reaction for all of them, in order per purchase order, so that no payment or end overtakes a
 * delivery.
 */
export const execution = reaction<Messages>({
  name: 'execution',
  context: 'budgets',
  topic: PROCUREMENT_TOPIC,
  key: ({ orderId }) => orderId,
  on: {
    'procurement.ReceiptPosted.v1': ({ receiptId, reference, orderId, deliveredOn, lines }) =>
      lines.map(({ budgetLineId, amount }) =>
        send(budgetLine, budgetLineId, {
          type: 'RecordDelivery',
          commitmentId: orderId,
          deliveryId: receiptId,
          amount,
          document: { kind: 'receipt', id: receiptId, reference },
          effectiveAt: deliveredOn,
        }),
      ),
    'procurement.ReceiptReversed.v1': ({ receiptId, orderId, effectiveAt, lines }) => {
      const ids = { commitmentId: orderId, deliveryId: receiptId, effectiveAt };
      const command = { type: 'ReverseDelivery', ...ids } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    },
    'procurement.PaymentReleased.v1': ({ kind, valueDate, ...data }) => {
      const type = kind === 'advance' ? 'RecordAdvance' : 'RecordDisbursement';
      return payment(type, { ...data, effectiveAt: valueDate });
    },
    'procurement.PaymentReturned.v1': ({ paymentId, orderId, effectiveAt, lines }) => {
      const ids = { commitmentId: orderId, paymentId, effectiveAt };
      const command = { type: 'RecordReturnedPayment', ...ids } as const;
      return lines.map(({ budgetLineId }) => send(budgetLine, budgetLineId, command));
    },
    'procurement.AdvanceRecovered.v1': ({ orderId, invoiceId, paymentId, effectiveAt, lines }) =>
      lines.map(({ budgetLineId, amount }) =>
        send(budgetLine, budgetLineId, {
          type: 'LiquidateAdvance',
          ...{ commitmentId: orderId, paymentId, liquidationId: invoiceId, amount, effectiveAt },
        }),
      ),
    'procurement.CreditNoteBooked.v1': ({ orderId, creditNoteId, effectiveAt, lines }) =>
      lines.map(({ budgetLineId, amount }) =>
        send(budgetLine, budgetLineId, {
          type: 'RecordCredit',
          ...{ commitmentId: orderId, creditNoteId, amount, effectiveAt },
        }),
      ),
    'procurement.RefundReceived.v1': refund,
    'procurement.ReceivableOffset.v1': ({ againstOrderId, againstLines, ...data }) => [
      ...refund(data),
      ...payment('RecordDisbursement', {
        ...{ paymentId: data.paymentId, reference: null, orderId: againstOrderId },
        ...{ effectiveAt: data.effectiveAt, lines: againstLines },
      }),
    ],
    'procurement.ReceivableWrittenOff.v1': (data) => {
      const { orderId: commitmentId, receivableId, advanceId, effectiveAt, lines } = data;
      return lines.map(({ budgetLineId, amount }) =>
        send(budgetLine, budgetLineId, {
          type: 'WriteOffAdvance',
          ...{ commitmentId, receivableId, advanceId, amount, effectiveAt },
        }),
      );
    },
    'procurement.PurchaseOrderClosed.v1': (data) => closing(data, 'closed'),
    'procurement.PurchaseOrderTerminated.v1': ending,
  },
});
