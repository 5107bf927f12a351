import { businessDateSchema, moneySchema, personSchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { usedRateSchema } from '../../rate-table/rates.js';
import { codingSchema, documentRefSchema, idSchema } from '../../shared/vocabulary.js';

/** Data of every published event of a line. */
export const contextSchema = z.strictObject({
  coding: codingSchema,
  /** Its cause; null if the line itself (an allotment). */
  document: documentRefSchema.nullable(),
  vendorId: idSchema.nullable(),
});

/**
 * An event that moves money. `amount` is the movement itself, in the line's currency; which
 * buckets it moves, and with which sign, is in the table of movements.ts.
 */
export const moneySchemaOf = <A extends z.ZodType>(amount: A) =>
  contextSchema.extend({
    amount,
    /** The same in the document's currency; null without a document. */
    documentAmount: signedMoneySchema.nullable(),
  });

/** A movement whose sign follows from the type of event. */
export const movedSchema = moneySchemaOf(moneySchema);
/** A movement with either sign. */
export const signedMovedSchema = moneySchemaOf(signedMoneySchema);

/**
 * The own date of the document. The event's `effectiveAt` is later if the document follows
 * something later, or if its month was closed before it could be posted.
 */
const documentDate = { documentDate: businessDateSchema };
/** A document's movement whose sign follows from the type of event. */
export const postedSchema = movedSchema.extend(documentDate);
/** A document's movement with either sign. */
export const signedPostedSchema = signedMovedSchema.extend(documentDate);

export const reservationIdSchema = { reservationId: idSchema };
/** All who have asked for the goods. */
export const requestedBySchema = { requestedBy: z.array(personSchema) };
export const commitmentIdSchema = { commitmentId: idSchema };
export const deliveryIdSchema = { commitmentId: idSchema, deliveryId: idSchema };
export const paymentIdSchema = { commitmentId: idSchema, paymentId: idSchema };

/** The rate of a conversion; null if document and line have the same currency. */
export const rateField = { rate: usedRateSchema.nullable() };

export const dateField = businessDateSchema;

/** A refused request for funds. */
export const refusalSchema = contextSchema.extend({
  /**
   * insufficient_funds, budget_line_not_open, project_may_not_spend, rate_missing,
   * reservation_missing, outside_financial_year, date_before_what_it_follows,
   * amount_converts_to_zero.
   */
  code: z.string(),
  /** The requested amount, in the line's currency; null if it could not be converted. */
  requested: moneySchema.nullable(),
  documentAmount: moneySchema,
  available: signedMoneySchema,
  /** The shortfall, in the line's currency; zero if funds are not the reason. */
  shortfall: moneySchema,
});

/** A refused change of a commitment or of its deliveries; less is negative. */
export const changeRefusalSchema = refusalSchema.extend({
  /**
   * Also commitment_not_held, commitment_change_too_large, delivery_not_accrued,
   * budget_line_closed; of a carry-over carry_over_amount_differs, carry_over_destination,
   * advance_open, date_before_what_it_follows.
   */
  code: z.string(),
  requested: signedMoneySchema.nullable(),
  documentAmount: signedMoneySchema,
});
