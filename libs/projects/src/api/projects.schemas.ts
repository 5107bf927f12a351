import { businessDateSchema, positiveMoneySchema, fieldCode } from '@tamani/kernel';
import { z } from 'zod';
import { axisSchema, projectKindSchema } from '../domain/shared/vocabulary.js';
import { PCODE_PATTERN } from '../domain/shared/place.js';
import { reasonSchema, textSchema } from './text.schemas.js';

/** What a project is: the body of its creation and of a revision. */
export const projectBody = z
  .strictObject({
    title: textSchema(300),
    description: z.string().max(4000).nullable().default(null),
    kind: projectKindSchema,
    axis: axisSchema,
    institution: textSchema(200),
    region: z
      .string()
      .regex(PCODE_PATTERN, { error: fieldCode('pcode_malformed') })
      .meta({ description: 'P-code of the region, as ML07' }),
    donors: z.array(textSchema(120)).max(20).default([]),
    ceiling: positiveMoneySchema,
    plannedStart: businessDateSchema,
    plannedEnd: businessDateSchema,
  })
  .meta({ id: 'ProjectDescription' });
export type ProjectBody = z.output<typeof projectBody>;

export const emptyBody = z.strictObject({});

export const returnBody = z.strictObject({ comments: reasonSchema });
export type ReturnBody = z.output<typeof returnBody>;

export const appraiseBody = z.strictObject({
  recommendation: z.enum(['recommended', 'not_recommended']),
  findings: reasonSchema,
});
export type AppraiseBody = z.output<typeof appraiseBody>;

/** The review committee's decision; a quick impact project needs it. */
export const approveBody = z.strictObject({
  committee: z
    .strictObject({
      reference: textSchema(100),
      decidedOn: businessDateSchema,
    })
    .nullable()
    .default(null),
});
export type ApproveBody = z.output<typeof approveBody>;

export const signAgreementBody = z.strictObject({
  reference: textSchema(100),
  partner: textSchema(200),
  signedOn: businessDateSchema.optional().meta({ description: 'Today when left out' }),
});
export type SignAgreementBody = z.output<typeof signAgreementBody>;

export const startBody = z.strictObject({
  startedOn: businessDateSchema.optional().meta({ description: 'Today when left out' }),
});
export type StartBody = z.output<typeof startBody>;

export const reasonBody = z.strictObject({ reason: reasonSchema });
export type ReasonBody = z.output<typeof reasonBody>;
