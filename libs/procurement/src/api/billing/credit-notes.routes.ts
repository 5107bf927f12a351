import { emptyBody, reasonBody, resource } from '@tamani/nest';
import { refuse } from '../../domain/credit-note/credit-note.rejections.js';
import { refuse as refuseInvoice } from '../../domain/invoice/invoice.rejections.js';
import { refuse as refuseOrder } from '../../domain/purchase-order/order.rejections.js';
import { refuseStep } from '../../domain/shared/dates.js';
import { segregation } from '../../domain/shared/segregation.js';
import { refuse as refuseVendor } from '../../domain/vendor/vendor.rejections.js';
import { creditNoteAggregate } from '../../facts/billing/credit-note.facts.js';
import { invoiceAggregate } from '../../facts/billing/invoice.facts.js';
import { orderAggregate } from '../../facts/order.facts.js';
import { creditNoteList } from '../../read-models/credit-notes.read-model.js';
import {
  creditNoteSchema,
  renderCreditNote,
} from '../../read-models/resources/credit-note.resource.js';
import { creditNoteBody } from '../schemas/credit-notes.schemas.js';

export const creditNotes = resource(creditNoteAggregate)({
  path: 'credit-notes',
  about: 'What vendors take off an invoice, or off an order that they do not invoice',
  context: 'procurement',
  list: creditNoteList,
  schema: creditNoteSchema,
  render: renderCreditNote,
  filters: ['status', 'invoiceId', 'purchaseOrderId', 'vendorId', 'number', 'reference'],
  dates: { credited: 'creditedOn' },
  reference: 'CRN',
  refusals: [refuse, refuseInvoice, refuseOrder, refuseVendor, segregation, refuseStep],
  create: {
    body: creditNoteBody,
    roles: ['invoice-clerk'],
    summary: 'Register a credit note for an approved invoice, or for an order',
    description:
      'One per vendor and number, until it is cancelled. What is in a payment on its way is not credited; what was paid becomes a receivable. Against an order: only what is accepted and not invoiced.',
    correlateWith: ({ invoiceId, purchaseOrderId }) =>
      invoiceId === undefined
        ? { aggregate: orderAggregate, id: purchaseOrderId ?? '' }
        : { aggregate: invoiceAggregate, id: invoiceId },
    command: (body, { reference, by, today }) => ({
      type: 'RegisterCreditNote',
      reference,
      ...body,
      by,
      today,
    }),
  },
  actions: {
    approve: {
      body: emptyBody,
      roles: ['certifying-officer'],
      summary: 'Approve a credit note',
      description:
        'Not by its clerk. It is `approving` until the budget has lowered the price of what was delivered; then less is payable, and an invoice with nothing left to pay is paid.',
      command: (_, { by }) => ({ type: 'ApproveCreditNote', by }),
    },
    cancel: {
      body: reasonBody,
      roles: ['invoice-clerk', 'certifying-officer'],
      summary: 'Cancel a credit note before its approval',
      description: 'After it, once its invoice is cancelled or rejected. Its number is free again.',
      command: (body, { by }) => ({ type: 'CancelCreditNote', ...body, by }),
    },
  },
});
