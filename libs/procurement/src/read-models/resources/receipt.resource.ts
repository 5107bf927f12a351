import { moneyJson, quantityJson } from '@tamani/kernel';
import { z } from 'zod';
import type { ReceiptState } from '../../domain/receipt/receipt.state.js';
import {
  byBudgetLineField,
  dateField,
  idField,
  personField,
  personJson,
  quantityField,
  resourceFields,
  type At,
} from './parts.js';

export const receiptSchema = z
  .object({
    ...resourceFields(['registered', 'inspected', 'posting', 'posted', 'reversing', 'reversed']),
    purchaseOrderId: idField,
    vendorId: idField,
    deliveredOn: dateField,
    lines: z.array(
      z.object({
        orderLine: z.int(),
        quantity: quantityField,
        accepted: quantityField,
        rejected: quantityField,
        reason: z.string().nullable(),
      }),
    ),
    amounts: byBudgetLineField.meta({ description: 'What was accrued, by budget line' }),
    reverseReason: z.string().nullable(),
    receivedBy: z.array(personField),
  })
  .meta({ id: 'Receipt' });

/** A receipt as the API answers it. */
export const renderReceipt = (state: ReceiptState, { id }: Pick<At, 'id'>) => ({
  id,
  reference: state.reference,
  status: state.status,
  purchaseOrderId: state.purchaseOrderId,
  vendorId: state.vendorId,
  deliveredOn: state.deliveredOn,
  lines: state.lines.map(({ orderLine, quantity, accepted, rejected, reason }) => ({
    orderLine,
    quantity: quantityJson(quantity),
    accepted: quantityJson(accepted),
    rejected: quantityJson(rejected),
    reason,
  })),
  amounts: state.posted.map(({ budgetLineId, amountMinor, currency }) => ({
    budgetLineId,
    amount: moneyJson(amountMinor, currency),
  })),
  reverseReason: state.reversal?.reason ?? null,
  receivedBy: state.receivers.map(personJson),
});
