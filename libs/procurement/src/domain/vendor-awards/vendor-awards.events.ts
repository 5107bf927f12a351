import type { EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { amendmentRoundSchema, awardAskSchema } from '../shared/awards.js';
import { idSchema, refusalSchema } from '../shared/document.js';

export const vendorAwardsEvents = {
  /** An order in approval counts with the vendor's others; next, its requisition decides. */
  AwardRegistered: { schemaVersion: 1, data: awardAskSchema.extend({ orderId: idSchema }) },
  /** Together with others it would exceed a limit. */
  AwardRefused: {
    schemaVersion: 1,
    data: z.strictObject({
      orderId: idSchema,
      approval: z.int().min(1),
      amendment: amendmentRoundSchema,
      refusal: refusalSchema,
    }),
  },
  /** That round was refused elsewhere: what held before it counts again. */
  AwardWithdrawn: {
    schemaVersion: 1,
    data: z.strictObject({ orderId: idSchema, round: z.string() }),
  },
  /** The order was cancelled, or has lapsed. */
  AwardEnded: { schemaVersion: 1, data: z.strictObject({ orderId: idSchema }) },
} as const;
export type VendorAwardsEvent = EventOf<typeof vendorAwardsEvents>;
