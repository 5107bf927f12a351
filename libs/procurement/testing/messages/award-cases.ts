import type { DomainEvent } from '@tamani/kernel';
import type { ProcurementEventType } from '../../src/published/messages.js';
import { awardShares, orderEvents, people, requisitionEvents, xof } from '../purchase.js';

/** Domain event → the message, its key and its required data. */
export type Case = readonly [string, DomainEvent, ProcurementEventType, string, object];

const refusal = { code: 'award_splits_purchase', params: { orders: 'PO-1' } };

const withdrawal = {
  ...{ certification: 1, drafts: [], reservationId: 'reservation-1' },
  ...{ effectiveAt: '2026-10-01', by: people.buyer },
};

/** Drafts, shares, awards and amendments, and what they ask for. */
export const awardCases: readonly Case[] = [
  [
    'Requisition',
    {
      type: 'OrderAllocationRefused',
      data: { orderId: 'order-1', approval: 1, amendment: null, refusal },
    },
    'procurement.OrderAllocationRefused.v1',
    'order-1',
    { requisitionId: 'id-1', refusal },
  ],
  [
    'Requisition',
    requisitionEvents.allocated,
    'procurement.OrderAllocated.v1',
    'order-1',
    { requisitionId: 'id-1', approval: 1, reservationId: 'reservation-1' },
  ],
  [
    'PurchaseOrder',
    orderEvents.created,
    'procurement.PurchaseOrderDrafted.v1',
    'id-1',
    { certification: 1, requisitionId: 'requisition-1' },
  ],
  [
    'Requisition',
    {
      type: 'OrderDraftRefused',
      data: { orderId: 'order-1', certification: 1, reason: 'requisition_returned' },
    },
    'procurement.OrderDraftLapsed.v1',
    'order-1',
    { certification: 1, reason: 'requisition_returned' },
  ],
  [
    'Requisition',
    {
      type: 'RequisitionClosedEarly',
      data: { ...withdrawal, reference: 'REQ-2026-0001', reason: 'x' },
    },
    'procurement.RequisitionWithdrawn.v1',
    'id-1',
    { reason: 'closed' },
  ],
  [
    'PurchaseOrder',
    { type: 'OrderShareReturned', data: { requisitionId: 'requisition-1' } },
    'procurement.OrderShareReturned.v1',
    'id-1',
    { requisitionId: 'requisition-1' },
  ],
  [
    'PurchaseOrder',
    {
      type: 'OrderAmendmentApprovalRequested',
      data: { ...orderEvents.approving.data, amendment: 1 },
    },
    'procurement.OrderAmendmentApprovalRequested.v1',
    'id-1',
    { amendment: 1 },
  ],
  [
    'Requisition',
    {
      type: 'OrderAllocationAmended',
      data: { orderId: 'order-1', amendment: 1, lines: [], award: awardShares },
    },
    'procurement.OrderAllocationAmended.v1',
    'order-1',
    { amendment: 1 },
  ],
  [
    'PurchaseOrder',
    {
      type: 'OrderAdjustmentRequested',
      data: {
        ...{ number: 1, adjustmentId: 'a1', reference: 'PO-1', purpose: 'amendment' },
        lines: [{ budgetLineId: 'line-1', accepted: xof(0), open: xof(-580) }],
        ...{ effectiveAt: '2026-10-01', takesBack: null },
      },
    },
    'procurement.AdjustmentRequested.v1',
    'id-1',
    { orderId: 'id-1', adjustmentId: 'a1', lines: [{ accepted: xof(0), open: xof(-580) }] },
  ],
  [
    'PurchaseOrder',
    {
      type: 'PurchaseOrderAmended',
      data: {
        ...{ number: 1, effectiveAt: '2026-10-01', rematch: [] },
        lines: orderEvents.issued.data.lines,
      },
    },
    'procurement.PurchaseOrderAmended.v1',
    'id-1',
    { amendment: 1, total: xof(27_840_000) },
  ],
  [
    'PurchaseOrder',
    {
      type: 'OrderAmendmentRefused',
      data: { number: 1, requisitionId: 'r', vendorId: 'v', refusal: null, rejections: [] },
    },
    'procurement.OrderAmendmentRefused.v1',
    'id-1',
    { amendment: 1, requisitionId: 'r', vendorId: 'v' },
  ],
  [
    'VendorAwards',
    { type: 'AwardRegistered', data: { ...orderEvents.approving.data, orderId: 'order-1' } },
    'procurement.AwardRegistered.v1',
    'order-1',
    { certification: 1 },
  ],
  [
    'VendorAwards',
    { type: 'AwardRefused', data: { orderId: 'order-1', approval: 1, amendment: null, refusal } },
    'procurement.AwardRefused.v1',
    'order-1',
    { refusal },
  ],
  [
    'PurchaseOrder',
    {
      type: 'PurchaseOrderApprovalRefused',
      data: { approval: 1, vendorId: 'vendor-1', refusal },
    },
    'procurement.PurchaseOrderApprovalRefused.v1',
    'id-1',
    { vendorId: 'vendor-1', approval: 1 },
  ],
  [
    'PurchaseOrder',
    {
      type: 'PurchaseOrderLapsed',
      data: { certification: 1, vendorId: 'vendor-1', reason: 'requisition_returned' },
    },
    'procurement.PurchaseOrderLapsed.v1',
    'id-1',
    { vendorId: 'vendor-1' },
  ],
];
