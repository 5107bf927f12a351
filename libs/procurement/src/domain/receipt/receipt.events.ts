import {
  businessDateSchema,
  moneySchema,
  personSchema,
  quantitySchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema } from '../shared/document.js';

const orderLine = { orderLine: lineNumberSchema };
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
  /** The order has counted it; amounts are the order's, by budget line. */
  ReceiptPosted: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      orderId: idSchema,
      vendorId: idSchema,
      deliveredOn: businessDateSchema,
      accepted: z.array(z.strictObject({ ...orderLine, quantity: quantitySchema })),
      lines: z.array(z.strictObject({ ...budgetAmount, final: z.boolean() })),
    }),
  },
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
