import { moneySchema, refusalSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { usedRateSchema } from '../rate-table/rates.js';
import { idSchema } from '../shared/vocabulary.js';

const counted = {
  /** In the currency of the budget line. */
  amount: moneySchema,
  /** The same in the functional currency, in which ceilings are compared. */
  counted: moneySchema,
};
const asked = { allotmentId: idSchema, budgetLineId: idSchema };

export const projectAllotmentsEvents = {
  AllotmentCounted: {
    schemaVersion: 1,
    data: z.strictObject({ ...asked, ...counted, rate: usedRateSchema.nullable() }),
  },
  /** It would exceed the project's ceiling, or the project takes no funds. */
  AllotmentNotCounted: {
    schemaVersion: 1,
    data: z.strictObject({ ...asked, refusal: refusalSchema }),
  },
  /** Funds have left the project's lines. */
  AllotmentUncounted: {
    schemaVersion: 1,
    data: z.strictObject({ releaseId: idSchema, ...counted }),
  },
} as const;
export type ProjectAllotmentsEvent = EventOf<typeof projectAllotmentsEvents>;
