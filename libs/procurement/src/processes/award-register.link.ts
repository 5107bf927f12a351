import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { roundOf } from '../domain/shared/awards.js';
import { vendorAwards } from '../domain/vendor-awards/vendor-awards.decide.js';
import { link } from './link.js';

/**
 * An order in approval asks first the register of its vendor, whether it splits a purchase, then
 * its requisition. What is refused later, cancelled or lapsed counts no more.
 */
export const awardRegister = link('award-register', {
  'procurement.PurchaseOrderApprovalRequested.v1': (ask) => [
    send(vendorAwards, ask.vendorId, { type: 'RegisterAward', ...ask }),
  ],
  'procurement.AwardRegistered.v1': ({ requisitionId, ...ask }) => [
    send(requisition, requisitionId, { type: 'AllocateOrder', ...ask }),
  ],
  'procurement.AwardRefused.v1': ({ orderId, approval, refusal }) => [
    send(purchaseOrder, orderId, { type: 'RefuseAllocation', approval, refusal }),
  ],
  'procurement.PurchaseOrderApprovalRefused.v1': ({ orderId, vendorId, approval }) => [
    send(vendorAwards, vendorId, withdrawal(orderId, approval)),
  ],
  'procurement.PurchaseOrderCommitmentRejected.v1': ({ orderId, vendorId, approval }) => [
    send(vendorAwards, vendorId, withdrawal(orderId, approval)),
  ],
  'procurement.PurchaseOrderLapsed.v1': ({ orderId, vendorId }) => [
    send(vendorAwards, vendorId, { type: 'EndAward', orderId }),
  ],
  'procurement.PurchaseOrderTerminated.v1': ({ orderId, vendorId, outcome }) =>
    outcome === 'cancelled' ? [send(vendorAwards, vendorId, { type: 'EndAward', orderId })] : [],
});

const withdrawal = (orderId: string, approval: number) => {
  const round = roundOf({ approval, amendment: null });
  return { type: 'WithdrawAward', orderId, round } as const;
};
