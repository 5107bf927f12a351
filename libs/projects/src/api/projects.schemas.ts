import { businessDateSchema, fieldCode, positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, prose, proseOrEmpty, text } from '@tamani/nest';
import { z } from 'zod';
import { recommendationField } from '../read-models/project.resource.js';
import { axisSchema, projectKindSchema } from '../domain/shared/vocabulary.js';
import { PCODE_PATTERN } from '../domain/shared/place.js';

/** The description of a project: body of its creation and of a revision. */
export const projectBody = z
  .strictObject({
    title: text(300, 'Rehabilitation of the inspection office of Ménaka'),
    description: proseOrEmpty(4000, 'A new roof and a radio room').nullable().default(null),
    kind: projectKindSchema,
    axis: axisSchema,
    institution: text(200, 'Inspection de la garde nationale'),
    region: z
      .string()
      .regex(PCODE_PATTERN, { error: fieldCode('pcode_malformed') })
      .meta({ description: 'P-code of the region', examples: ['ML07'] }),
    donors: z.array(text(120, 'Pays-Bas')).max(20).default([]),
    ceiling: positiveMoneySchema,
    plannedStart: businessDateSchema,
    plannedEnd: businessDateSchema,
  })
  .meta({ id: 'ProjectDescription' });

export const returnBody = z.strictObject({ comments: prose(2000, 'Say which posts it is for') });

export const appraiseBody = z.strictObject({
  recommendation: recommendationField,
  findings: prose(2000, 'The site is accessible and the cost is fair'),
});

/** The review committee's decision; a quick impact project needs it. */
export const approveBody = z.strictObject({
  committee: z
    .strictObject({
      reference: text(100, 'LPRC-2026-12'),
      decidedOn: businessDateSchema,
    })
    .nullable()
    .default(null),
});

export const signAgreementBody = z.strictObject({
  reference: text(100, 'MOU-2026-7'),
  partner: text(200, 'AEN Mali'),
  signedOn: dateOrToday,
});

export const startBody = z.strictObject({
  startedOn: dateOrToday,
});
