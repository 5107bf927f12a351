import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { idText, lineNumber, linesOf, reasonText, text } from '@tamani/nest';
import { z } from 'zod';

const content = {
  invoicedOn: businessDateSchema,
  lines: linesOf(
    z.strictObject({
      orderLine: lineNumber,
      quantity: positiveQuantitySchema,
      unitPrice: positiveMoneySchema,
    }),
  ),
};

export const invoiceBody = z
  .strictObject({
    vendorId: idText,
    number: text(60, 'F-2026-118').meta({ description: 'The vendor’s own number' }),
    purchaseOrderId: idText,
    ...content,
    replaces: idText
      .optional()
      .meta({ description: 'The rejected or cancelled invoice of the same number' }),
  })
  .meta({ id: 'NewInvoice' });

export const correctInvoiceBody = z.strictObject({ ...content, reason: reasonText });
