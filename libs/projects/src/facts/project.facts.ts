import type { Aggregate } from '@tamani/runtime';
import type { ProjectCommand } from '../domain/project/project.commands.js';
import { project, type ProjectFacts } from '../domain/project/project.decide.js';
import type { ProjectEvent } from '../domain/project/project.events.js';
import type { ProjectState } from '../domain/project/project.state.js';
import { policyOn, type QipPolicy } from '../domain/project/qip-policy.js';
import { gazetteer, type Gazetteer } from './gazetteer.js';
import { qipPolicies } from './qip-policies.js';

export type ProjectAggregate = Aggregate<ProjectState, ProjectCommand, ProjectEvent, ProjectFacts>;

/** The project with its facts: the gazetteer and the policies are data with a date, not code. */
export const projectAggregateOf = (
  places: Gazetteer,
  policies: readonly QipPolicy[],
): ProjectAggregate => ({
  decider: project,
  facts: (command) => {
    if (command.type === 'SubmitProject' || command.type === 'ApproveProject') {
      return Promise.resolve({ qipPolicy: policyOn(policies, command.today) });
    }
    if (command.type === 'IdentifyProject' || command.type === 'ReviseProject') {
      return Promise.resolve({ region: places.region(command.profile.region) });
    }
    return Promise.resolve({});
  },
});

export const projectAggregate = projectAggregateOf(gazetteer, qipPolicies);
