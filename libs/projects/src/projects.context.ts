import type { ContextDefinition } from '@tamani/runtime';
import { projectAggregate } from './facts/project.facts.js';
import { siteAggregate } from './facts/site.facts.js';
import { translateProjects } from './published/index.js';
import { readModels } from './read-models/index.js';

/** Everything that the context consists of. */
export const projectsContext: ContextDefinition = {
  name: 'projects',
  aggregates: [projectAggregate, siteAggregate],
  translate: translateProjects,
  readModels,
  processes: [],
};
