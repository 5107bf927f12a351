import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  refusalSchema,
  shortfallSchema,
} from '../message-parts.js';

const numberSchema = z.object({ creditNoteId: idSchema, orderId: idSchema });
/** Null when it is against an order: of goods that are not invoiced. */
const creditSchema = numberSchema.extend({ invoiceId: idSchema.nullable() });
const ofInvoiceSchema = numberSchema.extend({ invoiceId: idSchema });
const linesSchema = z.array(budgetAmountSchema.extend({ orderLine: z.int() })).min(1);

/** Messages of a credit note, and the answers to it; key: the order's id. */
export const creditMessages = {
  'procurement.CreditNoteRegistered.v1': creditSchema.extend({
    reference: z.string(),
    vendorId: idSchema,
    number: z.string(),
    total: moneyJsonSchema,
  }),
  /** The vendor's answers to the number. */
  'procurement.CreditNumberClaimed.v1': numberSchema,
  'procurement.CreditNumberRefused.v1': numberSchema.extend({ refusal: refusalSchema }),
  /** Requests the amounts from the invoice, or from the order … */
  'procurement.CreditNoteApprovalRequested.v1': creditSchema.extend({
    reference: z.string(),
    creditedOn: dateSchema,
    lines: linesSchema,
  }),
  /** … which sets them aside, or not. */
  'procurement.CreditAllocated.v1': ofInvoiceSchema.extend({
    creditedOn: dateSchema,
    lines: linesSchema,
    /** The part of it that was paid already. */
    paid: z.array(budgetAmountSchema.extend({ orderLine: z.int() })),
  }),
  'procurement.CreditAllocationRefused.v1': ofInvoiceSchema.extend({ refusal: refusalSchema }),
  /** The order's answers, when budgets has lowered the price or cannot. */
  'procurement.CreditAgreed.v1': creditSchema,
  'procurement.CreditRefused.v1': creditSchema.extend({ refusal: refusalSchema }),
  'procurement.CreditNotAdjusted.v1': creditSchema.extend({
    shortfalls: z.array(shortfallSchema).min(1),
  }),
  'procurement.CreditNoteApproved.v1': creditSchema.extend({ total: moneyJsonSchema }),
  'procurement.CreditNoteCancelled.v1': creditSchema.extend({ vendorId: idSchema }),
} as const;
