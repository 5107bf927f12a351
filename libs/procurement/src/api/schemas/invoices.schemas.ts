import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { idText, lineNumber, linesOf, prose, reasonText, text } from '@tamani/nest';
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

export const approveInvoiceBody = z.strictObject({
  writeOffAcknowledged: prose(2000, 'The vendor credits the advance that it kept: AV-2026-12')
    .optional()
    .meta({
      description: 'Why it is approved, although its vendor was let off a debt of the order',
    }),
});
export const correctInvoiceBody = z.strictObject({ ...content, reason: reasonText });
