import { businessDateSchema, invariant, personSchema, signedMoneySchema } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { ProjectState } from '../domain/project/project.state.js';
import { axisSchema, projectKindSchema, projectStatusSchema } from '../domain/shared/vocabulary.js';

export const recommendationField = z
  .enum(['recommended', 'not_recommended'])
  .meta({ id: 'Recommendation' });

/** A project as returned by the API. */
export const projectSchema = resourceSchema('Project', {
  reference: z.string(),
  status: projectStatusSchema,
  title: z.string(),
  description: z.string().nullable(),
  kind: projectKindSchema,
  axis: axisSchema,
  institution: z.string(),
  region: z.string(),
  donors: z.array(z.string()),
  ceiling: signedMoneySchema,
  plannedStart: businessDateSchema,
  plannedEnd: businessDateSchema,
  submission: z.object({ by: personSchema, on: businessDateSchema }).nullable(),
  returnComments: z.string().nullable(),
  appraisal: z
    .object({
      recommendation: recommendationField,
      findings: z.string(),
      by: personSchema,
      on: businessDateSchema,
    })
    .nullable(),
  approval: z
    .object({
      committee: z.object({ reference: z.string(), decidedOn: businessDateSchema }).nullable(),
      by: personSchema,
      on: businessDateSchema,
    })
    .nullable(),
  agreement: z
    .object({ reference: z.string(), partner: z.string(), signedOn: businessDateSchema })
    .nullable(),
  startedOn: businessDateSchema.nullable(),
  suspendedFrom: projectStatusSchema.nullable(),
  /** Why it was rejected, cancelled or suspended. */
  reason: z.string().nullable(),
});

/** The project as returned by the API; null for what has not happened. */
export function renderProject(state: ProjectState, { id }: { readonly id: string }) {
  const { profile, status } = state;
  invariant(profile && status !== 'none', `project without identification: ${id}`);
  return {
    reference: state.reference,
    status,
    ...profile,
    submission: state.submission ?? null,
    returnComments: state.returnComments ?? null,
    appraisal: state.appraisal ?? null,
    approval: state.approval ?? null,
    agreement: state.agreement ?? null,
    startedOn: state.startedOn ?? null,
    suspendedFrom: state.suspendedFrom ?? null,
    reason: state.reason ?? null,
  };
}
