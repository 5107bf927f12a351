import { z } from 'zod';
import { amendmentRoundSchema, awardAskSchema } from '../../domain/shared/awards.js';
import { idSchema, refusalSchema } from './message-parts.js';

/** What an order in approval asks of the vendor's register and of its requisition. */
export const askSchema = z.object({ orderId: idSchema, ...awardAskSchema.shape });

/** Messages of the register of a vendor's orders; key: the order's id. */
export const awardMessages = {
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
