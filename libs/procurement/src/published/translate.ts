import { parseStream, type Published, type Recorded } from '@tamani/kernel';
import type { InvoiceEvent } from '../domain/invoice/invoice.events.js';
import type { PaymentEvent } from '../domain/payment/payment.events.js';
import type { ReceiptEvent } from '../domain/receipt/receipt.events.js';
import type { VendorEvent } from '../domain/vendor/vendor.events.js';
import type { VendorAwardsEvent } from '../domain/vendor-awards/vendor-awards.events.js';
import { ofCreditNote, ofCreditNumber, ofInvoiceCredit } from './translate/translate-credit.js';
import { ofOrder } from './translate/translate-order.js';
import { ofRequisition } from './translate/translate-requisition.js';
import {
  ofBankReference,
  ofReceivable,
  ofVendorWriteOffs,
} from './translate/translate-receivable.js';
import { message, totalOfLines, type Translations } from './translate/translate-parts.js';

const ofVendor: Translations<VendorEvent> = {
  VendorRegistered: ({ by: _, ...vendor }, vendorId) => [
    message('procurement.VendorRegistered.v1', vendorId, { vendorId, ...vendor }),
  ],
  VendorBecameEligible: (_, vendorId) => [vendorStatus(vendorId, 'eligible')],
  VendorSuspended: (_, vendorId) => [vendorStatus(vendorId, 'suspended')],
  VendorBecameIneligible: (_, vendorId) => [vendorStatus(vendorId, 'ineligible')],
  ...ofCreditNumber,
};

const vendorStatus = (
  vendorId: string,
  status: 'eligible' | 'suspended' | 'ineligible',
): Published => message('procurement.VendorStatusChanged.v1', vendorId, { vendorId, status });

const ofVendorAwards: Translations<VendorAwardsEvent> = {
  AwardRegistered: (data) => [message('procurement.AwardRegistered.v1', data.orderId, data)],
  AwardRefused: (data) => [message('procurement.AwardRefused.v1', data.orderId, data)],
};

const ofReceipt: Translations<ReceiptEvent> = {
  ReceiptRegistered: ({ purchaseOrderId: orderId, by }, receiptId) => [
    message('procurement.ReceiptRegistered.v1', orderId, { receiptId, orderId, by }),
  ],
  ReceiptPostingRequested: (data, receiptId) => [
    message('procurement.ReceiptPostingRequested.v1', data.orderId, { receiptId, ...data }),
  ],
  ReceiptReversalRequested: (data, receiptId) => [
    message('procurement.ReceiptReversalRequested.v1', data.orderId, { receiptId, ...data }),
  ],
  ReceiptPosted: (data, receiptId) => [
    message('procurement.ReceiptPosted.v1', data.orderId, { receiptId, ...data }),
  ],
  /** A receipt that was never posted accrued nothing: no message. */
  ReceiptReversed: ({ reference, orderId, effectiveAt, lines }, receiptId) =>
    lines.length === 0
      ? []
      : [
          message('procurement.ReceiptReversed.v1', orderId, {
            receiptId,
            reference,
            orderId,
            effectiveAt,
            lines,
          }),
        ],
};

const ofInvoice: Translations<InvoiceEvent> = {
  InvoiceRegistered: ({ purchaseOrderId: orderId, lines, exceptions, ...data }, invoiceId) => [
    message('procurement.InvoiceRegistered.v1', orderId, {
      invoiceId,
      orderId,
      reference: data.reference,
      vendorId: data.vendorId,
      number: data.number,
      total: totalOfLines(lines),
      status: exceptions.length === 0 ? 'matched' : 'exception',
      replaces: data.replaces,
    }),
  ],
  InvoiceCorrected: ({ purchaseOrderId: orderId, lines }, invoiceId) => [
    message('procurement.InvoiceCorrected.v1', orderId, {
      invoiceId,
      orderId,
      total: totalOfLines(lines),
    }),
  ],
  InvoiceApprovalRequested: ({ purchaseOrderId: orderId, requestedOn }, invoiceId) => [
    message('procurement.InvoiceApprovalRequested.v1', orderId, {
      invoiceId,
      orderId,
      requestedOn,
    }),
  ],
  InvoiceCancelled: ({ purchaseOrderId: orderId }, invoiceId) => [
    message('procurement.InvoiceCancelled.v1', orderId, { invoiceId, orderId }),
  ],
  InvoiceApproved: ({ purchaseOrderId: orderId, total }, invoiceId) => [
    message('procurement.InvoiceApproved.v1', orderId, { invoiceId, orderId, total }),
  ],
  InvoiceClaimRefused: ({ purchaseOrderId: orderId }, invoiceId) => [
    message('procurement.InvoiceRejected.v1', orderId, { invoiceId, orderId }),
  ],
  InvoiceRejected: ({ purchaseOrderId: orderId }, invoiceId) => [
    message('procurement.InvoiceRejected.v1', orderId, { invoiceId, orderId }),
  ],
  PaymentAllocated: ({ purchaseOrderId: orderId, paymentId, receivableId, lines }, invoiceId) => [
    message('procurement.PaymentAllocated.v1', orderId, {
      ...{ invoiceId, orderId, paymentId, lines },
      ...(receivableId !== undefined && { receivableId }),
    }),
  ],
  PaymentAllocationRefused: ({ purchaseOrderId: orderId, ...data }, invoiceId) => [
    message('procurement.PaymentAllocationRefused.v1', orderId, { invoiceId, orderId, ...data }),
  ],
  InvoicePaid: ({ purchaseOrderId: orderId }, invoiceId) => [
    message('procurement.InvoicePaid.v1', orderId, { invoiceId, orderId }),
  ],
  ...ofInvoiceCredit,
};

const ofPayment: Translations<PaymentEvent> = {
  PaymentRequested: ({ guarantee = null, ...data }, paymentId) => [
    message('procurement.PaymentRequested.v1', data.orderId, {
      ...{ ...paid(data, paymentId), vendorId: data.vendorId, amount: data.amount, guarantee },
      ...{ by: data.by, requestedOn: data.requestedOn },
    }),
  ],
  PaymentReleaseRequested: (data, paymentId) => [
    message('procurement.PaymentReleaseRequested.v1', data.orderId, paid(data, paymentId)),
  ],
  PaymentReleased: ({ vendorId, valueDate, lines, ...data }, paymentId) => [
    message('procurement.PaymentReleased.v1', data.orderId, {
      ...{ ...paid(data, paymentId), vendorId, valueDate, lines },
    }),
  ],
  PaymentConfirmationRequested: ({ movement }, documentId) => [
    message('procurement.BankMovementStated.v1', movement.orderId, {
      ...movement,
      ...{ documentId, receivableId: null },
    }),
  ],
  PaymentConfirmed: ({ vendorId, amount, bankReference, ...data }, paymentId) => [
    message('procurement.PaymentConfirmed.v1', data.orderId, {
      ...{ ...paid(data, paymentId), vendorId, amount, bankReference },
    }),
  ],
  PaymentReturnRequested: ({ effectiveAt, ...data }, paymentId) => [
    message('procurement.PaymentReturnRequested.v1', data.orderId, {
      ...{ ...paid(data, paymentId), effectiveAt },
    }),
  ],
  PaymentReturned: ({ effectiveAt, lines, ...data }, paymentId) => [
    message('procurement.PaymentReturned.v1', data.orderId, {
      ...{ ...paid(data, paymentId), effectiveAt, lines },
    }),
  ],
  PaymentCancelled: (data, paymentId) => [
    message('procurement.PaymentCancelled.v1', data.orderId, paid(data, paymentId)),
  ],
};

type Paid = Pick<
  Extract<PaymentEvent, { type: 'PaymentCancelled' }>['data'],
  'reference' | 'invoiceId' | 'orderId'
>;

/** The payment, as each of its messages names it. */
const paid = ({ reference, invoiceId, orderId }: Paid, paymentId: string) => ({
  ...{ paymentId, reference, invoiceId, orderId },
  kind: invoiceId === null ? ('advance' as const) : ('invoice' as const),
});

type AnyTranslations = Readonly<
  Record<string, ((data: never, id: string) => readonly Published[]) | undefined>
>;
const byCategory: Readonly<Record<string, AnyTranslations | undefined>> = {
  'procurement.Vendor': ofVendor as AnyTranslations,
  'procurement.Requisition': ofRequisition as AnyTranslations,
  'procurement.PurchaseOrder': ofOrder as AnyTranslations,
  'procurement.VendorAwards': ofVendorAwards as AnyTranslations,
  'procurement.VendorWriteOffs': ofVendorWriteOffs as AnyTranslations,
  'procurement.BankReference': ofBankReference as AnyTranslations,
  'procurement.Receipt': ofReceipt as AnyTranslations,
  'procurement.Invoice': ofInvoice as AnyTranslations,
  'procurement.Payment': ofPayment as AnyTranslations,
  'procurement.CreditNote': ofCreditNote as AnyTranslations,
  'procurement.Receivable': ofReceivable as AnyTranslations,
};

/** Domain event → messages of `procurement.events.v1`; usually none or one. */
export function translateProcurement(event: Recorded): readonly Published[] {
  const { category, id } = parseStream(event.stream);
  return byCategory[category]?.[event.type]?.(event.data as never, id) ?? [];
}
