import type { CreditNoteEvent } from '../../domain/credit-note/credit-note.events.js';
import type { InvoiceEvent } from '../../domain/invoice/invoice.events.js';
import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import type { VendorEvent } from '../../domain/vendor/vendor.events.js';
import { byLine, matching, message, totalOfLines, type Translations } from './translate-parts.js';

/** Events of a credit note as messages; key: the order's id. */
export const ofCreditNote: Translations<CreditNoteEvent> = {
  CreditNoteRegistered: ({ purchaseOrderId: orderId, ...data }, creditNoteId) => [
    message('procurement.CreditNoteRegistered.v1', orderId, {
      ...{ creditNoteId, orderId, invoiceId: data.invoiceId, vendorId: data.vendorId },
      ...{ reference: data.reference, number: data.number, total: totalOfLines(data.lines) },
    }),
  ],
  CreditNoteApprovalRequested: ({ purchaseOrderId: orderId, by: _, ...data }, creditNoteId) => [
    message('procurement.CreditNoteApprovalRequested.v1', orderId, {
      creditNoteId,
      orderId,
      ...data,
    }),
  ],
  CreditNoteApproved: ({ purchaseOrderId: orderId, invoiceId, total }, creditNoteId) => [
    message('procurement.CreditNoteApproved.v1', orderId, {
      ...{ creditNoteId, orderId, invoiceId, total },
    }),
  ],
  CreditNoteCancelled: ({ purchaseOrderId: orderId, invoiceId, vendorId }, creditNoteId) => [
    message('procurement.CreditNoteCancelled.v1', orderId, {
      ...{ creditNoteId, orderId, invoiceId, vendorId },
    }),
  ],
};

/** What a vendor says of the number of a credit note. */
export const ofCreditNumber: Translations<VendorEvent> = {
  CreditNumberClaimed: ({ orderId, creditNoteId }) => [
    message('procurement.CreditNumberClaimed.v1', orderId, { orderId, creditNoteId }),
  ],
  CreditNumberRefused: (data) => [
    message('procurement.CreditNumberRefused.v1', data.orderId, data),
  ],
};

/** What an invoice says of a credit. */
export const ofInvoiceCredit: Translations<InvoiceEvent> = {
  CreditAllocated: ({ purchaseOrderId: orderId, ...data }, invoiceId) => [
    message('procurement.CreditAllocated.v1', orderId, { orderId, invoiceId, ...data }),
  ],
  CreditAllocationRefused: ({ purchaseOrderId: orderId, ...data }, invoiceId) => [
    message('procurement.CreditAllocationRefused.v1', orderId, { orderId, invoiceId, ...data }),
  ],
};

/** What an order says of a credit. */
export const ofOrderCredit: Translations<OrderEvent> = {
  CreditRequested: ({ rematch }, orderId) => matching(orderId, rematch),
  CreditedGoodsReturned: ({ rematch }, orderId) => matching(orderId, rematch),
  CreditBooked: ({ creditNoteId, effectiveAt, lines }, orderId) => [
    message('procurement.CreditNoteBooked.v1', orderId, {
      ...{ orderId, creditNoteId, effectiveAt },
      lines: byLine(lines),
    }),
  ],
  CreditAgreed: (data, orderId) => [
    message('procurement.CreditAgreed.v1', orderId, { orderId, ...data }),
  ],
  CreditRefused: (data, orderId) => [
    message('procurement.CreditRefused.v1', orderId, { orderId, ...data }),
  ],
  CreditNotAdjusted: ({ rejections: shortfalls, ...data }, orderId) => [
    message('procurement.CreditNotAdjusted.v1', orderId, { orderId, ...data, shortfalls }),
  ],
};
