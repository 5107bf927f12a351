import {
  businessDateSchema,
  moneySchema,
  personSchema,
  quantitySchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../shared/document.js';

const orderLine = { orderLine: lineNumberSchema };
const refusedSchema = z.strictObject({ refusal: refusalSchema });
const budgetAmount = { budgetLineId: idSchema, amount: moneySchema };

export const receiptEvents = {
  ReceiptRegistered: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      purchaseOrderId: idSchema,
      vendorId: idSchema,
      deliveredOn: businessDateSchema,
      lines: z.array(z.strictObject({ ...orderLine, quantity: quantitySchema })).min(1),
      by: personSchema,
    }),
  },
  ReceiptInspected: {
    schemaVersion: 1,
    data: z.strictObject({
      lines: z
        .array(
          z.strictObject({
            ...orderLine,
            accepted: quantitySchema,
            rejected: quantitySchema,
            reason: z.string().nullable(),
          }),
        )
        .min(1),
      by: personSchema,
    }),
  },
  /** Requests counting by the order: the receipt is `posting` until the order answers. */
  ReceiptPostingRequested: {
    schemaVersion: 1,
    data: z.strictObject({ orderId: idSchema, by: personSchema, requestedOn: businessDateSchema }),
  },
  /** The order's answer: the receipt returns to `inspected`. */
  ReceiptPostingRefused: { schemaVersion: 1, data: refusedSchema },
  /** The order has counted it; amounts are the order's, by budget line. */
  ReceiptPosted: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      orderId: idSchema,
      vendorId: idSchema,
      deliveredOn: businessDateSchema,
      accepted: z.array(z.strictObject({ ...orderLine, quantity: quantitySchema })),
      lines: z.array(z.strictObject(budgetAmount)),
    }),
  },
  /** Requests withdrawal of a posted receipt: `reversing` until the order answers. */
  ReceiptReversalRequested: {
    schemaVersion: 1,
    data: z.strictObject({
      orderId: idSchema,
      effectiveAt: businessDateSchema,
      reason: z.string(),
      by: personSchema,
      requestedOn: businessDateSchema,
    }),
  },
  /** The order's answer: the receipt returns to `posted`. */
  ReceiptReversalRefused: { schemaVersion: 1, data: refusedSchema },
  ReceiptReversed: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      orderId: idSchema,
      effectiveAt: businessDateSchema,
      reason: z.string(),
      lines: z.array(z.strictObject(budgetAmount)),
      by: personSchema,
    }),
  },
} as const;
export type ReceiptEvent = EventOf<typeof receiptEvents>;
