import { businessDateSchema, personSchema, quantitySchema, moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { awardAskSchema } from '../../shared/awards.js';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import {
  adjustmentLineSchema,
  adjustmentPurposeSchema,
  shortfallSchema,
  orderLineSchema,
  rematchSchema,
} from '../order.parts.js';

const termsSchema = z.strictObject({ quantity: quantitySchema, unitPrice: moneySchema });

/** A line of the order before and after. */
const changedLineSchema = z.strictObject({
  orderLine: lineNumberSchema,
  before: termsSchema,
  after: termsSchema,
});

const numberSchema = z.strictObject({ number: z.int().min(1) });
const contentSchema = numberSchema.extend({
  lines: z.array(changedLineSchema).min(1),
  reason: z.string(),
  by: personSchema,
});

/** Events of an order's amendments, numbered from 1. */
export const amendmentEvents = {
  OrderAmendmentProposed: { schemaVersion: 1, data: contentSchema },
  OrderAmendmentWithdrawn: { schemaVersion: 1, data: numberSchema.extend({ by: personSchema }) },
  /** Approved: the vendor's register and the requisition are asked, then budgets. */
  OrderAmendmentApprovalRequested: { schemaVersion: 1, data: awardAskSchema },
  /** The undelivered rest of a line is given up; budgets is asked at once. */
  OrderLineShortClosed: {
    schemaVersion: 1,
    data: contentSchema.extend({ effectiveAt: businessDateSchema }),
  },
  /** Asks budgets for the difference. */
  OrderAdjustmentRequested: {
    schemaVersion: 1,
    data: numberSchema.extend({
      adjustmentId: idSchema,
      reference: z.string(),
      purpose: adjustmentPurposeSchema,
      effectiveAt: businessDateSchema,
      lines: z.array(adjustmentLineSchema).min(1),
      /** What budgets refused, when the step before is taken back. */
      takesBack: z.array(shortfallSchema).nullable(),
    }),
  },
  /** The new version of the order's lines holds. */
  PurchaseOrderAmended: {
    schemaVersion: 1,
    data: numberSchema.extend({
      effectiveAt: businessDateSchema,
      lines: z.array(orderLineSchema).min(1),
      rematch: rematchSchema,
    }),
  },
  /** By the register, the requisition or budgets: the order stays as it was. */
  OrderAmendmentRefused: {
    schemaVersion: 1,
    data: numberSchema.extend({
      requisitionId: idSchema,
      vendorId: idSchema,
      refusal: refusalSchema.nullable(),
      rejections: z.array(shortfallSchema),
    }),
  },
} as const;
