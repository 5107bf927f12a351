import { z } from 'zod';
import { usedRateSchema } from '../../rate-table/rates.js';
import { idSchema } from '../../shared/vocabulary.js';
import {
  changeRefusalSchema,
  commitmentIdSchema,
  postedSchema,
  requestedBySchema,
} from './event-parts.js';

const ids = { ...commitmentIdSchema, carryOverId: idSchema };
/** `documentDate` is the order's own date: a commitment that is carried over is not dated anew. */
const carriedSchema = postedSchema.extend({
  ...ids,
  ...requestedBySchema,
  /** The round of approval in which the funds were committed. */
  approval: z.int().min(0),
  /** At which it is booked. */
  rate: z.union([usedRateSchema, z.literal('several')]).nullable(),
});
const from = { fromLineId: idSchema };

/** The open part of a commitment goes to the next year, and its allotment with it. */
export const carriedEvents = {
  CommitmentCarriedOut: { schemaVersion: 1, data: carriedSchema.extend({ toLineId: idSchema }) },
  CommitmentCarryOutRejected: { schemaVersion: 1, data: changeRefusalSchema.extend(ids) },
  CommitmentCarriedIn: { schemaVersion: 1, data: carriedSchema.extend(from) },
  CommitmentCarryInRejected: {
    schemaVersion: 1,
    data: changeRefusalSchema.extend({ ...ids, ...from }),
  },
  /** Another line of the order refused: the exact opposite. */
  CommitmentCarryInTakenBack: { schemaVersion: 1, data: postedSchema.extend({ ...ids, ...from }) },
  CommitmentCarryOutTakenBack: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...ids,
      /** Why the line of the next year refused; null if another line of the order did. */
      code: z.string().nullable(),
    }),
  },
} as const;
