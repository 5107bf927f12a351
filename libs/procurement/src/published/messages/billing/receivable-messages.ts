import { z } from 'zod';
import { owedCauses } from '../../../domain/purchase-order/owed/owed.parts.js';
import { bankMovementSchema } from '../../../domain/shared/bank-movements.js';
import { writeOffAskSchema } from '../../../domain/shared/write-offs.js';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  personSchema,
  refusalSchema,
} from '../message-parts.js';

const receivableSchema = z.object({ receivableId: idSchema, orderId: idSchema });
const endingSchema = receivableSchema.extend({ endingId: idSchema });
const linesSchema = z.array(budgetAmountSchema.extend({ orderLine: z.int() })).min(1);
/** `documentId`: the payment, or the ending of the receivable. */
const movementSchema = z.object({
  kind: bankMovementSchema.shape.kind,
  documentId: idSchema,
  receivableId: idSchema.nullable(),
  orderId: idSchema,
});

/** What a vendor owes, and how it ends; key: the id of the order of which it is owed. */
export const receivableMessages = {
  /** The order says that the vendor owes … */
  'procurement.ReceivableArisen.v1': receivableSchema.extend({
    reference: z.string(),
    vendorId: idSchema,
    currency: z.string(),
    cause: z.object({ kind: z.enum(owedCauses), id: idSchema }),
    effectiveAt: dateSchema,
    lines: linesSchema,
  }),
  /** … and that goods or a returned payment have covered it. */
  'procurement.ReceivableCovered.v1': receivableSchema.extend({
    by: z.enum(['replacement', 'payment_returned']),
    lines: linesSchema,
  }),
  /** A refund, an offset or a write-off asks the order to set the amount aside … */
  'procurement.ReceivableEndingRequested.v1': endingSchema.extend({ lines: linesSchema }),
  /** … which it does, or not. */
  'procurement.OwedSetAside.v1': endingSchema,
  'procurement.OwedNotOpen.v1': endingSchema.extend({ refusal: refusalSchema }),
  /** It has ended, but for what some budget lines have refused. */
  'procurement.ReceivableEnded.v1': endingSchema.extend({
    effectiveAt: dateSchema,
    /** The invoice that an offset has paid. */
    invoiceId: idSchema.nullable(),
    except: z.array(idSchema),
    /** The vendor was let off. */
    writtenOff: z.boolean(),
  }),
  /** What a credit note took off what was paid has come back, or was given up. */
  'procurement.OverpaymentEnded.v1': z.object({
    ...{ orderId: idSchema, invoiceId: idSchema, endingId: idSchema },
    lines: z.array(z.object({ orderLine: z.int(), amount: moneyJsonSchema })).min(1),
  }),
  /** An offset asks the other invoice for the amount … */
  'procurement.OffsetRequested.v1': endingSchema.extend({
    invoiceId: idSchema,
    reference: z.string(),
    amount: moneyJsonSchema,
    by: personSchema,
    requestedOn: dateSchema,
  }),
  /** … then the order of that invoice, which is the key. */
  'procurement.OffsetAllocated.v1': z.object({
    ...{ receivableId: idSchema, endingId: idSchema, invoiceId: idSchema },
    orderId: idSchema,
    effectiveAt: dateSchema,
    lines: linesSchema,
  }),
  /** The invoice, its order or a register refuses: what was set aside is owed as before. */
  'procurement.EndingWithdrawn.v1': endingSchema.extend({
    /** The invoice of an offset. */
    invoiceId: idSchema.nullable(),
    budgetLineIds: z.array(idSchema),
  }),
  /** A write-off asks the register of the vendor … */
  'procurement.WriteOffStated.v1': z.object({
    receivableId: idSchema,
    ...writeOffAskSchema.shape,
  }),
  /** … which counts it with the others, or not … */
  'procurement.WriteOffRegistered.v1': endingSchema,
  'procurement.WriteOffRefused.v1': endingSchema.extend({ refusal: refusalSchema }),
  /** … and what some budget lines have refused counts no more. */
  'procurement.WriteOffLowered.v1': z.object({
    ...{ orderId: idSchema, vendorId: idSchema, endingId: idSchema },
    budgetLineIds: z.array(idSchema).min(1),
  }),
  /** A payment that is confirmed or a refund names a movement of the bank … */
  'procurement.BankMovementStated.v1': bankMovementSchema,
  /** … which is its own, or another document's. */
  'procurement.BankReferenceTaken.v1': movementSchema,
  'procurement.BankReferenceRefused.v1': movementSchema.extend({ refusal: refusalSchema }),
} as const;
