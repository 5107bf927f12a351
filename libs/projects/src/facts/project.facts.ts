import { aggregate } from '@tamani/runtime';
import { project } from '../domain/project/project.decide.js';
import type { ProjectProfile } from '../domain/project/project.events.js';
import { limitsOn, type QipLimits } from '../domain/project/qip-limits.js';
import { gazetteer, type Gazetteer } from './gazetteer.js';
import { qipLimitsHistory } from './qip-limits.js';

/** The project with its facts: the gazetteer and the limits of QIPs are data, not code. */
export function projectAggregateOf(places: Gazetteer, history: readonly QipLimits[]) {
  const regionOf = async ({ profile }: { readonly profile: ProjectProfile }) => ({
    region: places.region(profile.region) ?? null,
  });
  const policyOf = async ({ today }: { readonly today: string }) => ({
    qipLimits: limitsOn(history, today) ?? null,
  });
  return aggregate(project, {
    IdentifyProject: regionOf,
    ReviseProject: regionOf,
    SubmitProject: policyOf,
    ApproveProject: policyOf,
  });
}

export const projectAggregate = projectAggregateOf(gazetteer, qipLimitsHistory);
