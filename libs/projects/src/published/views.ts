import type { MoneyJson } from '@tamani/kernel';
import type { Foldable } from '@tamani/runtime';
import { PROJECT_CATEGORY, SITE_CATEGORY } from '../domain/shared/categories.js';
import type { Axis, ProjectKind, ProjectStatus, SiteKind } from '../domain/shared/vocabulary.js';
import { projectEvents, type ProjectEvent } from '../domain/project/project.events.js';
import { statusAfter } from '../domain/project/project.status.js';
import { siteEvents, type SiteEvent } from '../domain/site/site.events.js';

/** What other contexts may know about a project. */
export interface ProjectView {
  readonly reference: string;
  readonly title: string;
  readonly kind: ProjectKind;
  readonly axis: Axis;
  readonly institution: string;
  /** P-code of its region: `ML07`. */
  readonly region: string;
  readonly donors: readonly string[];
  /** The most that it may cost. */
  readonly ceiling: MoneyJson;
  readonly status: ProjectStatus;
}

/**
 * `read.state(projectView, projectId)`: null if there is no such project. Its status is
 * that of its last event; `takesFunds` and `maySpend` tell what it may do with money.
 */
export const projectView: Foldable<ProjectView | null, ProjectEvent> = {
  category: PROJECT_CATEGORY,
  events: projectEvents,
  initial: null,
  evolve(view, event) {
    const status = statusAfter(event) ?? view?.status ?? 'identified';
    if (event.type === 'ProjectIdentified') {
      return { ...shown(event.data.profile), reference: event.data.reference, status };
    }
    if (view === null) return null;
    if (event.type === 'ProjectRevised') return { ...view, ...shown(event.data.profile) };
    return { ...view, status };
  },
};

const shown = (profile: Omit<ProjectView, 'reference' | 'status'>) => ({
  title: profile.title,
  kind: profile.kind,
  axis: profile.axis,
  institution: profile.institution,
  region: profile.region,
  donors: profile.donors,
  ceiling: profile.ceiling,
});

const SPENDING: readonly ProjectStatus[] = ['approved', 'agreement_signed', 'implementation'];
const PREPARED: readonly ProjectStatus[] = ['identified', 'submitted', 'appraised'];

/** Whether new money may be reserved or ordered for it: from its approval until it ends. */
export const maySpend = ({ status }: Pick<ProjectView, 'status'>): boolean =>
  SPENDING.includes(status);

/** Whether funds may be set aside for it: not while it is suspended, nor once it has ended. */
export const takesFunds = ({ status }: Pick<ProjectView, 'status'>): boolean =>
  SPENDING.includes(status) || PREPARED.includes(status);

/** What other contexts may know about a site. */
export interface SiteView {
  readonly reference: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly institution: string;
  readonly pcode: string;
  readonly region: string;
  readonly projectId: string | null;
}

/** `read.state(siteView, siteId)`: null if there is no such site. */
export const siteView: Foldable<SiteView | null, SiteEvent> = {
  category: SITE_CATEGORY,
  events: siteEvents,
  initial: null,
  evolve(view, event) {
    if (event.type === 'SiteRegistered') {
      const { reference, profile, region, projectId } = event.data;
      return { ...placed(profile), reference, region, projectId };
    }
    if (view === null) return null;
    if (event.type === 'SiteAssignedToProject') return { ...view, projectId: event.data.projectId };
    return { ...view, ...placed(event.data.profile), region: event.data.region };
  },
};

const placed = (profile: Pick<SiteView, 'name' | 'kind' | 'institution' | 'pcode'>) => ({
  name: profile.name,
  kind: profile.kind,
  institution: profile.institution,
  pcode: profile.pcode,
});
