import type { Steps } from '@tamani/nest';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import { requisitionAggregate } from '../../facts/requisition.facts.js';
import type { ApproveOrderBody } from '../schemas/purchase-orders.schemas.js';

/** Step one of an approval on the requisition, which guards its quantities. */
export const orderSteps: Steps = {
  approve: {
    async before(desk, body, { id, by, today }) {
      const order = await desk.load(purchaseOrder, id);
      if (!order || order.revision !== desk.ifMatch) return;
      const { requisitionId, drafts: draft } = order.state;
      const effectiveAt = (body as ApproveOrderBody).effectiveAt ?? today;
      const requisition = { aggregate: requisitionAggregate, id: requisitionId, name: 'allocate' };
      const approval = { orderId: id, draft, effectiveAt, by, today };
      await desk.step(requisition, { type: 'AllocateOrder', ...approval });
    },
  },
};
