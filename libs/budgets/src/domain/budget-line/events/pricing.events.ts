import { signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  changeRefusalSchema,
  commitmentIdSchema,
  deliveryIdSchema,
  postedSchema,
  signedPostedSchema,
} from './event-parts.js';

const repricing = { ...commitmentIdSchema, repricingId: z.string() };

/** The part of a repricing that one delivery takes. */
const partSchema = z.strictObject({
  deliveryId: deliveryIdSchema.deliveryId,
  amount: signedMoneySchema,
  documentAmount: signedMoneySchema,
  /** The change of what it has liquidated, in both currencies. */
  liquidated: signedMoneySchema,
  liquidatedDocument: signedMoneySchema,
});
const repriced = signedPostedSchema.extend({
  ...repricing,
  parts: z.array(partSchema),
  /** Whose price has changed: an invoice's is open again when its goods are returned. */
  priceOf: z.enum(['order', 'invoice']),
  /** Of returned goods of a terminated order, in the order's currency: nothing is open for it. */
  ended: signedMoneySchema,
  /** With the part of the commitment, in the line's currency. */
  total: signedMoneySchema,
});

/** The price changes after the delivery: by the invoice, or by a credit note. */
export const pricingEvents = {
  /** Delivered and not yet paid: at the invoice's price, at the rate of the accrual. */
  DeliveriesRepriced: { schemaVersion: 1, data: repriced },
  /** Goods that were repriced and then returned: their price in the commitment. */
  CommitmentRepriced: { schemaVersion: 1, data: signedPostedSchema.extend(repricing) },
  RepricingRejected: { schemaVersion: 1, data: changeRefusalSchema.extend(repricing) },
  /** Another budget line refused its part of the repricing: the exact opposite. */
  RepricingTakenBack: { schemaVersion: 1, data: repriced },
  /** A credit note: what the vendor no longer charges for a delivery. */
  ExpenditureCredited: {
    schemaVersion: 1,
    data: postedSchema.extend({
      ...deliveryIdSchema,
      creditNoteId: z.string(),
      liquidated: signedMoneySchema,
      liquidatedDocument: signedMoneySchema,
    }),
  },
} as const;
