import { invoice } from '../domain/invoice/invoice.decide.js';
import { documentList } from './documents.js';
import { renderInvoice } from './resources/invoice.resource.js';

export const invoiceList = documentList({
  name: 'invoices',
  version: 1,
  decider: invoice,
  fields: {
    status: 'text',
    purchaseOrderId: 'text',
    vendorId: 'text',
    number: 'text',
    invoicedOn: 'text',
  },
  values: ({ status, purchaseOrderId, vendorId, number, invoicedOn }) => ({
    status,
    purchaseOrderId,
    vendorId,
    number,
    invoicedOn,
  }),
  search: ['number'],
  order: ['number'],
  amount: 'total',
  render: renderInvoice,
});
