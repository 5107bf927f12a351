import { refuseDate, refuseProject } from '@tamani/budgets/published';
import { emptyBody, reasonBody, resource } from '@tamani/nest';
import { refuse as refuseInvoice } from '../domain/invoice/invoice.rejections.js';
import { refuse } from '../domain/payment/payment.rejections.js';
import { refuse as refuseOrder } from '../domain/purchase-order/order.rejections.js';
import { refuseBank } from '../domain/shared/bank-movements.js';
import { refuseStep } from '../domain/shared/dates.js';
import { segregation } from '../domain/shared/segregation.js';
import { refuse as refuseVendor } from '../domain/vendor/vendor.rejections.js';
import { invoiceAggregate } from '../facts/billing/invoice.facts.js';
import { orderAggregate } from '../facts/order.facts.js';
import { paymentAggregate } from '../facts/billing/payment.facts.js';
import { paymentList } from '../read-models/payments.read-model.js';
import { paymentSchema, renderPayment } from '../read-models/resources/payment.resource.js';

import {
  confirmBody,
  paymentBody,
  releaseBody,
  returnPaymentBody,
} from './schemas/payments.schemas.js';

export const payments = resource(paymentAggregate)({
  path: 'payments',
  about:
    'What is paid of approved invoices, and in advance, from its preparation to the bank’s answer',
  context: 'procurement',
  list: paymentList,
  schema: paymentSchema,
  render: renderPayment,
  filters: ['status', 'kind', 'invoiceId', 'purchaseOrderId', 'vendorId', 'reference'],
  reference: 'PAY',
  refusals: [
    ...[refuse, refuseInvoice, refuseOrder, refuseVendor],
    ...[refuseBank, segregation, refuseDate, refuseStep, refuseProject],
  ],
  create: {
    body: paymentBody,
    roles: ['invoice-clerk'],
    summary: 'Prepare a full or partial payment of an approved invoice, or an advance on an order',
    description:
      'An advance is within what its order allows; above the policy’s amount a bank’s guarantee covers it. Invoices of the order recover it when they are approved.',
    correlateWith: ({ invoiceId = '', purchaseOrderId }) =>
      purchaseOrderId === undefined
        ? { aggregate: invoiceAggregate, id: invoiceId }
        : { aggregate: orderAggregate, id: purchaseOrderId },
    command: ({ invoiceId = '', purchaseOrderId, amount, guarantee = null }, call) => {
      const { reference, by, today } = call;
      const asked = { reference, amount, by, today };
      return purchaseOrderId === undefined
        ? { type: 'PreparePayment', invoiceId, ...asked }
        : { type: 'PrepareAdvance', purchaseOrderId, guarantee, ...asked };
    },
  },
  actions: {
    certify: {
      body: emptyBody,
      roles: ['certifying-officer'],
      summary: 'Certify a payment',
      command: (_, { by }) => ({ type: 'CertifyPayment', by }),
    },
    approve: {
      body: emptyBody,
      roles: ['approving-officer'],
      summary: 'Approve a payment',
      description: 'Not by a person who certified, received or entered a document of it.',
      command: (_, { by }) => ({ type: 'ApprovePayment', by }),
    },
    release: {
      body: releaseBody,
      roles: ['treasurer'],
      summary: 'Release a payment to the bank for a value date',
      description:
        'Only what is accepted, accrued in the budget and delivered by the value date is released.',
      command: ({ valueDate }, { by, today }) => ({
        type: 'ReleasePayment',
        valueDate: valueDate ?? today,
        by,
        today,
      }),
    },
    confirm: {
      body: confirmBody,
      roles: ['treasurer'],
      summary: 'Record the bank’s confirmation',
      description:
        'The invoice is settled by the amount of the payment. A movement on the bank’s statement confirms one payment, or those that together are its `transferAmount`.',
      command: ({ transferAmount = null, ...body }, { by }) => ({
        ...{ type: 'ConfirmPayment', ...body, transferAmount, by },
      }),
    },
    return: {
      body: returnPaymentBody,
      roles: ['treasurer'],
      summary: 'Record that the bank sent a payment back',
      description:
        'Also after its confirmation. Its invoice is payable again. An advance of which invoices have recovered a part is not returned: the vendor pays back the rest.',
      command: ({ reason, effectiveAt }, { by, today }) => ({
        type: 'ReturnPayment',
        reason,
        effectiveAt: effectiveAt ?? today,
        by,
        today,
      }),
    },
    cancel: {
      body: reasonBody,
      roles: ['invoice-clerk', 'certifying-officer'],
      summary: 'Cancel a payment that is not released',
      command: (body, { by }) => ({ type: 'CancelPayment', ...body, by }),
    },
  },
});
