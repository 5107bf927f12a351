import { moneyJson, quantityJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { ReceiptState } from '../../domain/receipt/receipt.state.js';
import {
  byBudgetLineField,
  dateField,
  idField,
  personField,
  personJson,
  quantityField,
  documentFields,
} from './parts.js';

export const receiptSchema = resourceSchema('Receipt', {
  ...documentFields('Receipt', [
    'registered',
    'inspected',
    'posting',
    'posted',
    'reversing',
    'reversed',
  ]),
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
  amounts: byBudgetLineField.meta({ description: 'Accrued amounts, by budget line' }),
  reverseReason: z.string().nullable(),
  receivedBy: z.array(personField),
});

/** A receipt as returned by the API. */
export const renderReceipt = (state: ReceiptState) => ({
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
