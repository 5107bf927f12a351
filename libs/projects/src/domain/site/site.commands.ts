import type { Person } from '@tamani/kernel';
import type { SiteProfile } from './site.events.js';

export interface RegisterSite {
  readonly type: 'RegisterSite';
  readonly reference: string;
  readonly profile: SiteProfile;
  readonly projectId: string | null;
  readonly by: Person;
}
/** Corrects the registration: the history keeps both, with the reason. */
export interface CorrectSite {
  readonly type: 'CorrectSite';
  readonly profile: SiteProfile;
  readonly reason: string;
  readonly by: Person;
}
/** Links the site to a project; null removes the link. */
export interface AssignSite {
  readonly type: 'AssignSite';
  readonly projectId: string | null;
  readonly by: Person;
}
export type SiteCommand = RegisterSite | CorrectSite | AssignSite;
