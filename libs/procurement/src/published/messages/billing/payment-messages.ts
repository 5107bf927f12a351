import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  personSchema,
} from '../message-parts.js';
import { guaranteeSchema } from '../../../domain/purchase-order/advance/advance.parts.js';

/** advance: on the order, before the goods; recovered by invoices. */
const kindSchema = z.enum(['invoice', 'advance']);
const paymentSchema = z.object({
  paymentId: idSchema,
  reference: z.string(),
  kind: kindSchema,
  /** Null for an advance. */
  invoiceId: idSchema.nullable(),
  orderId: idSchema,
});

/** Messages of a payment; key: the order's id. */
export const paymentMessages = {
  /** Requests the amount from the invoice, or from the order. */
  'procurement.PaymentRequested.v1': paymentSchema.extend({
    vendorId: idSchema,
    amount: moneyJsonSchema,
    guarantee: guaranteeSchema.nullable(),
    by: personSchema,
    requestedOn: dateSchema,
  }),
  /** Asks the order whether the money may leave. */
  'procurement.PaymentReleaseRequested.v1': paymentSchema,
  'procurement.PaymentReleased.v1': paymentSchema.extend({
    vendorId: idSchema,
    valueDate: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  'procurement.PaymentConfirmed.v1': paymentSchema.extend({
    vendorId: idSchema,
    amount: moneyJsonSchema,
    bankReference: z.string(),
  }),
  /** Asks the order whether the money may go back. */
  'procurement.PaymentReturnRequested.v1': paymentSchema.extend({ effectiveAt: dateSchema }),
  /** Returned by the bank: the disbursement is reversed, the invoice is payable again. */
  'procurement.PaymentReturned.v1': paymentSchema.extend({
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** Cancelled before its release. */
  'procurement.PaymentCancelled.v1': paymentSchema,
} as const;
