import { businessDateSchema, personSchema, signedMoneySchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { axisSchema, projectKindSchema } from '../shared/vocabulary.js';

/** A project as described by its officer. `region` is the P-code of a region (`ML07`). */
export const projectProfileSchema = z.strictObject({
  title: z.string().min(1).max(300),
  description: z.string().max(4000).nullable(),
  kind: projectKindSchema,
  axis: axisSchema,
  institution: z.string().min(1).max(200),
  region: z.string(),
  donors: z.array(z.string().min(1).max(120)).max(20),
  ceiling: signedMoneySchema,
  plannedStart: businessDateSchema,
  plannedEnd: businessDateSchema,
});
export type ProjectProfile = z.output<typeof projectProfileSchema>;

/** The minuted decision of the project review committee. */
export const committeeDecisionSchema = z.strictObject({
  reference: z.string().min(1).max(100),
  decidedOn: businessDateSchema,
});
export type CommitteeDecision = z.output<typeof committeeDecisionSchema>;

export const agreementSchema = z.strictObject({
  reference: z.string().min(1).max(100),
  partner: z.string().min(1).max(200),
  signedOn: businessDateSchema,
});
export type Agreement = z.output<typeof agreementSchema>;

const by = personSchema;
const reason = z.string().min(1).max(2000);

/** Events of a project's stream. Data that later rules need (persons, dates) is included. */
export const projectEvents = {
  ProjectIdentified: {
    schemaVersion: 1,
    data: z.strictObject({ reference: z.string(), profile: projectProfileSchema, by }),
  },
  ProjectRevised: {
    schemaVersion: 1,
    data: z.strictObject({ profile: projectProfileSchema, by }),
  },
  ProjectSubmitted: { schemaVersion: 1, data: z.strictObject({ by, on: businessDateSchema }) },
  ProjectReturned: { schemaVersion: 1, data: z.strictObject({ comments: reason, by }) },
  ProjectAppraised: {
    schemaVersion: 1,
    data: z.strictObject({
      recommendation: z.enum(['recommended', 'not_recommended']),
      findings: reason,
      by,
      on: businessDateSchema,
    }),
  },
  ProjectApproved: {
    schemaVersion: 1,
    data: z.strictObject({
      committee: committeeDecisionSchema.nullable(),
      by,
      on: businessDateSchema,
    }),
  },
  AgreementSigned: { schemaVersion: 1, data: z.strictObject({ agreement: agreementSchema, by }) },
  ImplementationStarted: {
    schemaVersion: 1,
    data: z.strictObject({ startedOn: businessDateSchema, by }),
  },
  ProjectRejected: { schemaVersion: 1, data: z.strictObject({ reason, by }) },
  ProjectCancelled: { schemaVersion: 1, data: z.strictObject({ reason, by }) },
  ProjectSuspended: { schemaVersion: 1, data: z.strictObject({ reason, by }) },
  ProjectResumed: {
    schemaVersion: 1,
    data: z.strictObject({
      reason,
      by,
      to: z.enum(['approved', 'agreement_signed', 'implementation']),
    }),
  },
} as const;

export type ProjectEvent = EventOf<typeof projectEvents>;
