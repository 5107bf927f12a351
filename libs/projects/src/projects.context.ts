import type { ContextDefinition } from '@tamani/runtime';
import { projectAggregate } from './facts/project.facts.js';
import { siteAggregate } from './facts/site.facts.js';
import { projectsEvents, translateProjects } from './published/index.js';
import { readModels } from './read-models/index.js';

/** The parts of the context. */
export const projectsContext: ContextDefinition = {
  name: 'projects',
  aggregates: [projectAggregate, siteAggregate],
  translate: translateProjects,
  messages: projectsEvents,
  readModels,
  processes: [],
};
