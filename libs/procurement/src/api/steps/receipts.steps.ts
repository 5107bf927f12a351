import type { Steps } from '@tamani/nest';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import { receipt } from '../../domain/receipt/receipt.decide.js';
import { orderAggregate } from '../../facts/order.facts.js';
import type { ReverseReceiptBody } from '../schemas/receipts.schemas.js';

/** Step one on the order, which guards the ordered quantities. */
export const receiptSteps: Steps = {
  post: {
    async before(desk, _, { id, by, today }) {
      const loaded = await desk.load(receipt, id);
      if (!loaded || loaded.revision !== desk.ifMatch) return;
      const order = { aggregate: orderAggregate, id: loaded.state.purchaseOrderId, name: 'record' };
      await desk.step(order, { type: 'RecordReceipt', receiptId: id, by, today });
    },
  },
  reverse: {
    /** Of a posted receipt the order gives its quantities up first. */
    async before(desk, body, { id: receiptId, by, today }) {
      const loaded = await desk.load(receipt, receiptId);
      if (!loaded || loaded.revision !== desk.ifMatch) return;
      const { purchaseOrderId } = loaded.state;
      const counting = await desk.load(purchaseOrder, purchaseOrderId);
      if (!counting?.state.receipts.some((r) => r.receiptId === receiptId)) return;
      const { reason, effectiveAt = today } = body as ReverseReceiptBody;
      const order = { aggregate: orderAggregate, id: purchaseOrderId, name: 'withdraw' };
      const reversal = { receiptId, reason, effectiveAt, by, today };
      await desk.step(order, { type: 'WithdrawReceipt', ...reversal });
    },
  },
};
