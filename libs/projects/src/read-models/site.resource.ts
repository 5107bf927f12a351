import { invariant } from '@tamani/kernel';
import { z } from 'zod';
import { siteKindSchema } from '../domain/shared/vocabulary.js';
import type { SiteState } from '../domain/site/site.state.js';

/** A site as answered. */
export const siteSchema = z
  .strictObject({
    id: z.string(),
    reference: z.string(),
    name: z.string(),
    kind: siteKindSchema,
    institution: z.string(),
    pcode: z.string(),
    region: z.string(),
    point: z.object({ latitude: z.string(), longitude: z.string() }).nullable(),
    projectId: z.string().nullable(),
  })
  .meta({ id: 'Site' });
export type SiteResource = z.output<typeof siteSchema>;

/** The site as answered. */
export function renderSite(state: SiteState, at: { id: string }): SiteResource {
  const { profile, region } = state;
  invariant(profile, `site without registration: ${at.id}`);
  return {
    id: at.id,
    reference: state.reference,
    ...profile,
    region,
    projectId: state.projectId,
  };
}
