import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { documentList } from './documents.js';
import { renderOrder } from './resources/order.resource.js';

export const purchaseOrderList = documentList({
  name: 'purchase-orders',
  version: 1,
  decider: purchaseOrder,
  fields: { status: 'text', kind: 'text', vendorId: 'text', requisitionId: 'text' },
  values: ({ status, kind, vendorId, requisitionId }) => ({
    status,
    kind,
    vendorId,
    requisitionId,
  }),
  amount: 'total',
  render: renderOrder,
});
