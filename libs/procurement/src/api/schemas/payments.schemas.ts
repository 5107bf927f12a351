import { businessDateSchema, positiveMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idText, text } from './parts.schemas.js';

export const paymentBody = z.strictObject({
  invoiceId: idText,
  amount: positiveMoneySchema,
});
export type PaymentBody = z.output<typeof paymentBody>;

export const releaseBody = z.strictObject({
  valueDate: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ReleaseBody = z.output<typeof releaseBody>;

export const confirmBody = z.strictObject({ bankReference: text(120) });
export type ConfirmBody = z.output<typeof confirmBody>;

export const returnPaymentBody = z.strictObject({
  reason: text(2000),
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ReturnPaymentBody = z.output<typeof returnPaymentBody>;
