import {
  decideBy,
  err,
  ok,
  parseScaled,
  type Decider,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { SITE_CATEGORY } from '../shared/categories.js';
import type { Bounds, Place } from '../shared/place.js';
import type { ProjectStatus } from '../shared/vocabulary.js';
import type { SiteCommand } from './site.commands.js';
import { siteEvents, type Point, type SiteEvent, type SiteProfile } from './site.events.js';
import { refuse } from './site.rejections.js';
import { evolveSite, initialSite, type SiteState } from './site.state.js';

interface PlaceFacts {
  /** The cercle that contains the P-code; null if unknown to the gazetteer. */
  readonly cercle: Place | null;
  readonly bounds: Bounds;
}
interface ProjectFacts {
  /** The project named by the command; null if none is named or it does not exist. */
  readonly project: { readonly reference: string; readonly status: ProjectStatus } | null;
}
export interface SiteFacts {
  readonly RegisterSite: PlaceFacts & ProjectFacts;
  readonly CorrectSite: PlaceFacts;
  readonly AssignSite: ProjectFacts;
}

export const site: Decider<SiteState, SiteCommand, SiteEvent, SiteFacts> = {
  category: SITE_CATEGORY,
  events: siteEvents,
  initial: initialSite,
  evolve: evolveSite,
  decide: decideBy<SiteState, SiteCommand, SiteEvent, SiteFacts>({
    RegisterSite({ reference, profile, projectId, by }, _, facts) {
      const place = placed(profile, facts);
      if (!place.ok) return place;
      const problem = projectProblem(projectId, facts);
      if (problem) return err(problem);
      const { region } = place.value;
      return ok([{ type: 'SiteRegistered', data: { reference, profile, region, projectId, by } }]);
    },
    CorrectSite({ profile, reason, by }, _, facts) {
      const place = placed(profile, facts);
      if (!place.ok) return place;
      const { region } = place.value;
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

/** The cercle of the site, or why it cannot be there. */
function placed(profile: SiteProfile, { cercle, bounds }: PlaceFacts): Result<Place, Rejection> {
  const { pcode, point } = profile;
  if (cercle === null) {
    const errors = [{ pointer: '/pcode', code: 'site_place_unknown', params: { pcode } }];
    return err(refuse.site_place_unknown({ pcode }, errors));
  }
  const problem = point === null ? undefined : pointProblem(point, bounds);
  return problem ? err(problem) : ok(cercle);
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

/** Coordinates are compared as integers of millionths; an invalid coordinate is outside. */
function within(value: string, low: string, high: string): boolean {
  const [at, from, to] = [value, low, high].map((text) => parseScaled(text, COORDINATE_SCALE));
  if (at === undefined || from === undefined || to === undefined) return false;
  return at >= from && at <= to;
}

function projectProblem(
  projectId: string | null,
  { project }: ProjectFacts,
): Rejection | undefined {
  if (projectId === null) return undefined;
  if (project === null) return refuse.site_project_unknown({ projectId });
  const { reference, status } = project;
  const ended = status === 'rejected' || status === 'cancelled';
  return ended ? refuse.site_project_ended({ reference, status }) : undefined;
}
