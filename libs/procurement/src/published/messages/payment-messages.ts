import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  personSchema,
} from './message-parts.js';

const paymentSchema = z.object({
  paymentId: idSchema,
  reference: z.string(),
  invoiceId: idSchema,
  orderId: idSchema,
});

/** Messages of a payment; key: the order's id. */
export const paymentMessages = {
  /** Requests the amount from the invoice. */
  'procurement.PaymentRequested.v1': paymentSchema.extend({
    vendorId: idSchema,
    amount: moneyJsonSchema,
    by: personSchema,
    requestedOn: dateSchema,
  }),
  /** Asks the order whether the money may leave. */
  'procurement.PaymentReleaseRequested.v1': paymentSchema,
  'procurement.PaymentReleased.v1': paymentSchema.extend({
    /** advance: before the goods, recovered by invoices. */
    kind: z.enum(['invoice', 'advance']),
    vendorId: idSchema,
    valueDate: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  'procurement.PaymentConfirmed.v1': paymentSchema.extend({
    vendorId: idSchema,
    amount: moneyJsonSchema,
    bankReference: z.string(),
  }),
  /** Returned by the bank: the disbursement is reversed, the invoice is payable again. */
  'procurement.PaymentReturned.v1': paymentSchema.extend({
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** Cancelled before its release. */
  'procurement.PaymentCancelled.v1': paymentSchema,
} as const;
