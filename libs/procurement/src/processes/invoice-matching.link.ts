import { dateOf, type IntegrationEvent } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { link } from './link.js';

const withdrawn = (
  { orderId, invoiceId }: { readonly orderId: string; readonly invoiceId: string },
  { recordedAt }: IntegrationEvent,
) => [send(purchaseOrder, orderId, { type: 'WithdrawInvoice', invoiceId, on: dateOf(recordedAt) })];

/**
 * Invoices claim quantities, are matched again when receipts or claims change, and ask their order
 * for another price than its own.
 */
export const invoiceMatching = link('invoice-matching', {
  'procurement.InvoiceRegistered.v1': ({ orderId, invoiceId, replaces }) => [
    send(purchaseOrder, orderId, { type: 'RecordInvoice', invoiceId }),
    ...(replaces === null
      ? []
      : [send(invoice, replaces, { type: 'RecordReplacement', replacedBy: invoiceId })]),
  ],
  'procurement.InvoiceCorrected.v1': ({ orderId, invoiceId }, { recordedAt }) => [
    send(purchaseOrder, orderId, { type: 'RecordCorrection', invoiceId, on: dateOf(recordedAt) }),
  ],
  'procurement.InvoiceClaimRefused.v1': ({ invoiceId, refusal }) => [
    send(invoice, invoiceId, { type: 'RefuseClaim', refusal }),
  ],
  'procurement.InvoiceRejected.v1': withdrawn,
  'procurement.InvoiceCancelled.v1': withdrawn,
  'procurement.InvoiceApprovalRequested.v1': ({ orderId, invoiceId, requestedOn: on }) => [
    send(purchaseOrder, orderId, { type: 'AgreePrice', invoiceId, on }),
  ],
  'procurement.InvoicePriceAgreed.v1': ({ invoiceId }) => [
    send(invoice, invoiceId, { type: 'AcceptPrice' }),
  ],
  'procurement.InvoicePriceRefused.v1': ({ invoiceId, refusal }) => [
    send(invoice, invoiceId, { type: 'RefusePrice', refusal }),
  ],
  'procurement.InvoicePriceNotFunded.v1': ({ invoiceId, shortfalls }) => [
    send(invoice, invoiceId, { type: 'RefuseFunds', shortfalls }),
  ],
  'procurement.OrderMatchingChanged.v1': ({ invoiceIds }) =>
    invoiceIds.map((invoiceId) => send(invoice, invoiceId, { type: 'MatchInvoice' })),
});
