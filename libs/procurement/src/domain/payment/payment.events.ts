import { businessDateSchema, moneySchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { paidLineSchema } from '../invoice/invoice.events.js';
import { guaranteeSchema } from '../purchase-order/advance/advance.parts.js';
import { bankMovementSchema } from '../shared/bank-movements.js';
import { idSchema, refusalSchema } from '../shared/document.js';

const byBudgetLine = z
  .array(z.strictObject({ budgetLineId: idSchema, amount: moneySchema }))
  .min(1);
const bySchema = z.strictObject({ by: personSchema });

const paidLines = z.array(paidLineSchema).min(1);

/** The subject of a payment: repeated in events whose messages need it. */
const paymentSchema = z.strictObject({
  reference: z.string(),
  /** Null: an advance on the order. */
  invoiceId: idSchema.nullable(),
  orderId: idSchema,
  vendorId: idSchema,
});

export const paymentEvents = {
  /** Requests the amount from the invoice, or the order: `preparing` until it answers. */
  PaymentRequested: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      amount: moneySchema,
      guarantee: guaranteeSchema.nullable().optional(),
      by: personSchema,
      requestedOn: businessDateSchema,
    }),
  },
  /** The answer: the payment is void. */
  PaymentRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  /** The invoice has set the amount aside. */
  PaymentPrepared: { schemaVersion: 1, data: z.strictObject({ lines: paidLines }) },
  /** The order has set an advance aside. */
  AdvancePrepared: { schemaVersion: 1, data: z.strictObject({ lines: byBudgetLine }) },
  PaymentCertified: { schemaVersion: 1, data: bySchema },
  PaymentApproved: { schemaVersion: 1, data: bySchema },
  /** Asks the order whether the money may leave: `releasing` until it answers. */
  PaymentReleaseRequested: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      valueDate: businessDateSchema,
      by: personSchema,
      requestedOn: businessDateSchema,
    }),
  },
  /** The order's answer: the payment is approved, as before. */
  PaymentReleaseRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  /** The instruction was sent to the bank: the money leaves on the value date. */
  PaymentReleased: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      valueDate: businessDateSchema,
      lines: byBudgetLine,
      by: personSchema,
    }),
  },
  /** Asks whether the bank's movement is free: `confirming` until its reference answers. */
  PaymentConfirmationRequested: {
    schemaVersion: 1,
    data: z.strictObject({
      movement: bankMovementSchema.omit({ documentId: true, receivableId: true }),
      by: personSchema,
    }),
  },
  /** The answer: the payment is released, as before. */
  PaymentConfirmationRefused: {
    schemaVersion: 1,
    data: z.strictObject({ refusal: refusalSchema }),
  },
  PaymentConfirmed: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      amount: moneySchema,
      bankReference: z.string(),
      by: personSchema,
    }),
  },
  /** The order is asked first: `returning` until it answers. */
  PaymentReturnRequested: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      effectiveAt: businessDateSchema,
      reason: z.string(),
      by: personSchema,
    }),
  },
  /** The order's answer: the payment is released or confirmed, as before. */
  PaymentReturnRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  PaymentReturned: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      effectiveAt: businessDateSchema,
      reason: z.string(),
      lines: byBudgetLine,
      by: personSchema,
    }),
  },
  /** Cancelled before its release. */
  PaymentCancelled: {
    schemaVersion: 1,
    data: paymentSchema.extend({ reason: z.string(), by: personSchema }),
  },
} as const;
export type PaymentEvent = EventOf<typeof paymentEvents>;
