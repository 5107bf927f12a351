import { moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  changeRefusalSchema,
  commitmentIdSchema,
  contextSchema,
  deliveryIdSchema,
  paymentIdSchema,
  postedSchema,
  rateField,
  signedPostedSchema,
} from './event-parts.js';

const settlement = postedSchema.extend({
  ...paymentIdSchema,
  ...deliveryIdSchema,
  /** The amount in cash; the difference goes to the exchange account. */
  paid: moneySchema,
});
const receivable = {
  ...paymentIdSchema,
  receivableId: z.string(),
  /** Of an advance that was reclaimed: of what only invoices could use. */
  reclaimed: z.boolean(),
};

/** Spending: payments, and what the vendor owes of them. */
export const paymentEvents = {
  /** Cash, at the rate of the payment's month. */
  DisbursementRecorded: {
    schemaVersion: 1,
    data: postedSchema.extend({ ...paymentIdSchema, ...rateField }),
  },
  /** Cash before the delivery: owed by the vendor until it is liquidated. */
  AdvanceRecorded: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...paymentIdSchema,
      ...rateField,
      /** The next delivery uses it automatically; false: recovered by invoices. */
      automatic: z.boolean(),
    }),
  },
  AdvanceLiquidated: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...paymentIdSchema,
      liquidationId: z.string(),
      /** Taken by a delivery; false: recovered by an invoice. */
      automatic: z.boolean(),
    }),
  },
  /** Recovered by an invoice whose delivery is on hold: the delivery will use it. */
  AdvanceFreed: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...paymentIdSchema,
      liquidationId: z.string(),
      documentAmount: moneySchema,
    }),
  },
  /** The part of a delivery that a payment has settled, at the rate at which it was accrued. */
  AccrualSettled: { schemaVersion: 1, data: settlement },
  /** Paid less settled; a loss is positive. To the exchange account, never to the line. */
  PaymentExchangeDifferenceRecognised: {
    schemaVersion: 1,
    data: signedPostedSchema.extend({ ...paymentIdSchema, ...deliveryIdSchema }),
  },
  SettlementReversed: { schemaVersion: 1, data: settlement },
  /** A paid delivery is reversed or credited: the vendor owes the cash. */
  ReceivableRecognised: {
    schemaVersion: 1,
    data: postedSchema.extend({ ...paymentIdSchema, ...deliveryIdSchema }),
  },
  /** The vendor paid back, or it was offset against what another order owes. */
  RefundRecorded: { schemaVersion: 1, data: postedSchema.extend(receivable) },
  /** The vendor will not pay back: a loss, charged to the line. */
  AdvanceWrittenOff: { schemaVersion: 1, data: postedSchema.extend(receivable) },
  WriteOffRejected: {
    schemaVersion: 1,
    data: changeRefusalSchema.extend({ ...commitmentIdSchema, receivableId: z.string() }),
  },
  /** Returned by the bank. */
  DisbursementReturned: { schemaVersion: 1, data: postedSchema.extend(paymentIdSchema) },
  AdvanceReturned: { schemaVersion: 1, data: postedSchema.extend(paymentIdSchema) },
  /** Returned by the bank after it was written off: there is no loss. */
  WriteOffReturned: { schemaVersion: 1, data: postedSchema.extend(paymentIdSchema) },
} as const;
