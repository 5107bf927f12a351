import { moneyJson, quantityJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { exceptionKinds } from '../../domain/invoice/invoice.events.js';
import { recoveredOf } from '../../domain/invoice/recoveries/recoveries.state.js';
import { openOf } from '../../domain/invoice/credits/open.js';
import { creditedOf } from '../../domain/invoice/credits/credits.state.js';
import { invoiceTotal, paidOf, type InvoiceState } from '../../domain/invoice/invoice.state.js';
import {
  dateField,
  idField,
  moneyField,
  personField,
  personJson,
  personOrNull,
  quantityField,
  shortfallsField,
  shortfallsJson,
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

const lineField = z.object({
  orderLine: z.int(),
  budgetLineId: idField,
  quantity: quantityField,
  unitPrice: moneyField,
  amount: moneyField,
});

export const invoiceSchema = resourceSchema('Invoice', {
  ...documentFields('Invoice', [
    'matched',
    'exception',
    'approving',
    'approved_for_payment',
    'rejected',
    'cancelled',
    'disputed',
    'partially_paid',
    'paid',
  ]),
  vendorId: idField,
  number: z.string(),
  purchaseOrderId: idField,
  invoicedOn: dateField,
  lines: z.array(
    lineField.extend({
      open: moneyField.meta({ description: 'What no payment, advance or credit note has taken' }),
    }),
  ),
  total: moneyField,
  credited: moneyField.meta({ description: 'What credit notes have taken off' }),
  recovered: moneyField.meta({ description: 'What advances of its order have paid of it' }),
  paid: moneyField,
  exceptions: exceptionsField.meta({
    description:
      'What differs. `funds` is resolved by an allotment and another approval, or like the others by a correction or a cancellation',
  }),
  shortfalls: shortfallsField.meta({ description: 'What the budget lacks for its price' }),
  corrections: z
    .array(
      z.object({
        invoicedOn: dateField,
        lines: z.array(lineField),
        reason: z.string(),
        correctedBy: personField,
      }),
    )
    .meta({ description: 'What was there before each correction' }),
  replaces: idField.nullable(),
  replacedBy: idField.nullable(),
  receivable: exceptionsField.meta({
    description: 'Exceptions found after the payment began',
  }),
  reason: z.string().nullable(),
  registeredBy: personField.nullable(),
  approvedBy: personField.nullable(),
  paymentIds: z.array(idField),
  offsets: z
    .array(z.object({ receivableId: idField, amount: moneyField }))
    .meta({ description: 'What receivables of its vendor have paid of it, or are about to' }),
  creditNoteIds: z.array(idField),
});

/** An invoice as returned by the API. */
export const renderInvoice = (state: InvoiceState) => ({
  reference: state.reference,
  status: state.status,
  vendorId: state.vendorId,
  number: state.number,
  purchaseOrderId: state.purchaseOrderId,
  invoicedOn: state.invoicedOn,
  lines: openLinesJson(state),
  total: moneyJson(invoiceTotal(state), state.currency),
  credited: moneyJson(creditedOf(state), state.currency),
  recovered: moneyJson(recoveredOf(state), state.currency),
  paid: moneyJson(paidOf(state), state.currency),
  exceptions: state.exceptions,
  shortfalls: shortfallsJson(state.shortfalls),
  corrections: state.corrections.map(({ by, reason, ...was }) => ({
    invoicedOn: was.invoicedOn,
    lines: linesJson(was),
    reason,
    correctedBy: personJson(by),
  })),
  replaces: state.replaces,
  replacedBy: state.replacedBy,
  receivable: state.receivable,
  reason: state.reason ?? null,
  registeredBy: personOrNull(state.clerk),
  approvedBy: personOrNull(state.approver),
  paymentIds: state.payments
    .filter(({ receivableId }) => receivableId === null)
    .map(({ paymentId }) => paymentId),
  offsets: state.payments.flatMap(({ receivableId, amountMinor }) =>
    receivableId === null ? [] : [{ receivableId, amount: moneyJson(amountMinor, state.currency) }],
  ),
  creditNoteIds: state.credits.map((credit) => credit.creditNoteId),
});

function openLinesJson(state: InvoiceState) {
  const open = openOf(state);
  return linesJson(state).map((line, at) => ({
    ...line,
    open: moneyJson(open[at]?.amountMinor ?? 0n, state.currency),
  }));
}

const linesJson = ({ lines, currency }: Pick<InvoiceState, 'lines' | 'currency'>) =>
  lines.map(({ quantity, unitPriceMinor, amountMinor, ...line }) => ({
    ...line,
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, currency),
    amount: moneyJson(amountMinor, currency),
  }));
