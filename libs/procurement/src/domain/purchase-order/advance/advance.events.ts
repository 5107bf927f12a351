import { businessDateSchema, moneySchema, personSchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import { heldSchema } from '../../shared/segregation.js';
import { guaranteeSchema } from './advance.parts.js';

const paymentSchema = z.strictObject({ paymentId: idSchema });
const refusedSchema = paymentSchema.extend({ refusal: refusalSchema });
const linesSchema = z.array(z.strictObject({ budgetLineId: idSchema, amount: moneySchema })).min(1);
const orderLinesSchema = z
  .array(
    z.strictObject({ orderLine: lineNumberSchema, budgetLineId: idSchema, amount: moneySchema }),
  )
  .min(1);

/** What an order pays in advance, and what its invoices recover of it. */
export const advanceEvents = {
  /** An advance in preparation is set aside … */
  AdvanceAllocated: {
    schemaVersion: 1,
    data: paymentSchema.extend({ lines: linesSchema, guarantee: guaranteeSchema.nullable() }),
  },
  /** … or not. */
  AdvanceAllocationRefused: { schemaVersion: 1, data: refusedSchema },
  /** Its payment was cancelled before the release. */
  AdvanceAllocationReleased: { schemaVersion: 1, data: paymentSchema },
  /** It may leave. */
  AdvanceCleared: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      valueDate: businessDateSchema,
      /** Who acted on its payment. */
      parties: z.array(heldSchema),
    }),
  },
  AdvanceClearanceRefused: { schemaVersion: 1, data: refusedSchema },
  /** The bank has confirmed it: invoices recover it from now on. */
  AdvancePaid: { schemaVersion: 1, data: paymentSchema },
  /** An invoice has recovered a part of it: nothing of that part is paid again. */
  AdvanceRecovered: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      invoiceId: idSchema,
      effectiveAt: businessDateSchema,
      lines: orderLinesSchema,
    }),
  },
  /** The goods do not come: the vendor pays back what invoices have not recovered. */
  AdvanceReclaimed: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      reason: z.string(),
      effectiveAt: businessDateSchema,
      lines: orderLinesSchema,
      by: personSchema,
    }),
  },
  /** The bank sent it back, and nothing of it was recovered or reclaimed. */
  AdvanceWithdrawn: { schemaVersion: 1, data: paymentSchema },
  AdvanceWithdrawalRefused: { schemaVersion: 1, data: refusedSchema },
} as const;
