import { send } from '@tamani/runtime';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { roundOf } from '../domain/shared/awards.js';
import type { Refusal } from '../domain/shared/document.js';
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
  'procurement.OrderAmendmentApprovalRequested.v1': (ask) => [
    send(vendorAwards, ask.vendorId, { type: 'RegisterAward', ...ask }),
  ],
  'procurement.AwardRegistered.v1': ({ requisitionId, ...ask }) => [
    send(requisition, requisitionId, {
      type: ask.amendment === null ? 'AllocateOrder' : 'AmendAllocation',
      ...ask,
    }),
  ],
  'procurement.AwardRefused.v1': ({ orderId, ...round }) => [
    send(purchaseOrder, orderId, refusalTo(round)),
  ],
  'procurement.OrderAllocationAmended.v1': ({ orderId, amendment }) => [
    send(purchaseOrder, orderId, { type: 'AcceptAmendment', amendment }),
  ],
  'procurement.OrderAmendmentRefused.v1': ({ orderId, requisitionId, vendorId, amendment }) => [
    send(vendorAwards, vendorId, withdrawal(orderId, { approval: 1, amendment })),
    send(requisition, requisitionId, { type: 'ReleaseAmendment', orderId, amendment }),
  ],
  'procurement.PurchaseOrderApprovalRefused.v1': ({ orderId, vendorId, approval }) => [
    send(vendorAwards, vendorId, withdrawal(orderId, { approval, amendment: null })),
  ],
  'procurement.PurchaseOrderCommitmentRejected.v1': ({ orderId, vendorId, approval }) => [
    send(vendorAwards, vendorId, withdrawal(orderId, { approval, amendment: null })),
  ],
  'procurement.PurchaseOrderLapsed.v1': ({ orderId, vendorId }) => [
    send(vendorAwards, vendorId, { type: 'EndAward', orderId }),
  ],
  'procurement.PurchaseOrderWithdrawn.v1': ({ orderId, vendorId }) => [
    send(vendorAwards, vendorId, { type: 'EndAward', orderId }),
  ],
  'procurement.PurchaseOrderTerminated.v1': ({ orderId, vendorId, outcome }) =>
    outcome === 'cancelled' ? [send(vendorAwards, vendorId, { type: 'EndAward', orderId })] : [],
});

const withdrawal = (orderId: string, round: Parameters<typeof roundOf>[0]) =>
  ({ type: 'WithdrawAward', orderId, round: roundOf(round) }) as const;

interface RefusedRound {
  readonly approval: number;
  readonly amendment: number | null;
  readonly refusal: Refusal;
}

/** What was asked, the order or its amendment, is told the refusal. */
export const refusalTo = ({ approval, amendment, refusal }: RefusedRound) =>
  amendment === null
    ? ({ type: 'RefuseAllocation', approval, refusal } as const)
    : ({ type: 'RefuseAmendment', amendment, refusal } as const);
