import type { Person } from '@tamani/kernel';
import type { SiteProfile } from './site.events.js';

export interface RegisterSite {
  readonly type: 'RegisterSite';
  readonly reference: string;
  readonly profile: SiteProfile;
  readonly projectId: string | null;
  readonly by: Person;
}
/** Puts right what was registered wrong: the history keeps both, with the reason. */
export interface CorrectSite {
  readonly type: 'CorrectSite';
  readonly profile: SiteProfile;
  readonly reason: string;
  readonly by: Person;
}
/** Ties the site to a project, or, with null, to none. */
export interface AssignSite {
  readonly type: 'AssignSite';
  readonly projectId: string | null;
  readonly by: Person;
}
export type SiteCommand = RegisterSite | CorrectSite | AssignSite;
