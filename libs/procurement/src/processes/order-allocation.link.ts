import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { link } from './link.js';

/**
 * Requisition and order move together: the order asks for its quantities and is answered; what was
 * committed is settled, what was refused is given back, and with its last order the requisition is
 * closed.
 */
export const orderAllocation = link('order-allocation', {
  'procurement.PurchaseOrderApprovalRequested.v1': ({ requisitionId, ...asked }) => [
    send(requisition, requisitionId, { type: 'AllocateOrder', ...asked }),
  ],
  'procurement.OrderAllocated.v1': ({ orderId, approval, reservationId, budgetLines }) => [
    send(purchaseOrder, orderId, {
      type: 'AcceptAllocation',
      approval,
      reservationId,
      budgetLines,
    }),
  ],
  'procurement.OrderAllocationRefused.v1': ({ orderId, approval, refusal }) => [
    send(purchaseOrder, orderId, { type: 'RefuseAllocation', approval, refusal }),
  ],
  'procurement.PurchaseOrderIssued.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'SettleAllocation', orderId, approval }),
  ],
  'procurement.PurchaseOrderCommitmentRejected.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'ReleaseAllocation', orderId, approval }),
  ],
  'procurement.PurchaseOrderClosed.v1': ({ requisitionId, orderId }) => [
    send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId }),
  ],
  'procurement.PurchaseOrderTerminated.v1': ({ requisitionId, orderId }) => [
    send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId }),
  ],
});
