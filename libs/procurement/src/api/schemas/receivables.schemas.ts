import { positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, idText, reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { transferAmount } from './bank.schemas.js';

export const refundBody = z
  .strictObject({
    amount: positiveMoneySchema,
    valueDate: dateOrToday,
    bankReference: text(120, 'VIR-2026-118'),
    transferAmount: transferAmount('receivables of the vendor'),
  })
  .meta({ id: 'Refund' });

export const offsetBody = z
  .strictObject({
    invoiceId: idText.meta({ description: 'An approved invoice of the same vendor' }),
    amount: positiveMoneySchema,
    effectiveAt: dateOrToday,
  })
  .meta({ id: 'Offset' });

export const writeOffBody = z.strictObject({ reason: reasonText });
export const approveWriteOffBody = z.strictObject({ effectiveAt: dateOrToday });
