import { moneySchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  contextSchema,
  dateField,
  deliveryIdSchema,
  movedSchema,
  paymentIdSchema,
  rateField,
  signedMovedSchema,
} from './event-parts.js';

const settlement = movedSchema.extend({ ...paymentIdSchema, ...deliveryIdSchema });

/** Spending: deliveries and payments. */
export const spendingEvents = {
  /** At the rate of the delivery's month. */
  ExpenditureAccrued: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...deliveryIdSchema, ...rateField }),
  },
  /** The delivery's share of the commitment, at the rate at which it was booked. */
  CommitmentLiquidated: { schemaVersion: 1, data: movedSchema.extend(deliveryIdSchema) },
  /** Accrued less liquidated; a loss is positive. A reversal has the opposite sign. */
  ExchangeDifferenceRecognised: {
    schemaVersion: 1,
    data: signedMovedSchema.extend(deliveryIdSchema),
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
      accrual: moneySchema,
      documentAmount: moneySchema,
      final: z.boolean(),
      available: signedMoneySchema,
      shortfall: moneySchema,
    }),
  },
  /** A held delivery was reversed: no funds had moved. */
  HeldDeliveryWithdrawn: { schemaVersion: 1, data: contextSchema.extend(deliveryIdSchema) },
  ExpenditureReversed: { schemaVersion: 1, data: movedSchema.extend(deliveryIdSchema) },
  CommitmentReinstated: { schemaVersion: 1, data: movedSchema.extend(deliveryIdSchema) },

  /** Cash, at the rate of the payment's month. */
  DisbursementRecorded: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...paymentIdSchema, ...rateField }),
  },
  /** Cash before the delivery: owed by the vendor until it is liquidated. */
  AdvanceRecorded: {
    schemaVersion: 1,
    data: movedSchema.extend({
      ...paymentIdSchema,
      ...rateField,
      /** The next delivery uses it automatically; false: recovered by certificates. */
      automatic: z.boolean(),
    }),
  },
  AdvanceLiquidated: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...paymentIdSchema, liquidationId: z.string() }),
  },
  /** The part of a delivery that a payment has settled, at the rate at which it was accrued. */
  AccrualSettled: {
    schemaVersion: 1,
    data: settlement.extend({
      /** The amount in cash; the difference goes to the exchange account. */
      paid: moneySchema,
    }),
  },
  /** Paid less settled; a loss is positive. To the exchange account, never to the line. */
  PaymentExchangeDifferenceRecognised: {
    schemaVersion: 1,
    data: signedMovedSchema.extend({ ...paymentIdSchema, ...deliveryIdSchema }),
  },
  SettlementReversed: { schemaVersion: 1, data: settlement },
  /** A paid delivery is reversed: the vendor owes the cash. */
  ReceivableRecognised: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...paymentIdSchema, ...deliveryIdSchema }),
  },
  /** Returned by the bank. */
  DisbursementReturned: { schemaVersion: 1, data: movedSchema.extend(paymentIdSchema) },
  AdvanceReturned: { schemaVersion: 1, data: movedSchema.extend(paymentIdSchema) },
} as const;
