import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  refusalSchema,
} from '../message-parts.js';

const invoiceSchema = z.object({ invoiceId: idSchema, orderId: idSchema });

/** Messages of an invoice; key: the order's id. */
export const invoiceMessages = {
  'procurement.InvoiceRegistered.v1': invoiceSchema.extend({
    reference: z.string(),
    vendorId: idSchema,
    number: z.string(),
    total: moneyJsonSchema,
    status: z.enum(['matched', 'exception']),
    /** The rejected or cancelled invoice of the same number. */
    replaces: idSchema.nullable(),
  }),
  /** Lines and date were entered anew: its claim is counted again. */
  'procurement.InvoiceCorrected.v1': invoiceSchema.extend({ total: moneyJsonSchema }),
  /** Asks the order for another price than its own. */
  'procurement.InvoiceApprovalRequested.v1': invoiceSchema.extend({ requestedOn: dateSchema }),
  'procurement.InvoiceApproved.v1': invoiceSchema.extend({ total: moneyJsonSchema }),
  'procurement.InvoiceRejected.v1': invoiceSchema,
  'procurement.InvoiceCancelled.v1': invoiceSchema,
  /** A part of the invoice is set aside for a payment in preparation … */
  'procurement.PaymentAllocated.v1': invoiceSchema.extend({
    paymentId: idSchema,
    /** Of which the vendor owes the amount: an offset, no cash. */
    receivableId: idSchema.optional(),
    lines: z.array(budgetAmountSchema.extend({ orderLine: z.int() })).min(1),
  }),
  /** … or not. */
  'procurement.PaymentAllocationRefused.v1': invoiceSchema.extend({
    paymentId: idSchema,
    receivableId: idSchema.optional(),
    refusal: refusalSchema,
  }),
  'procurement.InvoicePaid.v1': invoiceSchema,
} as const;
