import { z } from 'zod';
import { budgetAmountSchema, idSchema, refusalSchema } from '../message-parts.js';

const advanceSchema = z.object({ orderId: idSchema, paymentId: idSchema });
const refusedSchema = advanceSchema.extend({ refusal: refusalSchema });

/** The answers of an order to what is to be paid in advance on it; key: the order's id. */
export const advanceMessages = {
  /** Set aside for a payment in preparation … */
  'procurement.AdvanceAllocated.v1': advanceSchema.extend({
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** … or not. */
  'procurement.AdvanceAllocationRefused.v1': refusedSchema,
  /** It may go back … */
  'procurement.AdvanceWithdrawn.v1': advanceSchema,
  /** … or not: invoices have recovered a part of it. */
  'procurement.AdvanceWithdrawalRefused.v1': refusedSchema,
} as const;
