import { payment } from '../domain/payment/payment.decide.js';
import { documentList } from './documents.js';
import { renderPayment } from './resources/payment.resource.js';

export const paymentList = documentList({
  name: 'payments',
  version: 1,
  decider: payment,
  fields: { status: 'text', invoiceId: 'text', purchaseOrderId: 'text', vendorId: 'text' },
  values: ({ status, invoiceId, orderId, vendorId }) => ({
    status,
    invoiceId,
    purchaseOrderId: orderId,
    vendorId,
  }),
  amount: 'amount',
  render: renderPayment,
});
