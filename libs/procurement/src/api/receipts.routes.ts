import { refuseDate } from '@tamani/budgets/published';
import { emptyBody, resource } from '@tamani/nest';
import { refuse as refuseOrder } from '../domain/purchase-order/order.rejections.js';
import { refuse } from '../domain/receipt/receipt.rejections.js';
import { segregation } from '../domain/shared/segregation.js';
import { orderAggregate } from '../facts/order.facts.js';
import { receiptAggregate } from '../facts/receipt.facts.js';
import { receiptList } from '../read-models/receipts.read-model.js';
import { receiptSchema, renderReceipt } from '../read-models/resources/receipt.resource.js';

import { inspectBody, receiptBody, reverseReceiptBody } from './schemas/receipts.schemas.js';

export const receipts = resource(receiptAggregate)({
  path: 'receipts',
  about: 'What was delivered of an order, inspected and posted',
  context: 'procurement',
  list: receiptList,
  schema: receiptSchema,
  render: renderReceipt,
  filters: ['status', 'purchaseOrderId', 'vendorId', 'deliveredOn', 'reference'],
  dates: { delivered: 'deliveredOn' },
  reference: 'REC',
  refusals: [refuse, refuseOrder, segregation, refuseDate],
  create: {
    body: receiptBody,
    roles: ['receiver'],
    summary: 'Register a delivery of an order',
    correlateWith: ({ purchaseOrderId: id }) => ({ aggregate: orderAggregate, id }),
    command: (body, { reference, by, today }) => ({
      type: 'RegisterReceipt',
      reference,
      ...body,
      deliveredOn: body.deliveredOn ?? today,
      by,
      today,
    }),
  },
  actions: {
    inspect: {
      body: inspectBody,
      roles: ['receiver'],
      summary: 'Record the accepted and rejected quantities of each line',
      command: (body, { by }) => ({ type: 'InspectReceipt', ...body, by }),
    },
    post: {
      body: emptyBody,
      roles: ['receiver'],
      summary: 'Post an inspected receipt and accrue the accepted goods',
      description: 'The accepted quantities are added to the order.',
      command: (_, { by, today }) => ({ type: 'PostReceipt', by, today }),
    },
    reverse: {
      body: reverseReceiptBody,
      roles: ['receiver'],
      summary: 'Reverse a receipt on a given date',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'ReverseReceipt',
        reason,
        effectiveAt: effectiveAt ?? today,
        by,
        today,
      }),
    },
  },
});
