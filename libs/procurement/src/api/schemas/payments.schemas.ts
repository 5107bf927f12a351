import { businessDateSchema, positiveMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { id, text } from './parts.schemas.js';

export const paymentBody = z.strictObject({
  invoiceId: id('invoice_required'),
  amount: positiveMoneySchema,
});
export type PaymentBody = z.output<typeof paymentBody>;

export const releaseBody = z.strictObject({
  valueDate: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ReleaseBody = z.output<typeof releaseBody>;

export const confirmBody = z.strictObject({ bankReference: text('bank_reference_required', 120) });
export type ConfirmBody = z.output<typeof confirmBody>;

export const returnPaymentBody = z.strictObject({
  reason: text('reason_required', 2000),
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ReturnPaymentBody = z.output<typeof returnPaymentBody>;
