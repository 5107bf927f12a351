import { z } from 'zod';
import { dateSchema, idSchema, refusalSchema, shortfallSchema } from '../message-parts.js';

const invoiceSchema = z.object({ orderId: idSchema, invoiceId: idSchema });
const paymentSchema = z.object({ orderId: idSchema, paymentId: idSchema });
/** Of which the vendor owes the amount: an offset, no cash. */
const offsetSchema = z.object({ receivableId: idSchema.optional() });

/** What an order says of what is invoiced and paid on it; key: the order's id. */
export const billingMessages = {
  /** The order's answer to an invoice of who has had another duty. */
  'procurement.InvoiceClaimRefused.v1': invoiceSchema.extend({ refusal: refusalSchema }),
  /** The order's answers to an invoice in approval. */
  'procurement.InvoicePriceAgreed.v1': invoiceSchema,
  'procurement.InvoicePriceRefused.v1': invoiceSchema.extend({ refusal: refusalSchema }),
  'procurement.InvoicePriceNotFunded.v1': invoiceSchema.extend({
    shortfalls: z.array(shortfallSchema).min(1),
  }),
  /** The order's answers to a payment that is to be released. */
  'procurement.PaymentCleared.v1': paymentSchema.extend(offsetSchema.shape),
  'procurement.PaymentClearanceRefused.v1': paymentSchema.extend({
    ...offsetSchema.shape,
    refusal: refusalSchema,
  }),
  /** The order's answers to a payment that the bank returns. */
  'procurement.PaymentReturnAllowed.v1': paymentSchema,
  'procurement.PaymentReturnNotAllowed.v1': paymentSchema.extend({ refusal: refusalSchema }),
  /** Something on it was undone: it is open again. */
  'procurement.PurchaseOrderReopened.v1': z.object({
    orderId: idSchema,
    reference: z.string(),
    requisitionId: idSchema,
    effectiveAt: dateSchema,
    budgetLineIds: z.array(idSchema),
  }),
} as const;
