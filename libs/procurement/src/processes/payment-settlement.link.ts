import { dateOf } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { payment } from '../domain/payment/payment.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { link } from './link.js';

/** Keeps payment, invoice and order in step, until the last payment closes the order. */
export const paymentSettlement = link('payment-settlement', {
  'procurement.PaymentRequested.v1': ({ paymentId, invoiceId, reference, ...asked }) => [
    send(invoice, invoiceId, {
      type: 'AllocatePayment',
      paymentId,
      paymentReference: reference,
      amount: asked.amount,
      by: asked.by,
      today: asked.requestedOn,
    }),
  ],
  'procurement.PaymentAllocated.v1': ({ paymentId, lines }) => [
    send(payment, paymentId, { type: 'AcceptAllocation', lines }),
  ],
  'procurement.PaymentAllocationRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseAllocation', refusal }),
  ],
  'procurement.PaymentReleaseRequested.v1': ({ paymentId, orderId }) => [
    send(purchaseOrder, orderId, { type: 'ClearPayment', paymentId }),
  ],
  'procurement.PaymentCleared.v1': ({ paymentId }) => [
    send(payment, paymentId, { type: 'AcceptClearance' }),
  ],
  'procurement.PaymentClearanceRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseClearance', refusal }),
  ],
  'procurement.PaymentConfirmed.v1': ({ paymentId, invoiceId }) => [
    send(invoice, invoiceId, { type: 'SettlePayment', paymentId }),
  ],
  'procurement.PaymentReturned.v1': ({ paymentId, invoiceId, orderId, effectiveAt: on }) => [
    send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
    send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
  ],
  'procurement.PaymentCancelled.v1': ({ paymentId, invoiceId }) => [
    send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
  ],
  'procurement.InvoicePaid.v1': ({ orderId, invoiceId }, { recordedAt }) => [
    send(purchaseOrder, orderId, {
      type: 'RecordInvoicePaid',
      invoiceId,
      on: dateOf(recordedAt),
    }),
  ],
});
