import { receipt } from '../domain/receipt/receipt.decide.js';
import { documentList } from './documents.js';
import { renderReceipt } from './resources/receipt.resource.js';

export const receiptList = documentList({
  name: 'receipts',
  version: 1,
  decider: receipt,
  fields: { status: 'text', purchaseOrderId: 'text', vendorId: 'text', deliveredOn: 'text' },
  values: ({ status, purchaseOrderId, vendorId, deliveredOn }) => ({
    status,
    purchaseOrderId,
    vendorId,
    deliveredOn,
  }),
  render: renderReceipt,
});
