import {
  businessDateSchema,
  moneySchema,
  personSchema,
  refusalSchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../shared/vocabulary.js';

/** The donor's agreement to use earmarked money for something else. */
export const donorConsentSchema = z.strictObject({
  reference: z.string().min(1),
  date: businessDateSchema,
});
export type DonorConsent = z.output<typeof donorConsentSchema>;

const lines = { fromLineId: idSchema, toLineId: idSchema };
const by = { by: personSchema };
/** What the lines need to know: repeated in the events that go on to one of them. */
const order = {
  ...lines,
  reference: z.string(),
  amount: moneySchema,
  reason: z.string(),
  transferredOn: businessDateSchema,
};
const refusal = { refusal: refusalSchema };
const ended = { schemaVersion: 1, data: z.strictObject({ reason: z.string(), ...by }) } as const;

export const budgetTransferEvents = {
  BudgetTransferRequested: {
    schemaVersion: 1,
    data: z.strictObject({
      ...lines,
      reference: z.string(),
      amount: moneySchema,
      reason: z.string(),
      donorConsent: donorConsentSchema.nullable(),
      ...by,
    }),
  },
  BudgetTransferRejected: ended,
  BudgetTransferWithdrawn: ended,
  /** Asks the source to hold the amount. */
  BudgetTransferApproved: { schemaVersion: 1, data: z.strictObject({ ...order, ...by }) },
  /** The source did not hold it. */
  BudgetTransferRefused: { schemaVersion: 1, data: z.strictObject(refusal) },
  /** The source holds it; asks the destination to take it. */
  BudgetTransferHeld: {
    schemaVersion: 1,
    data: z.strictObject({ ...order, fromProjectId: idSchema.nullable() }),
  },
  /** The destination has it; asks the source to let it go. */
  BudgetTransferCredited: {
    schemaVersion: 1,
    data: z.strictObject({ ...order, toProjectId: idSchema.nullable() }),
  },
  BudgetTransferCompleted: { schemaVersion: 1, data: z.strictObject({}) },
  /** The destination did not take it; asks the source to free what it holds. */
  BudgetTransferNotCredited: { schemaVersion: 1, data: z.strictObject({ ...order, ...refusal }) },
  BudgetTransferHoldReleased: { schemaVersion: 1, data: z.strictObject(refusal) },
} as const;
export type BudgetTransferEvent = EventOf<typeof budgetTransferEvents>;
