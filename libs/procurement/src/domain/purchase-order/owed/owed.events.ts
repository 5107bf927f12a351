import { businessDateSchema, moneySchema, quantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import { rematchSchema } from '../order.parts.js';
import { owedCauses } from './owed.parts.js';

/** What the vendor owes on one order line, in the order's currency. */
export const owedLineSchema = z.strictObject({
  orderLine: lineNumberSchema,
  budgetLineId: idSchema,
  amount: moneySchema,
});
const linesSchema = z.array(owedLineSchema).min(1);
const receivableSchema = z.strictObject({ receivableId: idSchema });
/** `endingId`: one refund, offset or write-off of a receivable. */
const endingSchema = receivableSchema.extend({ endingId: idSchema });

/** What an invoice claims less of an order line. */
export const claimPartSchema = z.strictObject({
  orderLine: lineNumberSchema,
  /** What is not to be paid of it any more. */
  amount: moneySchema,
  quantity: quantitySchema,
  claimed: moneySchema,
  ordered: moneySchema,
});

/**
 * Why the vendor owes: a receipt was reversed or a credit note booked after the payment, or an
 * advance (the id of its payment) was reclaimed.
 */
export const owedCauseSchema = z.strictObject({
  kind: z.enum(owedCauses),
  id: idSchema,
});

/** How what it owes was covered without an act on the receivable. */
export const coveredBySchema = z.enum(['replacement', 'payment_returned']);

/** What was paid on an order and is not owed to the vendor any more. */
export const owedEvents = {
  ReceivableArisen: {
    schemaVersion: 1,
    data: receivableSchema.extend({
      reference: z.string(),
      vendorId: idSchema,
      cause: owedCauseSchema,
      effectiveAt: businessDateSchema,
      lines: linesSchema,
    }),
  },
  /** Goods came for it, or the bank returned the payment. */
  ReceivableCovered: {
    schemaVersion: 1,
    data: receivableSchema.extend({ by: coveredBySchema, lines: linesSchema }),
  },
  /** The answers to a refund, an offset or a write-off: nothing else can take the amount … */
  OwedSetAside: { schemaVersion: 1, data: endingSchema.extend({ lines: linesSchema }) },
  /** … or it is not owed any more. */
  OwedNotOpen: { schemaVersion: 1, data: endingSchema.extend({ refusal: refusalSchema }) },
  /** It is owed no more: the invoices claim so much less, and it can be invoiced again. */
  OwedEnded: {
    schemaVersion: 1,
    data: endingSchema.extend({
      lines: linesSchema,
      /** The vendor was let off. */
      writtenOff: z.boolean(),
      rematch: rematchSchema,
      /** The cash of each, and what the invoice claims less. */
      claims: z.array(claimPartSchema.extend({ invoiceId: idSchema })),
    }),
  },
  /** It is owed as before. */
  OwedReleased: { schemaVersion: 1, data: endingSchema },
} as const;
