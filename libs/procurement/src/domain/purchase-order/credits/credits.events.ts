import { moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import { heldSchema } from '../../shared/segregation.js';
import { shortfallSchema } from '../order.parts.js';

const creditSchema = z.strictObject({ creditNoteId: idSchema, invoiceId: idSchema });

/** What credit notes take off the price of an order's deliveries. */
export const creditEvents = {
  /** Budgets is asked for it by an adjustment of the price. */
  CreditRequested: {
    schemaVersion: 1,
    data: creditSchema.extend({
      adjustmentId: z.string(),
      lines: z.array(z.strictObject({ orderLine: lineNumberSchema, amount: moneySchema })).min(1),
      /** Who acted on the credit note. */
      parties: z.array(heldSchema),
    }),
  },
  /** Not now: the order itself waits for budgets; or somebody has had another duty. */
  CreditRefused: { schemaVersion: 1, data: creditSchema.extend({ refusal: refusalSchema }) },
  /** The budget lines have it … */
  CreditAgreed: { schemaVersion: 1, data: creditSchema },
  /** … or cannot have it. */
  CreditNotAdjusted: {
    schemaVersion: 1,
    data: creditSchema.extend({ rejections: z.array(shortfallSchema).min(1) }),
  },
} as const;
