import { z } from 'zod';
import { amendmentRoundSchema, awardAskSchema } from '../../domain/shared/awards.js';
import { dateSchema, idSchema, moneyJsonSchema, refusalSchema } from './message-parts.js';

/** What an order in approval asks of the vendor's register and of its requisition. */
export const askSchema = z.object({ orderId: idSchema, ...awardAskSchema.shape });

/** Messages of awards and their amendments; key: the order's id. */
export const awardMessages = {
  /** An amendment of an issued order is approved, and asks as the order did. */
  'procurement.OrderAmendmentApprovalRequested.v1': askSchema,
  /** The register, the requisition or budgets refused it: what it had taken is given back. */
  'procurement.OrderAmendmentRefused.v1': z.object({
    orderId: idSchema,
    requisitionId: idSchema,
    vendorId: idSchema,
    amendment: z.int().min(1),
  }),
  /** A new version of the order holds. */
  'procurement.PurchaseOrderAmended.v1': z.object({
    orderId: idSchema,
    amendment: z.int().min(1),
    effectiveAt: dateSchema,
    total: moneyJsonSchema,
  }),
  /** The order counts with the vendor's others; its requisition decides next … */
  'procurement.AwardRegistered.v1': askSchema,
  /** … or it would split a purchase. */
  'procurement.AwardRefused.v1': z.object({
    orderId: idSchema,
    approval: z.int().min(1),
    amendment: amendmentRoundSchema,
    refusal: refusalSchema,
  }),
} as const;
