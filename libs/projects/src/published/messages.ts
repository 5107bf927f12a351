import { signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  axisSchema,
  projectKindSchema,
  projectStatusSchema,
  siteKindSchema,
} from '../domain/shared/vocabulary.js';

/** The topic of this context. */
export const PROJECTS_TOPIC = 'projects.events.v1';

const id = z.string().min(1);

const projectDescribedSchema = z.object({
  projectId: id,
  title: z.string(),
  kind: projectKindSchema,
  axis: axisSchema,
  institution: z.string(),
  region: z.string(),
  donors: z.array(z.string()),
  ceiling: signedMoneySchema,
  plannedStart: z.string(),
  plannedEnd: z.string(),
});

const siteDescribedSchema = z.object({
  siteId: id,
  name: z.string(),
  kind: siteKindSchema,
  institution: z.string(),
  pcode: z.string(),
  region: z.string(),
  point: z.object({ latitude: z.string(), longitude: z.string() }).nullable(),
});

/** Every integration event of projects by type; key: the project's or the site's id. */
export const projectsEvents = {
  'projects.ProjectIdentified.v1': projectDescribedSchema.extend({ reference: z.string() }),
  /** Its description was changed before it was submitted. */
  'projects.ProjectRevised.v1': projectDescribedSchema,
  'projects.ProjectStatusChanged.v1': z.object({
    projectId: id,
    status: projectStatusSchema,
    reason: z.string().nullable(),
  }),
  'projects.SiteRegistered.v1': siteDescribedSchema.extend({
    reference: z.string(),
    projectId: id.nullable(),
  }),
  'projects.SiteCorrected.v1': siteDescribedSchema,
  'projects.SiteAssignedToProject.v1': z.object({ siteId: id, projectId: id.nullable() }),
} as const;

export type ProjectsEventType = keyof typeof projectsEvents;
/** `ProjectsData<'projects.ProjectStatusChanged.v1'>`: the data of one type of event. */
export type ProjectsData<T extends ProjectsEventType> = z.output<(typeof projectsEvents)[T]>;
