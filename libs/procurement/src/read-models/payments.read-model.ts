import { payment } from '../domain/payment/payment.decide.js';
import { documentList } from './documents.js';
import { kindOf, renderPayment } from './resources/payment.resource.js';

export const paymentList = documentList({
  name: 'payments',
  version: 1,
  decider: payment,
  fields: {
    status: 'text',
    kind: 'text',
    invoiceId: 'text',
    purchaseOrderId: 'text',
    vendorId: 'text',
  },
  values: ({ status, invoiceId, orderId, vendorId }) => ({
    status,
    kind: kindOf({ invoiceId }),
    invoiceId,
    purchaseOrderId: orderId,
    vendorId,
  }),
  amount: 'amount',
  render: renderPayment,
});
