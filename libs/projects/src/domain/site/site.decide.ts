import {
  decideBy,
  err,
  firstRefusal,
  ok,
  parseScaled,
  type Decider,
  type Rejection,
} from '@tamani/kernel';
import { SITE_CATEGORY } from '../shared/categories.js';
import type { Bounds, Place } from '../shared/place.js';
import type { ProjectStatus } from '../shared/vocabulary.js';
import type { SiteCommand } from './site.commands.js';
import { siteEvents, type Point, type SiteEvent, type SiteProfile } from './site.events.js';
import { refuse } from './site.rejections.js';
import { evolveSite, initialSite, type SiteState } from './site.state.js';

export interface SiteFacts {
  /** The cercle that holds the P-code; undefined when the gazetteer does not know it. */
  readonly cercle?: Place | undefined;
  readonly bounds: Bounds;
  /** The project named by the command; undefined when there is none of that id. */
  readonly project?: { readonly reference: string; readonly status: ProjectStatus } | undefined;
}

export const site: Decider<SiteState, SiteCommand, SiteEvent, SiteFacts> = {
  category: SITE_CATEGORY,
  events: siteEvents,
  initial: initialSite,
  evolve: evolveSite,
  decide: decideBy<SiteState, SiteCommand, SiteEvent, SiteFacts>({
    RegisterSite({ reference, profile, projectId, by }, _, facts) {
      const problem = placeProblem(profile, facts) ?? projectProblem(projectId, facts);
      if (problem) return err(problem);
      const region = regionOf(facts);
      return ok([{ type: 'SiteRegistered', data: { reference, profile, region, projectId, by } }]);
    },
    CorrectSite({ profile, reason, by }, _, facts) {
      const problem = placeProblem(profile, facts);
      if (problem) return err(problem);
      const region = regionOf(facts);
      return ok([{ type: 'SiteCorrected', data: { profile, region, reason, by } }]);
    },
    AssignSite({ projectId, by }, state, facts) {
      if (state.projectId === projectId) return ok([]);
      const problem = projectProblem(projectId, facts);
      if (problem) return err(problem);
      return ok([{ type: 'SiteAssignedToProject', data: { projectId, by } }]);
    },
  }),
};

const regionOf = (facts: SiteFacts): string => facts.cercle?.region ?? '';

function placeProblem(profile: SiteProfile, facts: SiteFacts): Rejection | undefined {
  const { pcode } = profile;
  const unknown = refuse.site_place_unknown({ pcode }, [
    { pointer: '/pcode', code: 'site_place_unknown', params: { pcode } },
  ]);
  return firstRefusal(
    facts.cercle === undefined ? unknown : undefined,
    profile.point === null ? undefined : pointProblem(profile.point, facts.bounds),
  );
}

function pointProblem(point: Point, bounds: Bounds): Rejection | undefined {
  const { latitude, longitude } = point;
  const inside =
    within(latitude, bounds.south, bounds.north) && within(longitude, bounds.west, bounds.east);
  if (inside) return undefined;
  return refuse.site_outside_country({ latitude, longitude }, [
    { pointer: '/point', code: 'site_outside_country', params: { latitude, longitude } },
  ]);
}

/** Decimals of a coordinate: six are some ten centimetres. */
const COORDINATE_SCALE = 6;

/** Coordinates are compared as integers of millionths; what is no coordinate is nowhere. */
function within(value: string, low: string, high: string): boolean {
  const [at, from, to] = [value, low, high].map((text) => parseScaled(text, COORDINATE_SCALE));
  if (at === undefined || from === undefined || to === undefined) return false;
  return at >= from && at <= to;
}

function projectProblem(projectId: string | null, facts: SiteFacts): Rejection | undefined {
  if (projectId === null) return undefined;
  if (facts.project === undefined) return refuse.site_project_unknown({ projectId });
  const { reference, status } = facts.project;
  const ended = status === 'rejected' || status === 'cancelled';
  return ended ? refuse.site_project_ended({ reference, status }) : undefined;
}
