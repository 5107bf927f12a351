import { fieldCode } from '@tamani/kernel';
import { reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { PCODE_PATTERN } from '../domain/shared/place.js';
import { siteKindSchema } from '../domain/shared/vocabulary.js';

const coordinateSchema = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,2})(\.\d{1,6})?$/, { error: fieldCode('coordinate_malformed') })
  .meta({ description: 'Decimal degrees (WGS 84), at most six decimals', examples: ['15.9182'] });

const pointSchema = z.strictObject({
  latitude: coordinateSchema,
  longitude: coordinateSchema.meta({ examples: ['2.4022'] }),
});

const described = {
  name: text(200, 'Inspection office of Ménaka'),
  kind: siteKindSchema,
  institution: text(200, 'Inspection de la garde nationale'),
  pcode: z
    .string()
    .regex(PCODE_PATTERN, { error: fieldCode('pcode_malformed') })
    .meta({ description: 'P-code of the cercle or commune', examples: ['ML1001'] }),
  point: pointSchema.nullable().default(null),
};
const projectIdSchema = z.uuid({ error: fieldCode('project_id_malformed') }).nullable();

export const registerSiteBody = z
  .strictObject({
    ...described,
    projectId: projectIdSchema.default(null),
  })
  .meta({ id: 'NewSite' });

export const correctSiteBody = z.strictObject({ ...described, reason: reasonText });

/** `null` removes the link to the project. */
export const assignSiteBody = z.strictObject({ projectId: projectIdSchema });
