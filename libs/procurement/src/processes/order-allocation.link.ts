import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { refusalTo } from './award-register.link.js';
import { link } from './link.js';

/**
 * Keeps requisition and order in step: drafts are known and lapse with their round; an order
 * requests quantities and is answered; committed quantities are settled, those of a refused or
 * cancelled order returned, and the end of the last order closes the requisition.
 */
export const orderAllocation = link('order-allocation', {
  'procurement.PurchaseOrderDrafted.v1': ({ requisitionId, orderId, certification }) => [
    send(requisition, requisitionId, { type: 'RecordDraft', orderId, certification }),
  ],
  'procurement.OrderDraftLapsed.v1': ({ orderId, certification, reason }) => [
    send(purchaseOrder, orderId, { type: 'LapseOrder', certification, reason }),
  ],
  'procurement.OrderAllocated.v1': ({ orderId, approval, reservationId, budgetLines }) => [
    send(purchaseOrder, orderId, {
      type: 'AcceptAllocation',
      approval,
      reservationId,
      budgetLines,
    }),
  ],
  'procurement.OrderAllocationRefused.v1': ({ orderId, ...round }) => [
    send(purchaseOrder, orderId, refusalTo(round)),
  ],
  'procurement.PurchaseOrderIssued.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'SettleAllocation', orderId, approval }),
  ],
  'procurement.PurchaseOrderCommitmentRejected.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'ReleaseAllocation', orderId, approval }),
  ],
  'procurement.PurchaseOrderWithdrawn.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'ReleaseAllocation', orderId, approval }),
  ],
  'procurement.PurchaseOrderClosed.v1': ({ requisitionId, orderId, effectiveAt }) => [
    send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId, effectiveAt }),
  ],
  'procurement.PurchaseOrderTerminated.v1': ({ requisitionId, orderId, effectiveAt, outcome }) =>
    outcome === 'terminated'
      ? [send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId, effectiveAt })]
      : [],
  'procurement.OrderShareReturned.v1': ({ requisitionId, orderId }) => [
    send(requisition, requisitionId, { type: 'ReturnShare', orderId }),
  ],
});
