import { aggregate, type FactReader } from '@tamani/runtime';
import { site } from '../domain/site/site.decide.js';
import type { SiteProfile } from '../domain/site/site.events.js';
import { projectView } from '../published/index.js';
import { gazetteer } from './gazetteer.js';

/** The site with its facts: its cercle by the gazetteer, its project by the project's stream. */
export const siteAggregate = aggregate(site, {
  RegisterSite: async ({ profile, projectId }, _, read) => ({
    ...placeOf(profile),
    project: await projectOf(read, projectId),
  }),
  CorrectSite: async ({ profile }) => placeOf(profile),
  AssignSite: async ({ projectId }, _, read) => ({ project: await projectOf(read, projectId) }),
});

const placeOf = ({ pcode }: SiteProfile) => ({
  bounds: gazetteer.bounds,
  cercle: gazetteer.cercleOf(pcode) ?? null,
});

const projectOf = async (read: FactReader, id: string | null) =>
  id === null ? null : read.state(projectView, id);
