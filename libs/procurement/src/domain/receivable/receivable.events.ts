import { businessDateSchema, moneySchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { shortfallSchema } from '../purchase-order/order.parts.js';
import {
  coveredBySchema,
  owedCauseSchema,
  owedLineSchema,
} from '../purchase-order/owed/owed.events.js';
import { bankMovementSchema } from '../shared/bank-movements.js';
import { idSchema, refusalSchema } from '../shared/document.js';
import { writeOffAskSchema } from '../shared/write-offs.js';

export type ReceivableLine = z.output<typeof owedLineSchema>;
const linesSchema = z.array(owedLineSchema).min(1);
const orderSchema = z.strictObject({ purchaseOrderId: idSchema });
/** `endingId`: one refund, offset or write-off. */
const endingSchema = orderSchema.extend({ endingId: idSchema });
const askedSchema = endingSchema.extend({ lines: linesSchema });
/** `advanceId`: the payment of the advance that is owed; null if goods were paid. */
const bookedSchema = askedSchema.extend({
  effectiveAt: businessDateSchema,
  advanceId: idSchema.nullable(),
});
const offsetSchema = askedSchema.extend({ invoiceId: idSchema, effectiveAt: businessDateSchema });

export const receivableEvents = {
  ReceivableOpened: {
    schemaVersion: 1,
    data: orderSchema.extend({
      reference: z.string(),
      vendorId: idSchema,
      currency: z.string(),
      cause: owedCauseSchema,
      arisenOn: businessDateSchema,
      lines: linesSchema,
    }),
  },
  ReceivableReduced: {
    schemaVersion: 1,
    data: z.strictObject({ by: coveredBySchema, lines: linesSchema }),
  },
  /** Asks the order to set the amount aside: `settling` until it answers. */
  RefundRequested: {
    schemaVersion: 1,
    data: askedSchema.extend({
      valueDate: businessDateSchema,
      bankReference: z.string(),
      transferAmount: moneySchema.nullable(),
      by: personSchema,
    }),
  },
  OffsetRequested: {
    schemaVersion: 1,
    data: offsetSchema.extend({ by: personSchema, requestedOn: businessDateSchema }),
  },
  WriteOffRequested: {
    schemaVersion: 1,
    data: z.strictObject({ reason: z.string(), by: personSchema }),
  },
  WriteOffDeclined: {
    schemaVersion: 1,
    data: z.strictObject({ reason: z.string(), by: personSchema }),
  },
  WriteOffApproved: {
    schemaVersion: 1,
    data: askedSchema.extend({
      effectiveAt: businessDateSchema,
      by: personSchema,
      /** How it counts with the vendor's others. */
      counts: writeOffAskSchema.pick({ values: true, limit: true, splittingDays: true }),
    }),
  },
  /** The order's answer: less is owed than that. */
  EndingRefused: { schemaVersion: 1, data: endingSchema.extend({ refusal: refusalSchema }) },
  /** The order has set it aside: asks whether the bank's movement is free … */
  RefundSetAside: {
    schemaVersion: 1,
    data: orderSchema.extend({ movement: bankMovementSchema.omit({ receivableId: true }) }),
  },
  /** … and it is. */
  ReceivableRefunded: { schemaVersion: 1, data: bookedSchema },
  /** Asks the other invoice for the amount … */
  OffsetSetAside: {
    schemaVersion: 1,
    data: endingSchema.extend({
      invoiceId: idSchema,
      reference: z.string(),
      amount: moneySchema,
      by: personSchema,
      requestedOn: businessDateSchema,
    }),
  },
  /** … then its order … */
  OffsetAllocated: {
    schemaVersion: 1,
    data: endingSchema.extend({
      invoiceId: idSchema,
      againstOrderId: idSchema,
      effectiveAt: businessDateSchema,
      againstLines: linesSchema,
    }),
  },
  /** … and pays it. */
  ReceivableOffset: {
    schemaVersion: 1,
    data: bookedSchema.extend({
      ...{ invoiceId: idSchema, againstOrderId: idSchema },
      againstLines: linesSchema,
    }),
  },
  /** The other invoice, its order or a register refuses: it is owed as before. */
  EndingWithdrawn: {
    schemaVersion: 1,
    data: endingSchema.extend({
      /** Of an offset. */
      invoiceId: idSchema.nullable(),
      refusal: refusalSchema,
      budgetLineIds: z.array(idSchema),
    }),
  },
  /** The order has set it aside: asks the register of the vendor … */
  WriteOffSetAside: {
    schemaVersion: 1,
    data: orderSchema.extend({ writeOff: writeOffAskSchema }),
  },
  /** … then budgets, line by line. */
  WriteOffCounted: { schemaVersion: 1, data: bookedSchema },
  WriteOffAnswered: {
    schemaVersion: 1,
    data: z.strictObject({ budgetLineId: idSchema, shortfall: shortfallSchema.nullable() }),
  },
  /** All lines have answered; what some refused is owed as before. */
  WriteOffEnded: {
    schemaVersion: 1,
    data: endingSchema.extend({
      vendorId: idSchema,
      effectiveAt: businessDateSchema,
      except: z.array(idSchema),
    }),
  },
} as const;
export type ReceivableEvent = EventOf<typeof receivableEvents>;
