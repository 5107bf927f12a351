import { dateOf } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { link } from './link.js';

/** Invoices claim quantities, and are matched again when receipts or claims change. */
export const invoiceMatching = link('invoice-matching', {
  'procurement.InvoiceRegistered.v1': ({ orderId, invoiceId }) => [
    send(purchaseOrder, orderId, { type: 'RecordInvoice', invoiceId }),
  ],
  'procurement.InvoiceRejected.v1': ({ orderId, invoiceId }, { recordedAt }) => [
    send(purchaseOrder, orderId, { type: 'WithdrawInvoice', invoiceId, on: dateOf(recordedAt) }),
  ],
  'procurement.OrderMatchingChanged.v1': ({ invoiceIds }) =>
    invoiceIds.map((invoiceId) => send(invoice, invoiceId, { type: 'MatchInvoice' })),
});
