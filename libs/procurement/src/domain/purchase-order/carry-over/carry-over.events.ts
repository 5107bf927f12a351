import { businessDateSchema, moneySchema, personSchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../../shared/document.js';
import { orderLineSchema, shortfallSchema } from '../order.parts.js';

const carryOverSchema = z.strictObject({ number: z.int().min(1), carryOverId: idSchema });

/** Carry-overs of an order's open part to the next year, numbered from 1. */
export const carryOverEvents = {
  /** Asks budgets: all lines, or none. */
  OrderCarryOverRequested: {
    schemaVersion: 1,
    data: carryOverSchema.extend({
      reference: z.string(),
      orderedOn: businessDateSchema,
      effectiveAt: businessDateSchema,
      reason: z.string(),
      lines: z
        .array(
          z.strictObject({
            budgetLineId: idSchema,
            toLineId: idSchema,
            /** What is still to come on it. */
            amount: moneySchema,
          }),
        )
        .min(1),
      by: personSchema,
    }),
  },
  /** What was accepted stays on its order lines; the rest is on new ones. */
  OrderCarriedOver: {
    schemaVersion: 1,
    data: carryOverSchema.extend({
      effectiveAt: businessDateSchema,
      lines: z.array(orderLineSchema).min(1),
    }),
  },
  OrderCarryOverRefused: {
    schemaVersion: 1,
    data: carryOverSchema.extend({ rejections: z.array(shortfallSchema) }),
  },
} as const;
