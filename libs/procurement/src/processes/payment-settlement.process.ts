import { dateOf } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { payment } from '../domain/payment/payment.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { onOwn } from './own-messages.js';

/** Payment, invoice and order move together, to the end of the order with its last payment. */
export const paymentSettlement = onOwn('payment-settlement', {
  heal: {
    'procurement.PaymentAllocated.v1': ({ paymentId, invoiceId }) => [
      send(payment, paymentId, { type: 'PreparePayment', invoiceId }),
    ],
  },
  on: {
    'procurement.PaymentConfirmed.v1': ({ paymentId, invoiceId }) => [
      send(invoice, invoiceId, { type: 'SettlePayment', paymentId }),
    ],
    'procurement.PaymentReturned.v1': ({ paymentId, invoiceId }) => [
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
  },
});
