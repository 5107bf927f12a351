import { businessDateSchema, moneySchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../shared/document.js';

const byBudgetLine = z
  .array(z.strictObject({ budgetLineId: idSchema, amount: moneySchema }))
  .min(1);
const bySchema = z.strictObject({ by: personSchema });

/** What a payment is about: repeated where the message needs it. */
const paymentSchema = z.strictObject({
  reference: z.string(),
  invoiceId: idSchema,
  orderId: idSchema,
  vendorId: idSchema,
});

export const paymentEvents = {
  PaymentPrepared: {
    schemaVersion: 1,
    data: paymentSchema.extend({ amount: moneySchema, lines: byBudgetLine, by: personSchema }),
  },
  PaymentCertified: { schemaVersion: 1, data: bySchema },
  PaymentApproved: { schemaVersion: 1, data: bySchema },
  /** The order went to the bank: money leaves on the value date. */
  PaymentReleased: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      valueDate: businessDateSchema,
      lines: byBudgetLine,
      by: personSchema,
    }),
  },
  PaymentConfirmed: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      amount: moneySchema,
      bankReference: z.string(),
      by: personSchema,
    }),
  },
  PaymentReturned: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      effectiveAt: businessDateSchema,
      reason: z.string(),
      lines: byBudgetLine,
      by: personSchema,
    }),
  },
  /** Given up before it was released. */
  PaymentCancelled: {
    schemaVersion: 1,
    data: paymentSchema.extend({ reason: z.string(), by: personSchema }),
  },
} as const;
export type PaymentEvent = EventOf<typeof paymentEvents>;
