import { z } from 'zod';
import { budgetAmountSchema, dateSchema, idSchema, personSchema } from './message-parts.js';

/** Messages of a receipt; key: the order's id, so that one order's deliveries keep their order. */
export const receiptMessages = {
  /** The order learns of it. */
  'procurement.ReceiptRegistered.v1': z.object({
    receiptId: idSchema,
    orderId: idSchema,
    by: personSchema,
  }),
  /** Requests counting by the order. */
  'procurement.ReceiptPostingRequested.v1': z.object({
    receiptId: idSchema,
    orderId: idSchema,
    by: personSchema,
    requestedOn: dateSchema,
  }),
  /** Requests withdrawal from the order. */
  'procurement.ReceiptReversalRequested.v1': z.object({
    receiptId: idSchema,
    orderId: idSchema,
    effectiveAt: dateSchema,
    reason: z.string(),
    by: personSchema,
    requestedOn: dateSchema,
  }),
  'procurement.ReceiptPosted.v1': z.object({
    receiptId: idSchema,
    reference: z.string(),
    orderId: idSchema,
    vendorId: idSchema,
    deliveredOn: dateSchema,
    /** By budget line, at the order's price. */
    lines: z.array(budgetAmountSchema),
    /** The accepted goods, one entry per order line. */
    accepted: z.array(z.object({ orderLine: z.int(), quantity: z.string() })),
  }),
  'procurement.ReceiptReversed.v1': z.object({
    receiptId: idSchema,
    reference: z.string(),
    orderId: idSchema,
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema),
  }),
} as const;
