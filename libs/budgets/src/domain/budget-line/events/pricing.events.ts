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
  /** With the part of the commitment, in the line's currency. */
  total: signedMoneySchema,
});

/** The price changes after the order: by an amendment, an invoice, or a credit note. */
export const pricingEvents = {
  /** Of what was delivered, at the rate of the accrual … */
  DeliveriesRepriced: { schemaVersion: 1, data: repriced },
  /** … and of what is still to come. */
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
