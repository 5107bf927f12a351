import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import { documentList } from './documents.js';
import { renderCreditNote } from './resources/credit-note.resource.js';

export const creditNoteList = documentList({
  name: 'credit-notes',
  version: 1,
  decider: creditNote,
  fields: {
    status: 'text',
    invoiceId: 'text',
    purchaseOrderId: 'text',
    vendorId: 'text',
    number: 'text',
    creditedOn: 'text',
  },
  values: ({ status, invoiceId, purchaseOrderId, vendorId, number, creditedOn }) => ({
    ...{ status, invoiceId, purchaseOrderId, vendorId, number, creditedOn },
  }),
  search: ['number'],
  order: ['number'],
  amount: 'total',
  render: renderCreditNote,
});
