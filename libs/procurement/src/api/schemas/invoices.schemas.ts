import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { id, lineNumber, linesOf, text } from './parts.schemas.js';

export const invoiceBody = z.strictObject({
  vendorId: id('vendor_required'),
  number: text('invoice_number_required', 60).meta({ description: 'The vendor’s own number' }),
  purchaseOrderId: id('purchase_order_required'),
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
