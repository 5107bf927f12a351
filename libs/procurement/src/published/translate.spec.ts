import { describe, expect, test } from '@jest/globals';
import type { DomainEvent, Published, Recorded } from '@tamani/kernel';
import { advanceCases } from '../../testing/advances/messages.js';
import { carriedOverCase } from '../../testing/messages/carry-over-message.js';
import { awardCases, type Case } from '../../testing/messages/award-cases.js';
import { billingCases, unpublished } from '../../testing/messages/billing-messages.js';
import { creditCases } from '../../testing/messages/credit-messages.js';
import { receivableCases } from '../../testing/messages/receivable-messages.js';
import {
  invoiceEvents,
  orderEvents,
  people,
  recorded,
  requisitionEvents,
  vendorEvents,
  xof,
  receiptEvents,
} from '../../testing/purchase.js';
import { isProcurementEvent, procurementEvents } from './messages.js';
import { translateProcurement } from './translate.js';

const by = people.buyer;
const published = (category: string, event: DomainEvent): readonly Published[] => {
  const meta = { actor: { id: 'buyer', roles: [] }, recordedAt: '2026-10-01T08:00:00.000Z' };
  const stream = `procurement.${category}-id-1`;
  return translateProcurement({ ...event, stream, meta } as unknown as Recorded);
};
const types = (category: string, event: DomainEvent) =>
  published(category, event).map((message) => message.type);
const end = {
  reference: 'PO-2026-0001',
  requisitionId: 'requisition-1',
  vendorId: 'vendor-1',
  effectiveAt: '2026-10-01',
  budgetLineIds: ['line-1'],
};
const endedEarly = { ...end, reason: 'x', by, approval: 1 };
const paymentOf = {
  reference: 'PAY-2026-0001',
  invoiceId: 'invoice-1',
  orderId: 'order-1',
  vendorId: 'vendor-1',
};
const refusal = { code: 'receipt_exceeds_order', params: { left: '0' } };
const asked = { orderId: 'order-1', by, requestedOn: '2026-10-20' };
const lines = [{ budgetLineId: 'line-1', amount: xof(11_136_000) }];
const paidLines = lines.map((line) => ({ ...line, orderLine: 1 }));
const round = { certification: 1, drafts: [] };
const withdrawal = { ...round, reservationId: 'reservation-1', effectiveAt: '2026-10-01', by };
const posted = {
  ...{ reference: 'REC-2026-0001', orderId: 'order-1', vendorId: 'vendor-1' },
  deliveredOn: '2026-10-12',
  ...{ accepted: [{ orderLine: 1, quantity: '40' }], lines },
};
const reversed = {
  reference: 'REC-2026-0001',
  orderId: 'order-1',
  effectiveAt: '2026-10-20',
  ...{ reason: 'Counted twice', lines, by },
};

/** Domain event → the message, its key and its required data. */
const cases: readonly Case[] = [
  ['Vendor', vendorEvents.registered, 'procurement.VendorRegistered.v1', 'id-1', { country: 'ML' }],
  [
    'Vendor',
    vendorEvents.eligible,
    'procurement.VendorStatusChanged.v1',
    'id-1',
    { status: 'eligible' },
  ],
  [
    'Requisition',
    requisitionEvents.submitted,
    'procurement.RequisitionSubmitted.v1',
    'id-1',
    { reservationId: 'reservation-1', requestedBy: [people.requisitioner] },
  ],
  [
    'Requisition',
    requisitionEvents.certified,
    'procurement.RequisitionCertified.v1',
    'id-1',
    { total: xof(29_000_000) },
  ],
  [
    'Requisition',
    { type: 'RequisitionReturned', data: { ...withdrawal, comments: 'x' } },
    'procurement.RequisitionWithdrawn.v1',
    'id-1',
    { reason: 'returned' },
  ],
  [
    'Requisition',
    { type: 'RequisitionCancelled', data: { ...withdrawal, reason: 'x' } },
    'procurement.RequisitionWithdrawn.v1',
    'id-1',
    { reason: 'cancelled' },
  ],
  [
    'Requisition',
    {
      type: 'RequisitionClosed',
      data: {
        ...round,
        reference: 'REQ-2026-0001',
        reservationId: null,
        effectiveAt: '2026-10-01',
      },
    },
    'procurement.RequisitionClosed.v1',
    'id-1',
    {},
  ],
  ...awardCases,
  [
    'PurchaseOrder',
    orderEvents.approved,
    'procurement.PurchaseOrderApproved.v1',
    'id-1',
    { approval: 1, lines: [{ lastOfReservation: true }] },
  ],
  [
    'PurchaseOrder',
    orderEvents.issued,
    'procurement.PurchaseOrderIssued.v1',
    'id-1',
    { total: xof(27_840_000) },
  ],
  [
    'PurchaseOrder',
    {
      type: 'PurchaseOrderCommitmentRejected',
      data: { approval: 1, requisitionId: 'r', vendorId: 'v', rejections: [] },
    },
    'procurement.PurchaseOrderCommitmentRejected.v1',
    'id-1',
    { requisitionId: 'r' },
  ],
  [
    'PurchaseOrder',
    orderEvents.approving,
    'procurement.PurchaseOrderApprovalRequested.v1',
    'id-1',
    { orderId: 'id-1', lines: [{ line: 1, quantity: '100' }] },
  ],
  [
    'PurchaseOrder',
    { type: 'ReceiptRefused', data: { receiptId: 'receipt-1', refusal } },
    'procurement.ReceiptRefused.v1',
    'id-1',
    { receiptId: 'receipt-1', refusal },
  ],
  [
    'PurchaseOrder',
    { type: 'ReceiptWithdrawalRefused', data: { receiptId: 'receipt-1', refusal } },
    'procurement.ReceiptWithdrawalRefused.v1',
    'id-1',
    { receiptId: 'receipt-1', refusal },
  ],
  [
    'Receipt',
    receiptEvents.registered,
    'procurement.ReceiptRegistered.v1',
    'order-1',
    { receiptId: 'id-1', orderId: 'order-1', by: people.receiver },
  ],
  [
    'Receipt',
    { type: 'ReceiptPostingRequested', data: asked },
    'procurement.ReceiptPostingRequested.v1',
    'order-1',
    { receiptId: 'id-1', requestedOn: '2026-10-20' },
  ],
  [
    'Receipt',
    {
      type: 'ReceiptReversalRequested',
      data: { ...asked, effectiveAt: '2026-10-20', reason: 'x' },
    },
    'procurement.ReceiptReversalRequested.v1',
    'order-1',
    { receiptId: 'id-1', reason: 'x' },
  ],
  [
    'Invoice',
    {
      type: 'PaymentAllocationRefused',
      data: { paymentId: 'p1', purchaseOrderId: 'order-1', refusal },
    },
    'procurement.PaymentAllocationRefused.v1',
    'order-1',
    { paymentId: 'p1', refusal },
  ],
  [
    'Payment',
    {
      type: 'PaymentRequested',
      data: { ...paymentOf, amount: xof(1), by, requestedOn: '2026-10-20' },
    },
    'procurement.PaymentRequested.v1',
    'order-1',
    { paymentId: 'id-1', amount: xof(1) },
  ],
  [
    'PurchaseOrder',
    { type: 'PurchaseOrderClosed', data: end },
    'procurement.PurchaseOrderClosed.v1',
    'id-1',
    { budgetLineIds: ['line-1'] },
  ],
  [
    'PurchaseOrder',
    { type: 'PurchaseOrderTerminated', data: endedEarly },
    'procurement.PurchaseOrderTerminated.v1',
    'id-1',
    { outcome: 'terminated', approval: 1 },
  ],
  [
    'PurchaseOrder',
    { type: 'PurchaseOrderCancelled', data: { ...endedEarly, committed: true, asked: false } },
    'procurement.PurchaseOrderTerminated.v1',
    'id-1',
    { outcome: 'cancelled', approval: 1 },
  ],
  [
    'PurchaseOrder',
    { type: 'PurchaseOrderCancelled', data: { ...endedEarly, committed: false, asked: true } },
    'procurement.PurchaseOrderWithdrawn.v1',
    'id-1',
    { approval: 1, budgetLineIds: ['line-1'] },
  ],
  [
    'PurchaseOrder',
    recorded('receipt-1', 40),
    'procurement.ReceiptRecorded.v1',
    'id-1',
    {
      receiptId: 'receipt-1',
      accepted: [{ orderLine: 1, quantity: '40' }],
      lines: [{ budgetLineId: 'line-1' }],
    },
  ],
  [
    'PurchaseOrder',
    {
      type: 'ReceiptWithdrawn',
      data: { receiptId: 'receipt-1', effectiveAt: '2026-10-20', reason: 'x', rematch: [], by },
    },
    'procurement.ReceiptWithdrawn.v1',
    'id-1',
    { receiptId: 'receipt-1' },
  ],
  [
    'PurchaseOrder',
    { type: 'OrderInvoiceWithdrawn', data: { invoiceId: 'i1', rematch: ['i2'] } },
    'procurement.OrderMatchingChanged.v1',
    'id-1',
    { invoiceIds: ['i2'] },
  ],
  [
    'Receipt',
    { type: 'ReceiptPosted', data: posted },
    'procurement.ReceiptPosted.v1',
    'order-1',
    { receiptId: 'id-1', lines: [{ budgetLineId: 'line-1' }] },
  ],
  [
    'Receipt',
    { type: 'ReceiptReversed', data: reversed },
    'procurement.ReceiptReversed.v1',
    'order-1',
    { lines },
  ],
  [
    'Invoice',
    invoiceEvents.registered,
    'procurement.InvoiceRegistered.v1',
    'order-1',
    { total: xof(11_136_000), status: 'matched' },
  ],
  [
    'Invoice',
    invoiceEvents.approved,
    'procurement.InvoiceApproved.v1',
    'order-1',
    { invoiceId: 'id-1' },
  ],
  [
    'Invoice',
    { type: 'InvoiceRejected', data: { purchaseOrderId: 'order-1', reason: 'x', by } },
    'procurement.InvoiceRejected.v1',
    'order-1',
    {},
  ],
  [
    'Invoice',
    {
      type: 'PaymentAllocated',
      data: { paymentId: 'p1', purchaseOrderId: 'order-1', lines: paidLines },
    },
    'procurement.PaymentAllocated.v1',
    'order-1',
    { paymentId: 'p1', lines: paidLines },
  ],
  [
    'Invoice',
    { type: 'InvoicePaid', data: { purchaseOrderId: 'order-1' } },
    'procurement.InvoicePaid.v1',
    'order-1',
    {},
  ],
  [
    'Payment',
    { type: 'PaymentReleased', data: { ...paymentOf, valueDate: '2026-11-05', lines, by } },
    'procurement.PaymentReleased.v1',
    'order-1',
    { paymentId: 'id-1', lines },
  ],
  [
    'Payment',
    { type: 'PaymentConfirmed', data: { ...paymentOf, amount: xof(1), bankReference: 'b', by } },
    'procurement.PaymentConfirmed.v1',
    'order-1',
    {},
  ],
  [
    'Payment',
    {
      type: 'PaymentReturned',
      data: { ...paymentOf, effectiveAt: '2026-11-09', reason: 'x', lines, by },
    },
    'procurement.PaymentReturned.v1',
    'order-1',
    { lines },
  ],
  [
    'Payment',
    { type: 'PaymentCancelled', data: { ...paymentOf, reason: 'x', by } },
    'procurement.PaymentCancelled.v1',
    'order-1',
    {},
  ],
  ...billingCases,
  ...creditCases,
  ...advanceCases,
  carriedOverCase,
  ...receivableCases,
];

describe('translation', () => {
  test.each(cases)('%s %j is %s', (...[category, event, type, key, data]) => {
    const [first] = published(category, event);
    expect(first).toMatchObject({ type, key, data });
    procurementEvents[type].parse(first?.data);
  });

  test('every message type is produced from a domain event', () => {
    const made = new Set(cases.map(([, , type]) => type));
    expect([...made].sort()).toEqual(Object.keys(procurementEvents).sort());
  });

  test('receipts and claims name the invoices to match again', () => {
    const receipt = recorded('receipt-1', 40);
    const again = { ...receipt, data: { ...receipt.data, rematch: ['i1'] } };
    expect(types('PurchaseOrder', again)).toEqual([
      'procurement.ReceiptRecorded.v1',
      'procurement.OrderMatchingChanged.v1',
    ]);
    expect(types('PurchaseOrder', receipt)).toEqual(['procurement.ReceiptRecorded.v1']);
  });

  test('each draft of a round that is over is told by itself', () => {
    const drafts = ['order-1', 'order-2'];
    const data = { ...withdrawal, drafts, reservationId: null, reason: 'x' };
    const told = published('Requisition', { type: 'RequisitionCancelled', data });
    expect(told.map(({ key }) => key)).toEqual(drafts);
  });

  test('internal events are not published', () => {
    const draft = { ...endedEarly, approval: 0, committed: false, asked: false };
    expect(types('PurchaseOrder', { type: 'PurchaseOrderCancelled', data: draft })).toEqual([]);
    const unfunded = { ...withdrawal, reservationId: null, reason: 'x' };
    expect(types('Requisition', { type: 'RequisitionCancelled', data: unfunded })).toEqual([]);
    const unposted = { ...reversed, lines: [] };
    expect(types('Receipt', { type: 'ReceiptReversed', data: unposted })).toEqual([]);
    expect(types('Vendor', vendorEvents.screened)).toEqual([]);
    for (const event of unpublished) expect(types('PurchaseOrder', event)).toEqual([]);
    expect(types('Reference', { type: 'ReferenceAllocated', data: {} })).toEqual([]);
  });

  test('messages of other contexts are distinguished', () => {
    const event = { type: 'procurement.InvoicePaid.v1' } as Parameters<
      typeof isProcurementEvent
    >[0];
    expect(isProcurementEvent(event)).toBe(true);
    expect(isProcurementEvent({ ...event, type: 'budgets.FundsReserved.v1' })).toBe(false);
  });
});
