import { businessDateSchema, moneySchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { usedRateSchema } from '../../rate-table/rates.js';
import { codingSchema, documentRefSchema, idSchema } from '../../shared/vocabulary.js';

/** What every event of a line carries that other services hear of. */
export const contextSchema = z.strictObject({
  coding: codingSchema,
  /** What caused it; null when the line itself did (an allotment). */
  document: documentRefSchema.nullable(),
  vendorId: idSchema.nullable(),
});

/**
 * An event that moves money. `amount` is the movement itself, in the line's currency; which
 * buckets it moves, and which way, is the table of movements.ts.
 */
export const moneySchemaOf = <A extends z.ZodType>(amount: A) =>
  contextSchema.extend({
    amount,
    /** The same in the document's currency; null when there is no document. */
    documentAmount: signedMoneySchema.nullable(),
  });

/** A movement whose direction the type of event tells. */
export const movedSchema = moneySchemaOf(moneySchema);
/** A movement that may go either way. */
export const signedMovedSchema = moneySchemaOf(signedMoneySchema);

export const reservationIdSchema = { reservationId: idSchema };
export const commitmentIdSchema = { commitmentId: idSchema };
export const deliveryIdSchema = { commitmentId: idSchema, deliveryId: idSchema };
export const paymentIdSchema = { commitmentId: idSchema, paymentId: idSchema };

/** The rate of a conversion; null when document and line have one currency. */
export const rateField = { rate: usedRateSchema.nullable() };

export const dateField = businessDateSchema;

/** A request for money that was refused. */
export const refusalSchema = contextSchema.extend({
  /** insufficient_funds, budget_line_not_open, rate_missing, reservation_missing. */
  code: z.string(),
  /** What was asked for, in the line's currency; null when it could not be converted. */
  requested: moneySchema.nullable(),
  documentAmount: moneySchema,
  available: signedMoneySchema,
  /** What is missing, in the line's currency; zero when money is not what is missing. */
  shortfall: moneySchema,
});
