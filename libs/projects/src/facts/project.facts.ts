import { aggregate } from '@tamani/runtime';
import { project } from '../domain/project/project.decide.js';
import type { ProjectProfile } from '../domain/project/project.events.js';
import { policyOn, type QipPolicy } from '../domain/project/qip-policy.js';
import { gazetteer, type Gazetteer } from './gazetteer.js';
import { qipPolicies } from './qip-policies.js';

/** The project with its facts: the gazetteer and the policies are data with a date, not code. */
export function projectAggregateOf(places: Gazetteer, policies: readonly QipPolicy[]) {
  const regionOf = async ({ profile }: { readonly profile: ProjectProfile }) => ({
    region: places.region(profile.region) ?? null,
  });
  const policyOf = async ({ today }: { readonly today: string }) => ({
    qipPolicy: policyOn(policies, today) ?? null,
  });
  return aggregate(project, {
    IdentifyProject: regionOf,
    ReviseProject: regionOf,
    SubmitProject: policyOf,
    ApproveProject: policyOf,
  });
}

export const projectAggregate = projectAggregateOf(gazetteer, qipPolicies);
