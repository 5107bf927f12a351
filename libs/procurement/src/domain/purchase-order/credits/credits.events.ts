import { businessDateSchema, moneySchema, quantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import { heldSchema } from '../../shared/segregation.js';
import { orderLineQuantitySchema, rematchSchema, shortfallSchema } from '../order.parts.js';
import { claimPartSchema, owedLineSchema } from '../owed/owed.events.js';

/** Null: against the order itself, for goods that are not invoiced. */
const creditSchema = z.strictObject({
  creditNoteId: idSchema,
  invoiceId: idSchema.nullable(),
});
const lineSchema = z.strictObject({ orderLine: lineNumberSchema, amount: moneySchema });

/** What a claim, and a credit on it, lose of an order line. */
const returnedPartSchema = z.strictObject({
  invoiceId: idSchema,
  orderLine: lineNumberSchema,
  quantity: quantitySchema,
  claimed: moneySchema,
  ordered: moneySchema,
  credited: moneySchema,
});

/** What credit notes take off the price of an order's deliveries. */
export const creditEvents = {
  /** Budgets is asked for it by an adjustment of the price. */
  CreditRequested: {
    schemaVersion: 1,
    data: creditSchema.extend({
      on: businessDateSchema,
      /** Null if all of it was paid: nothing is asked. */
      adjustmentId: z.string().nullable(),
      lines: z.array(lineSchema).min(1),
      /** The part that was paid. */
      paid: z.array(lineSchema),
      /** The part for goods that are not here: its invoice claims so much less. */
      goods: z.array(claimPartSchema),
      rematch: rematchSchema,
      /** What is not to be invoiced any more, of a credit note against the order. */
      quantities: z.array(orderLineQuantitySchema),
      /** Who acted on the credit note. */
      parties: z.array(heldSchema),
    }),
  },
  /** Not now: the order itself waits for budgets; or somebody has had another duty. */
  CreditRefused: { schemaVersion: 1, data: creditSchema.extend({ refusal: refusalSchema }) },
  /** The budget lines have it … */
  CreditAgreed: { schemaVersion: 1, data: creditSchema },
  /** What was paid costs less: budgets books it, and the vendor owes it. */
  CreditBooked: {
    schemaVersion: 1,
    data: creditSchema.extend({
      effectiveAt: businessDateSchema,
      lines: z.array(owedLineSchema).min(1),
    }),
  },
  /** The goods that it was for went back: its invoice claims them no more, and has no credit. */
  CreditedGoodsReturned: {
    schemaVersion: 1,
    data: z.strictObject({ parts: z.array(returnedPartSchema).min(1), rematch: rematchSchema }),
  },
  /** … or cannot have it. */
  CreditNotAdjusted: {
    schemaVersion: 1,
    data: creditSchema.extend({ rejections: z.array(shortfallSchema).min(1) }),
  },
} as const;
