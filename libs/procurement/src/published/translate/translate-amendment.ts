import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import { matching, message, totalOfLines, type Translations } from './translate-parts.js';

/** Events of an order's amendments and carry-overs as messages; key: the order's id. */
export const ofAmendments: Translations<OrderEvent> = {
  OrderAmendmentApprovalRequested: (data, orderId) => [
    message('procurement.OrderAmendmentApprovalRequested.v1', orderId, { orderId, ...data }),
  ],
  OrderAmendmentRefused: ({ number: amendment, requisitionId, vendorId }, orderId) => [
    message('procurement.OrderAmendmentRefused.v1', orderId, {
      ...{ orderId, requisitionId, vendorId, amendment },
    }),
  ],
  OrderAdjustmentRequested: ({ number: _, takesBack: __, ...data }, orderId) => [
    message('procurement.AdjustmentRequested.v1', orderId, { orderId, ...data }),
  ],
  OrderCarryOverRequested: ({ number: _, reason: __, by: ___, ...data }, orderId) => [
    message('procurement.CarryOverRequested.v1', orderId, { orderId, ...data }),
  ],
  PurchaseOrderAmended: ({ number: amendment, effectiveAt, lines, rematch }, orderId) => [
    message('procurement.PurchaseOrderAmended.v1', orderId, {
      ...{ orderId, amendment, effectiveAt, total: totalOfLines(lines) },
    }),
    ...matching(orderId, rematch),
  ],
};
