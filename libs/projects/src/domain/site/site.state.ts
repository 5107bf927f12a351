import { evolveBy } from '@tamani/kernel';
import type { SiteEvent, SiteProfile } from './site.events.js';

export interface SiteState {
  readonly reference: string;
  /** Undefined before it is registered. */
  readonly profile: SiteProfile | undefined;
  readonly region: string;
  readonly projectId: string | null;
}

export const initialSite: SiteState = {
  reference: '',
  profile: undefined,
  region: '',
  projectId: null,
};

export const evolveSite = evolveBy<SiteState, SiteEvent>({
  SiteRegistered: (_, { reference, profile, region, projectId }) => ({
    reference,
    profile,
    region,
    projectId,
  }),
  SiteCorrected: (state, { profile, region }) => ({ ...state, profile, region }),
  SiteAssignedToProject: (state, { projectId }) => ({ ...state, projectId }),
});
