import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { onOwn } from './own-messages.js';

/**
 * Requisition and order move together: what was allocated is approved, what was committed is
 * settled, what was refused is given back, and with its last order the requisition is closed.
 */
export const orderAllocation = onOwn('order-allocation', {
  heal: {
    'procurement.OrderAllocated.v1': ({ orderId }) => [
      send(purchaseOrder, orderId, { type: 'ApproveOrder' }),
    ],
  },
  on: {
    'procurement.PurchaseOrderIssued.v1': ({ requisitionId, orderId, approval }) => [
      send(requisition, requisitionId, { type: 'SettleAllocation', orderId, approval }),
    ],
    'procurement.PurchaseOrderApprovalLapsed.v1': ({ requisitionId, orderId, approval }) => [
      send(requisition, requisitionId, { type: 'ReleaseAllocation', orderId, approval }),
    ],
    'procurement.PurchaseOrderClosed.v1': ({ requisitionId, orderId }) => [
      send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId }),
    ],
    'procurement.PurchaseOrderTerminated.v1': ({ requisitionId, orderId }) => [
      send(requisition, requisitionId, { type: 'RecordOrderEnd', orderId }),
    ],
  },
});
