import type { Steps } from '@tamani/nest';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import { orderAggregate } from '../../facts/order.facts.js';
import type { InvoiceBody } from '../schemas/invoices.schemas.js';

/** The order takes note at once, so that the next invoice is matched after it. */
export const invoiceSteps: Steps = {
  create: {
    async after(desk, body, { id: invoiceId }) {
      const { purchaseOrderId: id } = body as InvoiceBody;
      const order = { aggregate: orderAggregate, id, name: 'claim' };
      await desk.step(order, { type: 'RecordInvoice', invoiceId });
    },
  },
  reject: {
    async after(desk, _, { id: invoiceId, today: on }) {
      const loaded = await desk.load(invoice, invoiceId);
      if (!loaded) return;
      const { purchaseOrderId: id } = loaded.state;
      const order = { aggregate: orderAggregate, id, name: 'withdraw' };
      await desk.step(order, { type: 'WithdrawInvoice', invoiceId, on });
    },
  },
};
