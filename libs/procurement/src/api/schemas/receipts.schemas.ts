import { businessDateSchema, positiveQuantitySchema, quantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idText, lineNumber, linesOf, text } from './parts.schemas.js';

export const receiptBody = z.strictObject({
  purchaseOrderId: idText,
  deliveredOn: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
  lines: linesOf(z.strictObject({ orderLine: lineNumber, quantity: positiveQuantitySchema })),
});
export type ReceiptBody = z.output<typeof receiptBody>;

export const inspectBody = z.strictObject({
  lines: linesOf(
    z.strictObject({
      orderLine: lineNumber,
      accepted: quantitySchema,
      rejected: quantitySchema,
      reason: text(2000).optional(),
    }),
  ),
});
export type InspectBody = z.output<typeof inspectBody>;

export const reverseReceiptBody = z.strictObject({
  reason: text(2000),
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ReverseReceiptBody = z.output<typeof reverseReceiptBody>;
