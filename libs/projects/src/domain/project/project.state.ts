import { evolveBy, type BusinessDate, type Person } from '@tamani/kernel';
import type { ProjectStatus } from '../shared/vocabulary.js';
import type {
  Agreement,
  CommitteeDecision,
  ProjectEvent,
  ProjectProfile,
} from './project.events.js';
import { statusAfter } from './project.status.js';

/** The status to which a suspended project returns. */
export type ResumableStatus = 'approved' | 'agreement_signed' | 'implementation';

export interface ProjectState {
  /** `none` before it is identified. */
  readonly status: ProjectStatus | 'none';
  readonly reference: string;
  readonly profile: ProjectProfile | undefined;
  readonly submission: { readonly by: Person; readonly on: BusinessDate } | undefined;
  readonly returnComments: string | undefined;
  readonly appraisal:
    | {
        readonly recommendation: 'recommended' | 'not_recommended';
        readonly findings: string;
        readonly by: Person;
        readonly on: BusinessDate;
      }
    | undefined;
  readonly approval:
    | {
        readonly committee: CommitteeDecision | null;
        readonly by: Person;
        readonly on: BusinessDate;
      }
    | undefined;
  readonly agreement: Agreement | undefined;
  readonly startedOn: BusinessDate | undefined;
  readonly suspendedFrom: ResumableStatus | undefined;
  /** Why it was rejected, cancelled or suspended. */
  readonly reason: string | undefined;
}

export const initialProject: ProjectState = {
  status: 'none',
  reference: '',
  profile: undefined,
  submission: undefined,
  returnComments: undefined,
  appraisal: undefined,
  approval: undefined,
  agreement: undefined,
  startedOn: undefined,
  suspendedFrom: undefined,
  reason: undefined,
};

const step = evolveBy<ProjectState, ProjectEvent>({
  ProjectIdentified: (state, { reference, profile }) => ({ ...state, reference, profile }),
  ProjectRevised: (state, { profile }) => ({ ...state, profile }),
  ProjectSubmitted: (state, submission) => ({ ...state, submission, returnComments: undefined }),
  ProjectReturned: (state, { comments }) => ({
    ...state,
    returnComments: comments,
    submission: undefined,
    appraisal: undefined,
  }),
  ProjectAppraised: (state, appraisal) => ({ ...state, appraisal }),
  ProjectApproved: (state, approval) => ({ ...state, approval }),
  AgreementSigned: (state, { agreement }) => ({ ...state, agreement }),
  ImplementationStarted: (state, { startedOn }) => ({ ...state, startedOn }),
  ProjectRejected: (state, { reason }) => ({ ...state, reason }),
  ProjectCancelled: (state, { reason }) => ({ ...state, reason }),
  ProjectSuspended: (state, { reason }) => ({
    ...state,
    reason,
    suspendedFrom: isResumable(state.status) ? state.status : undefined,
  }),
  ProjectResumed: (state) => ({ ...state, reason: undefined, suspendedFrom: undefined }),
});

/** The status comes from the same table as the view's. */
export function evolveProject(state: ProjectState, event: ProjectEvent): ProjectState {
  const after = step(state, event);
  const status = statusAfter(event);
  return status === undefined ? after : { ...after, status };
}

const RESUMABLE: readonly string[] = ['approved', 'agreement_signed', 'implementation'];
const isResumable = (status: string): status is ResumableStatus => RESUMABLE.includes(status);
