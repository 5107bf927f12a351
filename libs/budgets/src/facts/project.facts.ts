import { maySpend, projectView, takesFunds } from '@tamani/projects/published';
import { aggregate, type FactReader } from '@tamani/runtime';
import { projectAllotments } from '../domain/project/project-allotments.decide.js';
import type { LineProject } from '../domain/shared/line-project.js';
import { ratesOfDate } from '../published/index.js';

/** A project as the rules of its lines see it; null without one. */
export async function lineProject(
  read: FactReader,
  id: string | null,
): Promise<LineProject | null> {
  const project = id === null ? null : await read.state(projectView, id);
  return project && { ...project, takesFunds: takesFunds(project), maySpend: maySpend(project) };
}

/** The guard of a ceiling reads the project and the month's rates. */
export const projectAllotmentsAggregate = aggregate(projectAllotments, {
  CountAllotment: async ({ projectId, effectiveAt }, _, read) => ({
    project: await lineProject(read, projectId),
    rates: await ratesOfDate(read, effectiveAt),
  }),
});
