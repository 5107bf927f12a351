import { moneyJson, quantityJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { exceptionKinds } from '../../domain/invoice/invoice.events.js';
import { invoiceTotal, paidOf, type InvoiceState } from '../../domain/invoice/invoice.state.js';
import {
  dateField,
  idField,
  moneyField,
  personField,
  personOrNull,
  quantityField,
  documentFields,
} from './parts.js';

const exceptionsField = z.array(
  z.object({
    kind: z.enum(exceptionKinds).meta({ id: 'InvoiceExceptionKind' }),
    orderLine: z.int().nullable(),
    expected: z.string(),
    actual: z.string(),
  }),
);

export const invoiceSchema = resourceSchema('Invoice', {
  ...documentFields('Invoice', [
    'matched',
    'exception',
    'approved_for_payment',
    'rejected',
    'disputed',
    'partially_paid',
    'paid',
  ]),
  vendorId: idField,
  number: z.string(),
  purchaseOrderId: idField,
  invoicedOn: dateField,
  lines: z.array(
    z.object({
      orderLine: z.int(),
      budgetLineId: idField,
      quantity: quantityField,
      unitPrice: moneyField,
      amount: moneyField,
    }),
  ),
  total: moneyField,
  paid: moneyField,
  exceptions: exceptionsField,
  receivable: exceptionsField.meta({
    description: 'Exceptions found after the payment began',
  }),
  reason: z.string().nullable(),
  registeredBy: personField.nullable(),
  approvedBy: personField.nullable(),
  paymentIds: z.array(idField),
});

/** An invoice as returned by the API. */
export const renderInvoice = (state: InvoiceState) => ({
  reference: state.reference,
  status: state.status,
  vendorId: state.vendorId,
  number: state.number,
  purchaseOrderId: state.purchaseOrderId,
  invoicedOn: state.invoicedOn,
  lines: state.lines.map(({ quantity, unitPriceMinor, amountMinor, ...line }) => ({
    ...line,
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, state.currency),
    amount: moneyJson(amountMinor, state.currency),
  })),
  total: moneyJson(invoiceTotal(state), state.currency),
  paid: moneyJson(paidOf(state), state.currency),
  exceptions: state.exceptions,
  receivable: state.receivable,
  reason: state.reason ?? null,
  registeredBy: personOrNull(state.clerk),
  approvedBy: personOrNull(state.approver),
  paymentIds: state.payments.map((payment) => payment.paymentId),
});
