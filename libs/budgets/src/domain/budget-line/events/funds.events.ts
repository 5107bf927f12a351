import { z } from 'zod';
import {
  changeRefusalSchema,
  commitmentIdSchema,
  postedSchema,
  rateField,
  refusalSchema,
  requestedBySchema,
  reservationIdSchema,
  signedPostedSchema,
} from './event-parts.js';

const approval = { approval: z.int().min(0) };
const adjustmentId = { adjustmentId: z.string() };
const between = { ...reservationIdSchema, ...commitmentIdSchema };

/** Funds set aside: for requisitions (reservations) and for orders (commitments). */
export const fundsEvents = {
  FundsReserved: {
    schemaVersion: 1,
    data: postedSchema.extend({ ...reservationIdSchema, ...requestedBySchema, ...rateField }),
  },
  ReservationRejected: {
    schemaVersion: 1,
    data: refusalSchema.extend({ ...reservationIdSchema, ...requestedBySchema }),
  },
  /** `amount` and `documentAmount` are the changes. */
  ReservationAdjusted: {
    schemaVersion: 1,
    data: signedPostedSchema.extend({ ...reservationIdSchema, ...rateField }),
  },
  ReservationReleased: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...reservationIdSchema,
      /** withdrawn: no more orders from it. remainder: an order cost less. */
      cause: z.enum(['withdrawn', 'remainder']),
      /** The order that cost less. */
      commitmentId: commitmentIdSchema.commitmentId.nullable(),
    }),
  },
  /** Consumed by an order. */
  ReservationConsumed: { schemaVersion: 1, data: postedSchema.extend(between) },
  /** An order's commitment was undone: the consumed amount is reserved again. */
  ReservationReinstated: { schemaVersion: 1, data: postedSchema.extend(between) },
  FundsCommitted: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...commitmentIdSchema,
      ...approval,
      reservationId: reservationIdSchema.reservationId.nullable(),
      ...rateField,
    }),
  },
  CommitmentRejected: {
    schemaVersion: 1,
    data: refusalSchema.extend({ ...commitmentIdSchema, ...approval }),
  },
  CommitmentAdjusted: {
    schemaVersion: 1,
    data: signedPostedSchema.extend({
      ...commitmentIdSchema,
      ...adjustmentId,
      ...rateField,
    }),
  },
  CommitmentAdjustmentRejected: {
    schemaVersion: 1,
    data: changeRefusalSchema.extend({ ...commitmentIdSchema, ...adjustmentId }),
  },
  /** Another budget line refused its part of the adjustment: the exact opposite. */
  CommitmentAdjustmentTakenBack: {
    schemaVersion: 1,
    data: signedPostedSchema.extend({ ...commitmentIdSchema, ...adjustmentId }),
  },
  /** Another budget line of the order refused, or the order was cancelled: nothing is committed. */
  CommitmentCancelled: {
    schemaVersion: 1,
    data: postedSchema.extend({ ...commitmentIdSchema, ...approval }),
  },
  /** The order has ended: the undelivered part is available again. */
  CommitmentReleased: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...commitmentIdSchema,
      /** closed: a return opens the order again. */
      outcome: z.enum(['closed', 'terminated']),
    }),
  },
} as const;
