import { positiveQuantitySchema, quantitySchema } from '@tamani/kernel';
import { dateOrToday, idText, lineNumber, linesOf, reasonText, prose } from '@tamani/nest';
import { z } from 'zod';

export const receiptBody = z
  .strictObject({
    purchaseOrderId: idText,
    deliveredOn: dateOrToday,
    lines: linesOf(z.strictObject({ orderLine: lineNumber, quantity: positiveQuantitySchema })),
  })
  .meta({ id: 'NewReceipt' });

export const inspectBody = z.strictObject({
  lines: linesOf(
    z.strictObject({
      orderLine: lineNumber,
      accepted: quantitySchema,
      rejected: quantitySchema.meta({ examples: ['0'] }),
      reason: prose(2000, 'Two screens are cracked').optional(),
    }),
  ),
});

export const reverseReceiptBody = z.strictObject({ reason: reasonText, effectiveAt: dateOrToday });
