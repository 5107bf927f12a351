import { dateOf } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import { receivable } from '../../domain/receivable/receivable.decide.js';
import { vendorWriteOffs } from '../../domain/write-offs/vendor-write-offs.decide.js';
import type { Refusal } from '../../domain/shared/document.js';
import { link } from '../link.js';

/**
 * What a vendor owes is opened and covered by its order. A refund, an offset or a write-off asks
 * the order to set the amount aside; an offset then asks the other invoice and its order, a
 * write-off the register of its vendor.
 */
export const receivables = link('receivables', {
  'procurement.ReceivableArisen.v1': ({ receivableId, orderId, effectiveAt, ...data }) => [
    send(receivable, receivableId, {
      type: 'OpenReceivable',
      ...{ reference: data.reference, vendorId: data.vendorId, purchaseOrderId: orderId },
      ...{ currency: data.currency, cause: data.cause, arisenOn: effectiveAt, lines: data.lines },
    }),
  ],
  'procurement.ReceivableCovered.v1': ({ receivableId, by, lines }) => [
    send(receivable, receivableId, { type: 'RecordCover', by, lines }),
  ],
  'procurement.ReceivableEndingRequested.v1': ({ orderId, receivableId, endingId, lines }) => [
    send(purchaseOrder, orderId, { type: 'SetOwedAside', receivableId, endingId, lines }),
  ],
  'procurement.OwedSetAside.v1': ({ receivableId, endingId }) => [
    send(receivable, receivableId, { type: 'AcceptEnding', endingId }),
  ],
  'procurement.OwedNotOpen.v1': ({ receivableId, endingId, refusal }) => [
    send(receivable, receivableId, { type: 'RefuseEnding', endingId, refusal }),
  ],
  'procurement.OverpaymentEnded.v1': ({ invoiceId, endingId, lines }) => [
    send(invoice, invoiceId, { type: 'RecordOverpaymentEnd', endingId, lines }),
  ],
  'procurement.OffsetRequested.v1': ({ receivableId, endingId, invoiceId, ...asked }) => [
    send(invoice, invoiceId, {
      type: 'AllocatePayment',
      ...{ paymentId: endingId, paymentReference: asked.reference, amount: asked.amount },
      ...{ receivableId, by: asked.by, today: asked.requestedOn },
    }),
  ],
  'procurement.PaymentAllocated.v1': ({ receivableId, paymentId, orderId, lines }) =>
    receivableId === undefined
      ? []
      : [
          send(receivable, receivableId, {
            type: 'AcceptOffsetAllocation',
            ...{ endingId: paymentId, againstOrderId: orderId, lines },
          }),
        ],
  'procurement.PaymentAllocationRefused.v1': refused,
  'procurement.OffsetAllocated.v1': ({ orderId, endingId, effectiveAt, ...asked }) => [
    send(purchaseOrder, orderId, {
      type: 'ClearOffset',
      ...{ paymentId: endingId, receivableId: asked.receivableId, invoiceId: asked.invoiceId },
      ...{ valueDate: effectiveAt, lines: asked.lines },
    }),
  ],
  'procurement.PaymentCleared.v1': ({ receivableId, paymentId: endingId }) =>
    receivableId === undefined
      ? []
      : [send(receivable, receivableId, { type: 'AcceptOffset', endingId })],
  'procurement.PaymentClearanceRefused.v1': refused,
  'procurement.EndingWithdrawn.v1': (
    { orderId, receivableId, endingId, invoiceId, ...data },
    { recordedAt },
  ) => [
    send(purchaseOrder, orderId, {
      type: 'EndOwed',
      ...{ receivableId, endingId, except: data.budgetLineIds, on: dateOf(recordedAt) },
      writtenOff: false,
    }),
    ...(invoiceId === null
      ? []
      : [send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId: endingId })]),
  ],
  'procurement.WriteOffStated.v1': (asked) => [
    send(vendorWriteOffs, asked.vendorId, { type: 'RegisterWriteOff', ...asked }),
  ],
  'procurement.WriteOffRegistered.v1': ({ receivableId, endingId }) => [
    send(receivable, receivableId, { type: 'AcceptWriteOff', endingId }),
  ],
  'procurement.WriteOffRefused.v1': ({ receivableId, endingId, refusal }) => [
    send(receivable, receivableId, { type: 'WithdrawEnding', endingId, refusal }),
  ],
  'procurement.WriteOffLowered.v1': ({ vendorId, endingId, budgetLineIds }) => [
    send(vendorWriteOffs, vendorId, { type: 'UncountWriteOff', endingId, budgetLineIds }),
  ],
  'procurement.ReceivableEnded.v1': ({ orderId, receivableId, endingId, ...data }) => [
    send(purchaseOrder, orderId, {
      type: 'EndOwed',
      ...{ receivableId, endingId, except: data.except, on: data.effectiveAt },
      writtenOff: data.writtenOff,
    }),
    ...(data.invoiceId === null
      ? []
      : [send(invoice, data.invoiceId, { type: 'SettlePayment', paymentId: endingId })]),
  ],
});

/** The other invoice or its order has refused an offset. */
function refused({
  receivableId,
  paymentId: endingId,
  refusal,
}: {
  readonly receivableId?: string | undefined;
  readonly paymentId: string;
  readonly refusal: Refusal;
}) {
  return receivableId === undefined
    ? []
    : [send(receivable, receivableId, { type: 'WithdrawEnding', endingId, refusal })];
}
