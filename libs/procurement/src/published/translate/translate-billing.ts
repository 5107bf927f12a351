import type { Published } from '@tamani/kernel';
import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import { matching, message, type Translations } from './translate-parts.js';

/** What an order says of its invoices and payments; key: the order's id. */
export const ofBilling: Translations<OrderEvent> = {
  OrderInvoiced: ({ rematch }, orderId) => matching(orderId, rematch),
  OrderInvoiceRefused: (data, orderId) => [
    message('procurement.InvoiceClaimRefused.v1', orderId, { orderId, ...data }),
  ],
  OrderInvoiceWithdrawn: ({ rematch }, orderId) => matching(orderId, rematch),
  PriceAdjustmentRequested: ({ invoiceId: _, ...data }, orderId) => [
    message('procurement.AdjustmentRequested.v1', orderId, {
      orderId,
      purpose: 'price',
      ...data,
    }),
  ],
  PriceAdjusted: ({ invoiceId }, orderId) => agreed(orderId, invoiceId),
  InvoicePriceAgreed: ({ invoiceId }, orderId) => agreed(orderId, invoiceId),
  InvoicePriceRefused: (data, orderId) => [
    message('procurement.InvoicePriceRefused.v1', orderId, { orderId, ...data }),
  ],
  PriceAdjustmentRejected: ({ invoiceId, rejections: shortfalls }, orderId) =>
    invoiceId === null
      ? []
      : [
          message('procurement.InvoicePriceNotFunded.v1', orderId, {
            orderId,
            invoiceId,
            shortfalls,
          }),
        ],
  PaymentCleared: ({ paymentId, receivableId }, orderId) => [
    message('procurement.PaymentCleared.v1', orderId, {
      ...{ orderId, paymentId },
      ...(receivableId !== undefined && { receivableId }),
    }),
  ],
  PaymentClearanceRefused: ({ invoiceId: _, ...data }, orderId) => [
    message('procurement.PaymentClearanceRefused.v1', orderId, { orderId, ...data }),
  ],
  PaymentReturnAllowed: ({ paymentId }, orderId) => [
    message('procurement.PaymentReturnAllowed.v1', orderId, { orderId, paymentId }),
  ],
  PaymentReturnNotAllowed: ({ invoiceId: _, ...data }, orderId) => [
    message('procurement.PaymentReturnNotAllowed.v1', orderId, { orderId, ...data }),
  ],
  /** What the payment had been taken for is matched again. */
  PaymentClearanceWithdrawn: ({ invoiceId }, orderId) => matching(orderId, [invoiceId]),
  PurchaseOrderReopened: (data, orderId) => [
    message('procurement.PurchaseOrderReopened.v1', orderId, { orderId, ...data }),
  ],
};

const agreed = (orderId: string, invoiceId: string | null): readonly Published[] =>
  invoiceId === null
    ? []
    : [message('procurement.InvoicePriceAgreed.v1', orderId, { orderId, invoiceId })];
