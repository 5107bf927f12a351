import { moneySchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  contextSchema,
  dateField,
  deliveryIdSchema,
  postedSchema,
  rateField,
  signedPostedSchema,
} from './event-parts.js';

/** Spending: deliveries. */
export const deliveryEvents = {
  /** At the rate of the delivery's month. */
  ExpenditureAccrued: {
    schemaVersion: 1,
    data: postedSchema.extend({ ...deliveryIdSchema, ...rateField }),
  },
  /** The delivery's share of the commitment, at the rate at which it was booked. */
  CommitmentLiquidated: { schemaVersion: 1, data: postedSchema.extend(deliveryIdSchema) },
  /** Accrued less liquidated; a loss is positive. A reversal has the opposite sign. */
  ExchangeDifferenceRecognised: {
    schemaVersion: 1,
    data: signedPostedSchema.extend(deliveryIdSchema),
  },
  /** Above the available funds: held, and accrued as soon as there are funds. */
  DeliveryHeld: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...deliveryIdSchema,
      ...rateField,
      /** insufficient_funds, follows_held, budget_line_closed. */
      code: z.string(),
      deliveredOn: dateField,
      /** What it would accrue now. */
      accrual: moneySchema,
      documentAmount: moneySchema,
      available: signedMoneySchema,
      shortfall: moneySchema,
    }),
  },
  /** A held delivery was reversed: no funds had moved. */
  HeldDeliveryWithdrawn: { schemaVersion: 1, data: contextSchema.extend(deliveryIdSchema) },
  ExpenditureReversed: { schemaVersion: 1, data: postedSchema.extend(deliveryIdSchema) },
  CommitmentReinstated: { schemaVersion: 1, data: postedSchema.extend(deliveryIdSchema) },
} as const;
