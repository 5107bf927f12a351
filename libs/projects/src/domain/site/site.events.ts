import { personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { siteKindSchema } from '../shared/vocabulary.js';

/** A point in decimal degrees (WGS 84), as strings: an address, not used in computations. */
export const pointSchema = z.strictObject({ latitude: z.string(), longitude: z.string() });
export type Point = z.output<typeof pointSchema>;

/** A site as registered. `pcode` is that of its cercle or commune (`ML0703`). */
export const siteProfileSchema = z.strictObject({
  name: z.string().min(1).max(200),
  kind: siteKindSchema,
  institution: z.string().min(1).max(200),
  pcode: z.string(),
  point: pointSchema.nullable(),
});
export type SiteProfile = z.output<typeof siteProfileSchema>;

const by = personSchema;

export const siteEvents = {
  SiteRegistered: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      profile: siteProfileSchema,
      /** P-code of its region. */
      region: z.string(),
      projectId: z.string().nullable(),
      by,
    }),
  },
  SiteCorrected: {
    schemaVersion: 1,
    data: z.strictObject({
      profile: siteProfileSchema,
      region: z.string(),
      reason: z.string().min(1).max(2000),
      by,
    }),
  },
  SiteAssignedToProject: {
    schemaVersion: 1,
    data: z.strictObject({ projectId: z.string().nullable(), by }),
  },
} as const;

export type SiteEvent = EventOf<typeof siteEvents>;
