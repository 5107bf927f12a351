import { z } from 'zod';
import { budgetAmountSchema, dateSchema, idSchema, moneyJsonSchema } from './message-parts.js';

const receivableSchema = z.object({
  orderId: idSchema,
  receivableId: idSchema,
  effectiveAt: dateSchema,
  lines: z.array(budgetAmountSchema).min(1),
  /** The payment of the advance that was reclaimed; null if goods were paid. */
  advanceId: idSchema.nullable(),
});

/** What changes the money of an issued order; key: the order's id. */
export const adjustmentMessages = {
  /**
   * Asks budgets for a change of an order's price, all lines or none. Each request has an id of
   * its own; the opposite changes under another id withdraw it.
   */
  'procurement.AdjustmentRequested.v1': z.object({
    adjustmentId: idSchema,
    orderId: idSchema,
    reference: z.string(),
    /**
     * amendment: the order itself has changed, in what is still to come. price: what was accepted
     * costs more or less, or what is to come again of goods that went back: by an amendment, by
     * invoices, or by credit notes.
     */
    purpose: z.enum(['amendment', 'price']),
    effectiveAt: dateSchema,
    /** One for each budget line; less is negative. */
    lines: z
      .array(
        z.object({
          budgetLineId: idSchema,
          /** Of what was accepted; none for an amendment. */
          accepted: moneyJsonSchema,
          /** Of what is still to come. */
          open: moneyJsonSchema,
        }),
      )
      .min(1),
  }),
  /** Asks budgets to carry what is still to come of an order over to the next year: all or none. */
  'procurement.CarryOverRequested.v1': z.object({
    carryOverId: idSchema,
    orderId: idSchema,
    reference: z.string(),
    /** The date of the commitment, which stays. */
    orderedOn: dateSchema,
    effectiveAt: dateSchema,
    /** One for each budget line of the old year. */
    lines: z.array(budgetAmountSchema.extend({ toLineId: idSchema })).min(1),
  }),
  /** An invoice recovers a part of an advance. */
  'procurement.AdvanceRecovered.v1': z.object({
    orderId: idSchema,
    invoiceId: idSchema,
    /** Of the advance. */
    paymentId: idSchema,
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** A credit note for goods that were paid. */
  'procurement.CreditNoteBooked.v1': z.object({
    orderId: idSchema,
    creditNoteId: idSchema,
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
  }),
  /** The vendor has paid back what it owed. */
  'procurement.RefundReceived.v1': receivableSchema,
  /** What the vendor owed of one order pays what another order owes: no cash moves. */
  'procurement.ReceivableOffset.v1': receivableSchema.extend({
    againstOrderId: idSchema,
    /** As which it is paid on the other order. */
    paymentId: idSchema,
    againstLines: z.array(budgetAmountSchema).min(1),
  }),
  /** The vendor will not pay back. */
  'procurement.ReceivableWrittenOff.v1': receivableSchema,
} as const;
