import { refuseDate } from '@tamani/budgets/published';
import { reasonBody, resource } from '@tamani/nest';
import { refuse } from '../domain/invoice/invoice.rejections.js';
import { invoiceIdOf } from '../domain/invoice/invoice.state.js';
import { refuse as refuseOrder } from '../domain/purchase-order/order.rejections.js';
import { refuse as refuseRequisition } from '../domain/requisition/requisition.rejections.js';
import { segregation } from '../domain/shared/segregation.js';
import { refuse as refuseVendor } from '../domain/vendor/vendor.rejections.js';
import { invoiceAggregate } from '../facts/billing/invoice.facts.js';
import { orderAggregate } from '../facts/order.facts.js';
import { invoiceList } from '../read-models/invoices.read-model.js';
import { invoiceSchema, renderInvoice } from '../read-models/resources/invoice.resource.js';

import { approveInvoiceBody, correctInvoiceBody, invoiceBody } from './schemas/invoices.schemas.js';

export const invoices = resource(invoiceAggregate)({
  path: 'invoices',
  about: 'What vendors claim, matched with the order and the accepted receipts',
  context: 'procurement',
  list: invoiceList,
  schema: invoiceSchema,
  render: renderInvoice,
  filters: ['status', 'purchaseOrderId', 'vendorId', 'number', 'reference'],
  dates: { invoiced: 'invoicedOn' },
  reference: 'INV',
  refusals: [refuse, refuseOrder, refuseRequisition, refuseVendor, segregation, refuseDate],
  create: {
    body: invoiceBody,
    roles: ['invoice-clerk'],
    summary: 'Register an invoice',
    description:
      'It is matched with its order and the accepted receipts: `matched`, or `exception` with what differs. One per vendor and number; a rejected or cancelled one is replaced by naming it in `replaces`.',
    id: ({ vendorId, number, replaces }) => invoiceIdOf(vendorId, number, replaces),
    correlateWith: ({ purchaseOrderId: id }) => ({ aggregate: orderAggregate, id }),
    command: (body, { reference, by, today }) => ({
      type: 'RegisterInvoice',
      reference,
      ...body,
      by,
      today,
    }),
  },
  actions: {
    approve: {
      body: approveInvoiceBody,
      roles: ['certifying-officer'],
      summary: 'Approve a matched invoice for payment',
      description:
        'At another price than the order’s it is `approving` until the budget has adjusted the commitment; without funds it becomes an `exception` of kind `funds`, and can be approved again once there are some. Of an order whose vendor was let off a debt (`writtenOff`) only with `writeOffAcknowledged`.',
      command: ({ writeOffAcknowledged: acknowledged }, { by, today }) => ({
        ...{ type: 'ApproveInvoice', acknowledged, by, today },
      }),
    },
    correct: {
      body: correctInvoiceBody,
      roles: ['invoice-clerk'],
      summary: 'Correct the lines or the date of an invoice before its approval',
      description: 'What was there before is kept. An invoice under a wrong number is cancelled.',
      command: (body, { by, today }) => ({ type: 'CorrectInvoice', ...body, by, today }),
    },
    cancel: {
      body: reasonBody,
      roles: ['invoice-clerk', 'certifying-officer'],
      summary: 'Cancel an invoice that was entered by mistake',
      description:
        'Before any payment. What it claimed can be invoiced again, under its number too.',
      command: (body, { by }) => ({ type: 'CancelInvoice', ...body, by }),
    },
    reject: {
      body: reasonBody,
      roles: ['certifying-officer', 'invoice-clerk'],
      summary: 'Reject an invoice',
      description: 'What it claimed can be invoiced again, under its number too.',
      command: (body, { by }) => ({ type: 'RejectInvoice', ...body, by }),
    },
    dispute: {
      body: reasonBody,
      roles: ['certifying-officer', 'invoice-clerk'],
      summary: 'Dispute an invoice with its vendor',
      command: (body, { by }) => ({ type: 'DisputeInvoice', ...body, by }),
    },
    'settle-dispute': {
      body: reasonBody,
      roles: ['certifying-officer', 'invoice-clerk'],
      summary: 'End a dispute',
      description: 'The invoice is matched again.',
      command: (body, { by }) => ({ type: 'SettleDispute', ...body, by }),
    },
  },
});
