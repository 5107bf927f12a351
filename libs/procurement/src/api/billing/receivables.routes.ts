import { refuseDate } from '@tamani/budgets/published';
import { reasonBody, resource } from '@tamani/nest';
import { refuse as refuseInvoice } from '../../domain/invoice/invoice.rejections.js';
import { refuse as refusePayment } from '../../domain/payment/payment.rejections.js';
import { refuse as refuseOrder } from '../../domain/purchase-order/order.rejections.js';
import { refuse } from '../../domain/receivable/receivable.rejections.js';
import { refuseBank } from '../../domain/shared/bank-movements.js';
import { segregation } from '../../domain/shared/segregation.js';
import { refuseWriteOff } from '../../domain/shared/write-offs.js';
import { refuse as refuseVendor } from '../../domain/vendor/vendor.rejections.js';
import { receivableAggregate } from '../../facts/billing/receivable.facts.js';
import { receivableList } from '../../read-models/receivables.read-model.js';
import {
  receivableSchema,
  renderReceivable,
} from '../../read-models/resources/receivable.resource.js';
import {
  approveWriteOffBody,
  offsetBody,
  refundBody,
  writeOffBody,
} from '../schemas/receivables.schemas.js';

export const receivables = resource(receivableAggregate)({
  path: 'receivables',
  about: 'What vendors owe: goods that were sent back, or credited, after they had been paid',
  context: 'procurement',
  list: receivableList,
  schema: receivableSchema,
  render: renderReceivable,
  filters: ['status', 'purchaseOrderId', 'vendorId', 'reference'],
  dates: { arisen: 'arisenOn' },
  refusals: [
    ...[refuse, refuseInvoice, refuseOrder, refusePayment, refuseVendor, segregation, refuseDate],
    ...[refuseBank, refuseWriteOff],
  ],
  actions: {
    refund: {
      body: refundBody,
      roles: ['treasurer'],
      summary: 'Record what the vendor has paid back, all or a part',
      description:
        'The receivable is `settling` until the order has set the amount aside. What was refunded can be invoiced again when it is delivered. A movement on the bank’s statement is one refund, or those of the vendor that together are its `transferAmount`.',
      command: ({ valueDate, transferAmount = null, ...body }, { by, today }) => ({
        ...{ type: 'RecordRefund', ...body, transferAmount, by, today },
        valueDate: valueDate ?? today,
      }),
    },
    offset: {
      body: offsetBody,
      roles: ['approving-officer'],
      summary: 'Pay another approved invoice of the vendor by what it owes',
      description:
        'Of the same currency, also of another order. It is `settling` until the invoice and its order have answered; no cash moves.',
      command: ({ effectiveAt, ...body }, { by, today }) => ({
        ...{ type: 'OffsetReceivable', ...body, by, today },
        effectiveAt: effectiveAt ?? today,
      }),
    },
    'request-write-off': {
      body: writeOffBody,
      roles: ['invoice-clerk', 'treasurer'],
      summary: 'Ask for what is open to be written off',
      command: (body, { by, today }) => ({ type: 'RequestWriteOff', ...body, by, today }),
    },
    'reject-write-off': {
      body: reasonBody,
      roles: ['approving-officer', 'invoice-clerk', 'treasurer'],
      summary: 'Reject a write-off, or withdraw the request',
      command: (body, { by, today }) => ({ type: 'RejectWriteOff', ...body, by, today }),
    },
    'approve-write-off': {
      body: approveWriteOffBody,
      roles: ['approving-officer'],
      summary: 'Write off what is open',
      description:
        'Not by the person who asked for it, and within the policy `write_off_limit`, together with what was written off before on the order, and of the vendor within `splitting_days`. The loss is charged to the budget lines; what they have no funds for stays open, with the shortfall.',
      command: ({ effectiveAt }, { by, today }) => ({
        ...{ type: 'ApproveWriteOff', by, today },
        effectiveAt: effectiveAt ?? today,
      }),
    },
  },
});
