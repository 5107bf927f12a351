import { z } from 'zod';
import { budgetAmountSchema, idSchema, moneyJsonSchema, refusalSchema } from './message-parts.js';

const invoiceSchema = z.object({ invoiceId: idSchema, orderId: idSchema });

/** Messages of an invoice; key: the order's id. */
export const invoiceMessages = {
  'procurement.InvoiceRegistered.v1': invoiceSchema.extend({
    reference: z.string(),
    vendorId: idSchema,
    number: z.string(),
    total: moneyJsonSchema,
    status: z.enum(['matched', 'exception']),
  }),
  'procurement.InvoiceApproved.v1': invoiceSchema.extend({ total: moneyJsonSchema }),
  'procurement.InvoiceRejected.v1': invoiceSchema,
  /** A part of the invoice is set aside for a payment in preparation … */
  'procurement.PaymentAllocated.v1': invoiceSchema.extend({
    paymentId: idSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** … or not. */
  'procurement.PaymentAllocationRefused.v1': invoiceSchema.extend({
    paymentId: idSchema,
    refusal: refusalSchema,
  }),
  'procurement.InvoicePaid.v1': invoiceSchema,
} as const;
