import { businessDateSchema, fieldCode, positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday } from '@tamani/nest';
import { z } from 'zod';
import { recommendationField } from '../read-models/project.resource.js';
import { axisSchema, projectKindSchema } from '../domain/shared/vocabulary.js';
import { PCODE_PATTERN } from '../domain/shared/place.js';
import { reasonSchema, textSchema } from './text.schemas.js';

/** The description of a project: body of its creation and of a revision. */
export const projectBody = z
  .strictObject({
    title: textSchema(300, 'Rehabilitation of the inspection office of Ménaka'),
    description: z
      .string()
      .max(4000)
      .nullable()
      .default(null)
      .meta({ examples: ['A new roof and a radio room'] }),
    kind: projectKindSchema,
    axis: axisSchema,
    institution: textSchema(200, 'Inspection de la garde nationale'),
    region: z
      .string()
      .regex(PCODE_PATTERN, { error: fieldCode('pcode_malformed') })
      .meta({ description: 'P-code of the region', examples: ['ML07'] }),
    donors: z.array(textSchema(120, 'Pays-Bas')).max(20).default([]),
    ceiling: positiveMoneySchema,
    plannedStart: businessDateSchema,
    plannedEnd: businessDateSchema,
  })
  .meta({ id: 'ProjectDescription' });

export const returnBody = z.strictObject({ comments: reasonSchema });

export const appraiseBody = z.strictObject({
  recommendation: recommendationField,
  findings: reasonSchema,
});

/** The review committee's decision; a quick impact project needs it. */
export const approveBody = z.strictObject({
  committee: z
    .strictObject({
      reference: textSchema(100, 'LPRC-2026-12'),
      decidedOn: businessDateSchema,
    })
    .nullable()
    .default(null),
});

export const signAgreementBody = z.strictObject({
  reference: textSchema(100, 'MOU-2026-7'),
  partner: textSchema(200, 'AEN Mali'),
  signedOn: dateOrToday,
});

export const startBody = z.strictObject({
  startedOn: dateOrToday,
});

export const reasonBody = z.strictObject({ reason: reasonSchema });
