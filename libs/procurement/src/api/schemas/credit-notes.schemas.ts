import { businessDateSchema, positiveMoneySchema } from '@tamani/kernel';
import { EXAMPLE_ID, idText, lineNumber, linesOf, reasonText, text } from '@tamani/nest';
import { z } from 'zod';

export const creditNoteBody = z
  .strictObject({
    invoiceId: idText
      .optional()
      .meta({ description: 'An approved invoice, also one that is paid; or:' }),
    purchaseOrderId: idText
      .optional()
      .meta({ description: 'An order of which accepted goods are not invoiced' }),
    number: text(60, 'AV-2026-014').meta({ description: 'The vendor’s own number' }),
    creditedOn: businessDateSchema,
    lines: linesOf(z.strictObject({ orderLine: lineNumber, amount: positiveMoneySchema })),
    reason: reasonText,
  })
  .meta({
    id: 'NewCreditNote',
    // With every field it would name two documents, and be refused.
    examples: [
      {
        ...{ invoiceId: EXAMPLE_ID, number: 'AV-2026-014', creditedOn: '2026-09-15' },
        lines: [{ orderLine: 1, amount: { amount: '290000', currency: 'XOF' } }],
        reason: 'Returned goods',
      },
    ],
  });
