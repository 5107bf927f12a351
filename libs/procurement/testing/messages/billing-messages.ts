import type { DomainEvent } from '@tamani/kernel';
import type { ProcurementEventType } from '../../src/published/index.js';
import { invoiceEvents, people, xof } from '../purchase.js';

const by = people.clerk;
const refusal = { code: 'delivery_not_accrued', params: { reference: 'PO-2026-0001' } };
const adjustment = { adjustmentId: 'a1', invoiceId: 'invoice-1' };
const shortfall = { amount: '6.00', currency: 'USD' };
const rejections = [{ budgetLineId: 'line-1', code: 'insufficient_funds', shortfall }];
const price = [{ budgetLineId: 'line-1', accepted: xof(-40_000), open: xof(0) }];
const document = { purchaseOrderId: 'order-1', reason: 'x', by };
const {
  reference: _,
  vendorId: __,
  number: ___,
  replaces: ____,
  ...content
} = invoiceEvents.registered.data;

type Case = [string, DomainEvent, ProcurementEventType, string, object];
const ofOrder = (type: string, data: object, [message, told]: readonly [string, object]): Case => [
  'PurchaseOrder',
  { type, data },
  `procurement.${message}.v1` as ProcurementEventType,
  'id-1',
  { orderId: 'id-1', ...told },
];
const ofInvoice = (type: string, data: object, told: object): Case => [
  'Invoice',
  { type, data },
  `procurement.${type}.v1` as ProcurementEventType,
  'order-1',
  { invoiceId: 'id-1', orderId: 'order-1', ...told },
];

/** What is said of invoices, prices and payments between their documents, and to budgets. */
export const billingCases: readonly Case[] = [
  ofOrder(
    'PriceAdjustmentRequested',
    { ...adjustment, reference: 'PO-2026-0001', effectiveAt: '2026-10-22', lines: price },
    ['AdjustmentRequested', { adjustmentId: 'a1', purpose: 'price', lines: price }],
  ),
  ofOrder('PriceAdjusted', adjustment, ['InvoicePriceAgreed', { invoiceId: 'invoice-1' }]),
  ofOrder('OrderInvoiceRefused', { invoiceId: 'invoice-1', refusal }, [
    'InvoiceClaimRefused',
    { invoiceId: 'invoice-1', refusal },
  ]),
  [
    'Invoice',
    { type: 'InvoiceClaimRefused', data: { purchaseOrderId: 'order-1', refusal } },
    'procurement.InvoiceRejected.v1',
    'order-1',
    { orderId: 'order-1', invoiceId: 'id-1' },
  ],
  ofOrder('InvoicePriceRefused', { invoiceId: 'invoice-1', refusal }, [
    'InvoicePriceRefused',
    { refusal },
  ]),
  ofOrder('PriceAdjustmentRejected', { ...adjustment, rejections }, [
    'InvoicePriceNotFunded',
    { invoiceId: 'invoice-1', shortfalls: rejections },
  ]),
  ofOrder('PaymentCleared', { paymentId: 'p1', invoiceId: 'invoice-1' }, [
    'PaymentCleared',
    { paymentId: 'p1' },
  ]),
  ofOrder('PaymentClearanceRefused', { paymentId: 'p1', invoiceId: 'invoice-1', refusal }, [
    'PaymentClearanceRefused',
    { paymentId: 'p1', refusal },
  ]),
  ofOrder('PaymentReturnAllowed', { paymentId: 'p1', invoiceId: 'invoice-1' }, [
    'PaymentReturnAllowed',
    { paymentId: 'p1' },
  ]),
  ofOrder('PaymentReturnNotAllowed', { paymentId: 'p1', invoiceId: 'invoice-1', refusal }, [
    'PaymentReturnNotAllowed',
    { paymentId: 'p1', refusal },
  ]),
  ofOrder(
    'PurchaseOrderReopened',
    {
      ...{ reference: 'PO-2026-0001', requisitionId: 'requisition-1' },
      ...{ effectiveAt: '2026-11-20', budgetLineIds: ['line-1'] },
    },
    ['PurchaseOrderReopened', { effectiveAt: '2026-11-20' }],
  ),
  ofInvoice('InvoiceCorrected', { ...content, ...document }, { total: xof(11_136_000) }),
  ofInvoice(
    'InvoiceApprovalRequested',
    { purchaseOrderId: 'order-1', by, requestedOn: '2026-10-22' },
    { requestedOn: '2026-10-22' },
  ),
  ofInvoice('InvoiceCancelled', document, {}),
  [
    'Payment',
    {
      type: 'PaymentReleaseRequested',
      data: {
        ...{ reference: 'PAY-2026-0001', invoiceId: 'invoice-1', orderId: 'order-1' },
        ...{ vendorId: 'vendor-1', valueDate: '2026-11-05', by, requestedOn: '2026-11-05' },
      },
    },
    'procurement.PaymentReleaseRequested.v1',
    'order-1',
    { paymentId: 'id-1' },
  ],
];

/** Told to budgets only when it gives back, to nobody when an answer concerns no invoice. */
export const unpublished: readonly DomainEvent[] = [
  { type: 'PriceAdjusted', data: { adjustmentId: 'a1', invoiceId: null } },
  { type: 'PriceAdjustmentRejected', data: { adjustmentId: 'a1', invoiceId: null, rejections } },
];
