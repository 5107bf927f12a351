import { businessDateSchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';

const text = z.string().min(1);

/** What a budget line is booked under; fixed when the line was opened. */
export const codingSchema = z.object({
  fund: text,
  fiscalYear: text,
  axis: text,
  spendClass: text,
  projectId: text.nullable(),
  institution: text.nullable(),
  region: text.nullable(),
  donor: text.nullable(),
});

/**
 * The part of a message of `budgets.events.v1` that the ledger reads. Its other fields are left
 * alone: a new one must not stop the ledger.
 */
export const moneyMessageSchema = z.object({
  budgetLineId: text,
  coding: codingSchema,
  /** The cause of the movement; null if the line itself (an allotment). */
  document: z.object({ kind: text, id: text, reference: text.nullable() }).nullable(),
  vendorId: text.nullable(),
  movements: z.array(
    z.object({
      bucket: text,
      /** Signed, in the currency of the budget line. */
      amount: signedMoneySchema,
      /** The same in the document's currency; null when there is no document. */
      documentAmount: signedMoneySchema.nullable(),
    }),
  ),
});

/** A money message with the two dates that make the ledger bitemporal. */
export const moneyEventSchema = moneyMessageSchema.extend({
  effectiveAt: businessDateSchema,
  recordedAt: z.iso.datetime(),
});
export type MoneyEvent = z.output<typeof moneyEventSchema>;
