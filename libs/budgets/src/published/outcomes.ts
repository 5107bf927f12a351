import { moneySchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../domain/shared/vocabulary.js';

/** The amount granted by one budget line, in the document's currency. */
const bookedSchema = z.object({ budgetLineId: idSchema, amount: moneySchema });

/** Why one budget line refused. */
export const shortfallSchema = z.object({
  budgetLineId: idSchema,
  /**
   * insufficient_funds, budget_line_not_open, project_may_not_spend, rate_missing,
   * reservation_missing, outside_financial_year, date_before_what_it_follows,
   * amount_converts_to_zero; of a change also commitment_not_held,
   * commitment_change_too_large, delivery_not_accrued; of a carry-over
   * carry_over_amount_differs, carry_over_destination, advance_open.
   */
  code: z.string(),
  /** The shortfall, in the currency of the budget line. */
  shortfall: moneySchema,
});
export type BudgetShortfall = z.output<typeof shortfallSchema>;

const reserved = { documentId: idSchema, reservationId: idSchema };
const adjusted = { documentId: idSchema, adjustmentId: idSchema };
const carried = { documentId: idSchema, carryOverId: idSchema };
const committed = { documentId: idSchema, approval: z.int().min(1) };

/** The answers of the reservation process: domain events of its stream. */
export const reservationOutcomes = {
  DocumentFundsReserved: z.object({ ...reserved, lines: z.array(bookedSchema) }),
  DocumentFundsRejected: z.object({ ...reserved, shortfalls: z.array(shortfallSchema) }),
  DocumentReservationReleased: z.object(reserved),
} as const;

/** The answers of the commitment process. */
export const commitmentOutcomes = {
  DocumentFundsCommitted: z.object({ ...committed, lines: z.array(bookedSchema) }),
  DocumentCommitmentRejected: z.object({ ...committed, rejections: z.array(shortfallSchema) }),
} as const;

/** The answers of the adjustment process. */
export const adjustmentOutcomes = {
  DocumentAdjusted: z.object({
    ...adjusted,
    /** The changes, in the currencies of the budget lines. */
    lines: z.array(z.object({ budgetLineId: idSchema, amount: signedMoneySchema })),
  }),
  DocumentAdjustmentRejected: z.object({ ...adjusted, rejections: z.array(shortfallSchema) }),
} as const;

/** The answers of the process that carries an order over to the next year. */
export const carryOverOutcomes = {
  DocumentCarriedOver: z.object({ ...carried, lines: z.array(bookedSchema) }),
  DocumentCarryOverRejected: z.object({ ...carried, rejections: z.array(shortfallSchema) }),
} as const;

/** Answers to procurement; key: the document's id. */
export const outcomeMessages = {
  /** Every budget line of the requisition has reserved its part. */
  'budgets.DocumentFundsReserved.v1': reservationOutcomes.DocumentFundsReserved,
  /** At least one line refused; nothing stays reserved. */
  'budgets.DocumentFundsRejected.v1': reservationOutcomes.DocumentFundsRejected,
  /** The requisition was withdrawn: its unordered funds are released. */
  'budgets.DocumentReservationReleased.v1': reservationOutcomes.DocumentReservationReleased,
  'budgets.DocumentFundsCommitted.v1': commitmentOutcomes.DocumentFundsCommitted,
  /** Nothing is committed; the reservation stands as before. */
  'budgets.DocumentCommitmentRejected.v1': commitmentOutcomes.DocumentCommitmentRejected,
  /** Every budget line of the order has changed its part. */
  'budgets.DocumentAdjusted.v1': adjustmentOutcomes.DocumentAdjusted,
  /** At least one line refused; nothing is changed. */
  'budgets.DocumentAdjustmentRejected.v1': adjustmentOutcomes.DocumentAdjustmentRejected,
  /** The open part of the order is committed on lines of the next year. */
  'budgets.DocumentCarriedOver.v1': carryOverOutcomes.DocumentCarriedOver,
  /** At least one line refused; everything stays where it was. */
  'budgets.DocumentCarryOverRejected.v1': carryOverOutcomes.DocumentCarryOverRejected,
} as const;
