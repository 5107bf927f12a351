import { dateOf } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { payment } from '../domain/payment/payment.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { link } from './link.js';

const isOf = (invoiceId: string | null): invoiceId is string => invoiceId !== null;

/** Keeps payment, invoice and order in step, until the last payment closes the order. */
export const paymentSettlement = link('payment-settlement', {
  'procurement.PaymentRequested.v1': ({ paymentId, invoiceId, orderId, ...asked }) => {
    const { amount, reference: paymentReference, guarantee, by, requestedOn: today } = asked;
    return isOf(invoiceId)
      ? [
          send(invoice, invoiceId, {
            type: 'AllocatePayment',
            ...{ paymentId, paymentReference, amount, by, today },
          }),
        ]
      : [
          send(purchaseOrder, orderId, {
            type: 'AllocateAdvance',
            ...{ paymentId, amount, guarantee, today },
          }),
        ];
  },
  'procurement.PaymentAllocated.v1': ({ paymentId, lines }) => [
    send(payment, paymentId, { type: 'AcceptAllocation', lines }),
  ],
  'procurement.PaymentAllocationRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseAllocation', refusal }),
  ],
  'procurement.AdvanceAllocated.v1': ({ paymentId, lines }) => [
    send(payment, paymentId, { type: 'AcceptAdvance', lines }),
  ],
  'procurement.AdvanceAllocationRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseAllocation', refusal }),
  ],
  'procurement.PaymentReleaseRequested.v1': ({ paymentId, orderId, kind }) => [
    send(purchaseOrder, orderId, {
      type: kind === 'advance' ? 'ClearAdvance' : 'ClearPayment',
      paymentId,
    }),
  ],
  'procurement.PaymentCleared.v1': ({ paymentId }) => [
    send(payment, paymentId, { type: 'AcceptClearance' }),
  ],
  'procurement.PaymentClearanceRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseClearance', refusal }),
  ],
  'procurement.PaymentConfirmed.v1': ({ paymentId, invoiceId, orderId }) => [
    isOf(invoiceId)
      ? send(invoice, invoiceId, { type: 'SettlePayment', paymentId })
      : send(purchaseOrder, orderId, { type: 'RecordAdvancePaid', paymentId }),
  ],
  'procurement.PaymentReturnRequested.v1': ({ paymentId, orderId, kind, effectiveAt: on }) => [
    kind === 'advance'
      ? send(purchaseOrder, orderId, { type: 'WithdrawAdvance', paymentId, on })
      : send(purchaseOrder, orderId, { type: 'AllowReturn', paymentId }),
  ],
  'procurement.PaymentReturnAllowed.v1': ({ paymentId }) => [
    send(payment, paymentId, { type: 'AcceptReturn' }),
  ],
  'procurement.PaymentReturnNotAllowed.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseReturn', refusal }),
  ],
  'procurement.AdvanceWithdrawn.v1': ({ paymentId }) => [
    send(payment, paymentId, { type: 'AcceptReturn' }),
  ],
  'procurement.AdvanceWithdrawalRefused.v1': ({ paymentId, refusal }) => [
    send(payment, paymentId, { type: 'RefuseReturn', refusal }),
  ],
  'procurement.PaymentReturned.v1': ({ paymentId, invoiceId, orderId, effectiveAt: on }) =>
    isOf(invoiceId)
      ? [
          send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
          send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
        ]
      : [],
  'procurement.PaymentCancelled.v1': ({ paymentId, invoiceId, orderId }, { recordedAt }) => [
    isOf(invoiceId)
      ? send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId })
      : send(purchaseOrder, orderId, { type: 'ReleaseAdvance', paymentId, on: dateOf(recordedAt) }),
  ],
  'procurement.InvoicePaid.v1': ({ orderId, invoiceId }, { recordedAt }) => [
    send(purchaseOrder, orderId, {
      type: 'RecordInvoicePaid',
      invoiceId,
      on: dateOf(recordedAt),
    }),
  ],
});
