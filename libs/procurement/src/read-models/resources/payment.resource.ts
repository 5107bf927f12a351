import { moneyJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { PaymentState } from '../../domain/payment/payment.state.js';
import { byBudgetLine, lineAmountJson } from '../../domain/shared/amounts.js';
import {
  byBudgetLineField,
  dateField,
  idField,
  moneyField,
  personField,
  personOrNull,
  documentFields,
} from './parts.js';

export const paymentSchema = resourceSchema('Payment', {
  ...documentFields('Payment', [
    'preparing',
    'prepared',
    'refused',
    'certified',
    'approved',
    'releasing',
    'released',
    'confirming',
    'confirmed',
    'returning',
    'returned',
    'cancelled',
  ]),
  kind: z.enum(['invoice', 'advance']).meta({ id: 'PaymentKind' }),
  invoiceId: idField.nullable(),
  purchaseOrderId: idField,
  vendorId: idField,
  amount: moneyField,
  amounts: byBudgetLineField.meta({ description: 'The amount by budget line' }),
  guarantee: z
    .object({
      issuer: z.string(),
      number: z.string(),
      amount: moneyField,
      validUntil: dateField,
    })
    .nullable()
    .meta({ description: 'Of an advance' }),
  valueDate: dateField.nullable(),
  bankReference: z.string().nullable(),
  reason: z.string().nullable(),
  preparedBy: personField.nullable(),
  certifiedBy: personField.nullable(),
  approvedBy: personField.nullable(),
});

/** An advance is of no invoice. */
export const kindOf = ({ invoiceId }: Pick<PaymentState, 'invoiceId'>) =>
  invoiceId === null ? ('advance' as const) : ('invoice' as const);

/** A payment as returned by the API. */
export const renderPayment = (state: PaymentState) => ({
  reference: state.reference,
  status: state.status,
  kind: kindOf(state),
  invoiceId: state.invoiceId,
  purchaseOrderId: state.orderId,
  vendorId: state.vendorId,
  amount: moneyJson(state.amountMinor, state.currency),
  amounts: byBudgetLine(state.advance?.lines ?? state.lines).map((line) =>
    lineAmountJson(line, state.currency),
  ),
  guarantee: state.advance?.guarantee ?? null,
  valueDate: state.valueDate ?? null,
  bankReference: state.bankReference ?? null,
  reason: state.reason ?? null,
  preparedBy: personOrNull(state.clerk),
  certifiedBy: personOrNull(state.certifier),
  approvedBy: personOrNull(state.approver),
});
