import type { ProjectStatus } from '../shared/vocabulary.js';
import type { ProjectEvent } from './project.events.js';

/** The one table from event to status: state, view and messages all read it. */
const STATUS_AFTER: Readonly<Record<ProjectEvent['type'], ProjectStatus | undefined>> = {
  ProjectIdentified: 'identified',
  ProjectRevised: undefined,
  ProjectSubmitted: 'submitted',
  ProjectReturned: 'identified',
  ProjectAppraised: 'appraised',
  ProjectApproved: 'approved',
  AgreementSigned: 'agreement_signed',
  ImplementationStarted: 'implementation',
  ProjectRejected: 'rejected',
  ProjectCancelled: 'cancelled',
  ProjectSuspended: 'suspended',
  ProjectResumed: undefined,
};

/** The status that an event brings; undefined if the status does not change. */
export const statusAfter = (event: ProjectEvent): ProjectStatus | undefined =>
  event.type === 'ProjectResumed' ? event.data.to : STATUS_AFTER[event.type];
