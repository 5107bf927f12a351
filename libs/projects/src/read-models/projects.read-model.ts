import { aggregateReadModel } from '@tamani/runtime';
import { project } from '../domain/project/project.decide.js';
import { renderProject } from './project.resource.js';

/** The list of projects. A document a project, folded by the project's own evolve. */
export const projectsReadModel = aggregateReadModel({
  name: 'projects',
  version: 1,
  context: 'projects',
  decider: project,
  fields: {
    reference: 'text',
    status: 'text',
    kind: 'text',
    axis: 'text',
    institution: 'text',
    region: 'text',
    title: 'text',
    plannedStart: 'text',
    plannedEnd: 'text',
    updatedAt: 'text',
  },
  indexes: [['status'], ['region'], ['axis'], ['updatedAt']],
  document: (state, at, event) => {
    const item = renderProject(state, at);
    const { reference, status, kind, axis, institution, region, title } = item;
    const { plannedStart, plannedEnd } = item;
    return {
      ...{ reference, status, kind, axis, institution, region, title, plannedStart, plannedEnd },
      updatedAt: event.meta.recordedAt,
      item,
    };
  },
});
