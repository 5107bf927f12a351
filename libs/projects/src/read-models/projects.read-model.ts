import { aggregateReadModel } from '@tamani/runtime';
import { project } from '../domain/project/project.decide.js';
import { renderProject } from './project.resource.js';

/** The list of projects. One document per project, folded by the project's own evolve. */
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
  },
  indexes: [['status'], ['region'], ['axis']],
  values: (state, at) => {
    const shown = renderProject(state, at);
    const { reference, status, kind, axis, institution, region, title } = shown;
    const { plannedStart, plannedEnd } = shown;
    return { reference, status, kind, axis, institution, region, title, plannedStart, plannedEnd };
  },
  search: ['reference', 'title', 'institution'],
  order: ['reference', 'title', 'institution'],
  render: renderProject,
});
