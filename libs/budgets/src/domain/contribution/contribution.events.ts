import {
  businessDateSchema,
  moneySchema,
  personSchema,
  refusalSchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { usedRateSchema } from '../rate-table/rates.js';
import { idSchema } from '../shared/vocabulary.js';

/** The source of an imported contribution. */
export const originSchema = z.strictObject({
  /** The register it comes from: `FTS`. */
  source: z.string().min(1),
  /** Its id there. */
  externalId: z.string().min(1),
  /** Line of the imported file. */
  line: z.int().min(1).nullable(),
});
export type Origin = z.output<typeof originSchema>;

const by = { by: personSchema };
const asked = { allotmentId: idSchema, budgetLineId: idSchema };

export const contributionEvents = {
  ContributionRegistered: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      /** Null if the source does not name it. */
      donor: z.string().nullable(),
      title: z.string(),
      fund: z.string().nullable(),
      projectId: idSchema.nullable(),
      donorReference: z.string().nullable(),
      amount: moneySchema,
      origin: originSchema.nullable(),
      ...by,
    }),
  },
  ContributionPledged: {
    schemaVersion: 1,
    data: z.strictObject({ pledgedOn: businessDateSchema, ...by }),
  },
  /** A second one with another amount is an amendment. */
  ContributionAgreed: {
    schemaVersion: 1,
    data: z.strictObject({
      amount: moneySchema,
      agreedOn: businessDateSchema,
      agreementReference: z.string().nullable(),
      ...by,
    }),
  },
  ContributionReceived: {
    schemaVersion: 1,
    data: z.strictObject({
      receipt: z.int().min(1),
      amount: moneySchema,
      receivedOn: businessDateSchema,
      bankReference: z.string().nullable(),
      /** The agreed amount is fully received. */
      complete: z.boolean(),
      ...by,
    }),
  },
  /** A part of it is allotted to a budget line. */
  ContributionAllotted: {
    schemaVersion: 1,
    data: z.strictObject({
      ...asked,
      amount: moneySchema,
      /** In the currency of the budget line. */
      lineAmount: moneySchema,
      rate: usedRateSchema.nullable(),
    }),
  },
  ContributionAllotmentRefused: {
    schemaVersion: 1,
    data: z.strictObject({ ...asked, refusal: refusalSchema }),
  },
  ContributionAllotmentReleased: {
    schemaVersion: 1,
    data: z.strictObject({
      releaseId: idSchema,
      allotmentId: idSchema,
      amount: moneySchema,
      /** In the currency of the budget line. */
      lineAmount: moneySchema,
    }),
  },
  ContributionClosed: { schemaVersion: 1, data: z.strictObject({ reason: z.string(), ...by }) },
} as const;
export type ContributionEvent = EventOf<typeof contributionEvents>;
