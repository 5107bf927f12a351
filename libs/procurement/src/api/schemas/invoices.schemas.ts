import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { idText, lineNumber, linesOf, text } from '@tamani/nest';
import { z } from 'zod';

export const invoiceBody = z
  .strictObject({
    vendorId: idText,
    number: text(60, 'F-2026-118').meta({ description: 'The vendor’s own number' }),
    purchaseOrderId: idText,
    invoicedOn: businessDateSchema,
    lines: linesOf(
      z.strictObject({
        orderLine: lineNumber,
        quantity: positiveQuantitySchema,
        unitPrice: positiveMoneySchema,
      }),
    ),
  })
  .meta({ id: 'NewInvoice' });
