export {
  closedToSpending,
  projectFact,
  siteFact,
  type ProjectFact,
  type SiteFact,
} from './facts.js';
export * from './messages.js';
export { translateProjects } from './translate.js';
export type { Axis, ProjectKind, ProjectStatus, SiteKind } from '../domain/shared/vocabulary.js';
