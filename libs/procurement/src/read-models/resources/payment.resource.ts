import { moneyJson } from '@tamani/kernel';
import { z } from 'zod';
import type { PaymentState } from '../../domain/payment/payment.state.js';
import { lineAmountJson } from '../../domain/shared/amounts.js';
import {
  byBudgetLineField,
  dateField,
  idField,
  moneyField,
  personField,
  personOrNull,
  resourceFields,
  type At,
} from './parts.js';

export const paymentSchema = z
  .object({
    ...resourceFields([
      'preparing',
      'prepared',
      'refused',
      'certified',
      'approved',
      'released',
      'confirmed',
      'returned',
      'cancelled',
    ]),
    invoiceId: idField,
    purchaseOrderId: idField,
    vendorId: idField,
    amount: moneyField,
    amounts: byBudgetLineField.meta({ description: 'The amount by budget line' }),
    valueDate: dateField.nullable(),
    bankReference: z.string().nullable(),
    reason: z.string().nullable(),
    preparedBy: personField.nullable(),
    certifiedBy: personField.nullable(),
    approvedBy: personField.nullable(),
  })
  .meta({ id: 'Payment' });

/** A payment as the API answers it. */
export const renderPayment = (state: PaymentState, { id }: Pick<At, 'id'>) => ({
  id,
  reference: state.reference,
  status: state.status,
  invoiceId: state.invoiceId,
  purchaseOrderId: state.orderId,
  vendorId: state.vendorId,
  amount: moneyJson(state.amountMinor, state.currency),
  amounts: state.lines.map((line) => lineAmountJson(line, state.currency)),
  valueDate: state.valueDate ?? null,
  bankReference: state.bankReference ?? null,
  reason: state.reason ?? null,
  preparedBy: personOrNull(state.clerk),
  certifiedBy: personOrNull(state.certifier),
  approvedBy: personOrNull(state.approver),
});
