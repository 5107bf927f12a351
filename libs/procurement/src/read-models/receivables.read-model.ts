import { receivable } from '../domain/receivable/receivable.decide.js';
import { documentList } from './documents.js';
import { renderReceivable } from './resources/receivable.resource.js';

export const receivableList = documentList({
  name: 'receivables',
  version: 1,
  decider: receivable,
  fields: { status: 'text', purchaseOrderId: 'text', vendorId: 'text', arisenOn: 'text' },
  values: ({ status, purchaseOrderId, vendorId, arisenOn }) => ({
    ...{ status, purchaseOrderId, vendorId, arisenOn },
  }),
  amount: 'open',
  render: renderReceivable,
});
