import { businessDateSchema, positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, reasonText, text } from '@tamani/nest';
import { z } from 'zod';

export const budgetTransferBody = z
  .strictObject({
    fromLineId: z.uuid(),
    toLineId: z.uuid(),
    amount: positiveMoneySchema,
    reason: reasonText,
    donorConsent: z
      .strictObject({ reference: text(100, 'NL-2026-31'), date: businessDateSchema })
      .nullable()
      .default(null)
      .meta({ description: 'Needed where the source has a donor' }),
  })
  .meta({ id: 'NewBudgetTransfer' });

export const transferApprovalBody = z.strictObject({ effectiveAt: dateOrToday });
