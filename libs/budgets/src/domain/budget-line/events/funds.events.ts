import { z } from 'zod';
import {
  commitmentIdSchema,
  movedSchema,
  rateField,
  refusalSchema,
  reservationIdSchema,
  signedMovedSchema,
} from './event-parts.js';

const approval = { approval: z.int().min(0) };
const between = { ...reservationIdSchema, ...commitmentIdSchema };

/** Funds set aside: for requisitions (reservations) and for orders (commitments). */
export const fundsEvents = {
  FundsReserved: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...reservationIdSchema, ...rateField }),
  },
  ReservationRejected: { schemaVersion: 1, data: refusalSchema.extend(reservationIdSchema) },
  /** `amount` and `documentAmount` are the changes. */
  ReservationAdjusted: {
    schemaVersion: 1,
    data: signedMovedSchema.extend({ ...reservationIdSchema, ...rateField }),
  },
  ReservationReleased: {
    schemaVersion: 1,
    data: movedSchema.extend({
      ...reservationIdSchema,
      /** withdrawn: no more orders from it. remainder: an order cost less. */
      cause: z.enum(['withdrawn', 'remainder']),
      /** The order that cost less. */
      commitmentId: commitmentIdSchema.commitmentId.nullable(),
    }),
  },
  /** Consumed by an order. */
  ReservationConsumed: { schemaVersion: 1, data: movedSchema.extend(between) },
  /** An order's commitment was undone: the consumed amount is reserved again. */
  ReservationReinstated: { schemaVersion: 1, data: movedSchema.extend(between) },
  FundsCommitted: {
    schemaVersion: 1,
    data: movedSchema.extend({
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
    data: signedMovedSchema.extend({
      ...commitmentIdSchema,
      adjustmentId: z.string(),
      ...rateField,
    }),
  },
  /** Another budget line of the order refused: nothing is committed. */
  CommitmentCancelled: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...commitmentIdSchema, ...approval }),
  },
  /** The order has ended: the undelivered part is available again. */
  CommitmentReleased: { schemaVersion: 1, data: movedSchema.extend(commitmentIdSchema) },
} as const;
