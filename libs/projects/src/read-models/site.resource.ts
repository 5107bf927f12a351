import { invariant } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { siteKindSchema } from '../domain/shared/vocabulary.js';
import type { SiteState } from '../domain/site/site.state.js';

/** A site as returned by the API. */
export const siteSchema = resourceSchema('Site', {
  reference: z.string(),
  name: z.string(),
  kind: siteKindSchema,
  institution: z.string(),
  pcode: z.string(),
  region: z.string(),
  point: z.object({ latitude: z.string(), longitude: z.string() }).nullable(),
  projectId: z.string().nullable(),
});

/** The site as returned by the API. */
export function renderSite(state: SiteState, { id }: { readonly id: string }) {
  const { profile, region } = state;
  invariant(profile, `site without registration: ${id}`);
  return {
    reference: state.reference,
    ...profile,
    region,
    projectId: state.projectId,
  };
}
