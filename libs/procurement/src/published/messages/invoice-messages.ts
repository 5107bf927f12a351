import { z } from 'zod';
import { idSchema, moneyJsonSchema } from './message-parts.js';

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
  /** A part of the invoice is set aside for a payment (step one of preparing it). */
  'procurement.PaymentAllocated.v1': invoiceSchema.extend({ paymentId: idSchema }),
  'procurement.InvoicePaid.v1': invoiceSchema,
} as const;
