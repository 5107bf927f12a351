import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idText, lineNumber, linesOf, text } from './parts.schemas.js';

export const invoiceBody = z.strictObject({
  vendorId: idText,
  number: text(60).meta({ description: 'The vendor’s own number' }),
  purchaseOrderId: idText,
  invoicedOn: businessDateSchema,
  lines: linesOf(
    z.strictObject({
      orderLine: lineNumber,
      quantity: positiveQuantitySchema,
      unitPrice: positiveMoneySchema,
    }),
  ),
});
export type InvoiceBody = z.output<typeof invoiceBody>;
