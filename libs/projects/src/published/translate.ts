import { parseStream, type Published, type Recorded } from '@tamani/kernel';
import { PROJECT_CATEGORY, SITE_CATEGORY } from '../domain/shared/categories.js';
import type { ProjectEvent } from '../domain/project/project.events.js';
import { statusAfter } from '../domain/project/project.status.js';
import type { SiteEvent } from '../domain/site/site.events.js';
import type { ProjectsData, ProjectsEventType } from './messages.js';

/** Domain event → integration events of `projects.events.v1`. */
export function translateProjects(event: Recorded): readonly Published[] {
  const { category, id } = parseStream(event.stream);
  if (category === PROJECT_CATEGORY) return ofProject(id, event as Recorded<ProjectEvent>);
  if (category === SITE_CATEGORY) return [ofSite(id, event as Recorded<SiteEvent>)];
  return [];
}

const message = <T extends ProjectsEventType>(
  type: T,
  key: string,
  data: ProjectsData<T>,
): Published => ({
  type,
  key,
  data,
});

function ofProject(projectId: string, event: ProjectEvent): readonly Published[] {
  const status = statusAfter(event);
  if (event.type === 'ProjectIdentified') {
    const described = { projectId, ...publicPart(event.data.profile) };
    const { reference } = event.data;
    return [message('projects.ProjectIdentified.v1', projectId, { ...described, reference })];
  }
  if (event.type === 'ProjectRevised') {
    const described = { projectId, ...publicPart(event.data.profile) };
    return [message('projects.ProjectRevised.v1', projectId, described)];
  }
  if (status === undefined) return [];
  const data = { projectId, status, reason: reasonOf(event) };
  return [message('projects.ProjectStatusChanged.v1', projectId, data)];
}

/** The description is not published: it may name people. */
function publicPart<P extends { description: unknown }>(profile: P): Omit<P, 'description'> {
  const { description: _, ...rest } = profile;
  return rest;
}

function reasonOf(event: ProjectEvent): string | null {
  if (event.type === 'ProjectReturned') return event.data.comments;
  return 'reason' in event.data ? event.data.reason : null;
}

function ofSite(siteId: string, event: SiteEvent): Published {
  if (event.type === 'SiteAssignedToProject') {
    const { projectId } = event.data;
    return message('projects.SiteAssignedToProject.v1', siteId, { siteId, projectId });
  }
  const { profile, region } = event.data;
  const described = { siteId, ...profile, region };
  if (event.type === 'SiteCorrected') {
    return message('projects.SiteCorrected.v1', siteId, described);
  }
  const { reference, projectId } = event.data;
  return message('projects.SiteRegistered.v1', siteId, { ...described, reference, projectId });
}
