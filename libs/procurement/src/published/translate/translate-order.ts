import type { Published } from '@tamani/kernel';
import type { OrderEvent, OrderEventData } from '../../domain/purchase-order/order.events.js';
import { ofAmendments } from './translate-amendment.js';
import { ofAdvances } from './translate-advance.js';
import { ofBilling } from './translate-billing.js';
import { ofOrderCredit } from './translate-credit.js';
import { ofOwed } from './translate-receivable.js';
import { matching, message, totalOfLines, type Translations } from './translate-parts.js';

/** Events of a purchase order as messages; key: the order's id. */
export const ofOrder: Translations<OrderEvent> = {
  ...ofAmendments,
  PurchaseOrderCreated: ({ requisitionId, certification }, orderId) => [
    message('procurement.PurchaseOrderDrafted.v1', orderId, {
      orderId,
      requisitionId,
      certification,
    }),
  ],
  PurchaseOrderApprovalRequested: (data, orderId) => [
    message('procurement.PurchaseOrderApprovalRequested.v1', orderId, { orderId, ...data }),
  ],
  PurchaseOrderApprovalRefused: ({ approval, vendorId }, orderId) => [
    message('procurement.PurchaseOrderApprovalRefused.v1', orderId, {
      ...{ orderId, vendorId, approval },
    }),
  ],
  PurchaseOrderLapsed: ({ vendorId }, orderId) => [
    message('procurement.PurchaseOrderLapsed.v1', orderId, { orderId, vendorId }),
  ],
  PurchaseOrderApproved: ({ by: _, ...data }, orderId) => [
    message('procurement.PurchaseOrderApproved.v1', orderId, { orderId, ...data }),
  ],
  PurchaseOrderCommitmentRejected: ({ approval, requisitionId, vendorId }, orderId) => [
    message('procurement.PurchaseOrderCommitmentRejected.v1', orderId, {
      ...{ orderId, requisitionId, vendorId, approval },
    }),
  ],
  PurchaseOrderIssued: ({ lines, ...data }, orderId) => [
    message('procurement.PurchaseOrderIssued.v1', orderId, {
      orderId,
      ...data,
      total: totalOfLines(lines),
      lines: lines.map(({ requisitionLine: _, amount: __, ...line }) => line),
    }),
  ],
  PurchaseOrderClosed: (data, orderId) => [
    message('procurement.PurchaseOrderClosed.v1', orderId, { orderId, ...data }),
  ],
  PurchaseOrderTerminated: ({ reason: _, by: __, ...data }, orderId) => [
    message('procurement.PurchaseOrderTerminated.v1', orderId, {
      orderId,
      ...data,
      outcome: 'terminated',
    }),
  ],
  PurchaseOrderCancelled: ({ reason: _, by: __, ...data }, orderId) => cancelled(orderId, data),
  OrderShareReturned: ({ requisitionId }, orderId) => [
    message('procurement.OrderShareReturned.v1', orderId, { orderId, requisitionId }),
  ],
  ReceiptRecorded: ({ receiptId, lines, budgetLines, rematch }, orderId) => [
    message('procurement.ReceiptRecorded.v1', orderId, {
      orderId,
      receiptId,
      accepted: lines.map(({ orderLine, quantity }) => ({ orderLine, quantity })),
      lines: budgetLines,
    }),
    ...matching(orderId, rematch),
  ],
  ReceiptRefused: (data, orderId) => [
    message('procurement.ReceiptRefused.v1', orderId, { orderId, ...data }),
  ],
  ReceiptWithdrawn: ({ receiptId, rematch }, orderId) => [
    message('procurement.ReceiptWithdrawn.v1', orderId, { orderId, receiptId }),
    ...matching(orderId, rematch),
  ],
  ReceiptWithdrawalRefused: (data, orderId) => [
    message('procurement.ReceiptWithdrawalRefused.v1', orderId, { orderId, ...data }),
  ],
  ...ofBilling,
  ...ofOrderCredit,
  ...ofAdvances,
  ...ofOwed,
};

type Cancelled = Omit<OrderEventData<'PurchaseOrderCancelled'>, 'reason' | 'by'>;

/** Of a draft nothing is committed, and budgets was not asked: no message. */
function cancelled(orderId: string, { committed, asked, ...data }: Cancelled): Published[] {
  const of = { orderId, ...data };
  if (asked) return [message('procurement.PurchaseOrderWithdrawn.v1', orderId, of)];
  const ended = { ...of, outcome: 'cancelled' as const };
  return committed ? [message('procurement.PurchaseOrderTerminated.v1', orderId, ended)] : [];
}
