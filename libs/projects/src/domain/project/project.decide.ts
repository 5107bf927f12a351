import {
  decideBy,
  err,
  firstRefusal,
  invariant,
  ok,
  sharesIdentity,
  type BusinessDate,
  type Decider,
  type Decision,
  type ErrorParams,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { PROJECT_CATEGORY } from '../shared/categories.js';
import type { Place } from '../shared/place.js';
import type { ProjectStatus } from '../shared/vocabulary.js';
import type { ApproveProject, ProjectCommand } from './project.commands.js';
import { projectEvents, type ProjectEvent, type ProjectProfile } from './project.events.js';
import { refuse } from './project.rejections.js';
import { evolveProject, initialProject, type ProjectState } from './project.state.js';
import { qipProblem, type QipLimits } from './qip-limits.js';

interface RegionFacts {
  /** The region named by the profile; null if the gazetteer does not have it. */
  readonly region: Place | null;
}
interface PolicyFacts {
  /** The limits in force today; null if there are none. */
  readonly qipLimits: QipLimits | null;
}
export interface ProjectFacts {
  readonly IdentifyProject: RegionFacts;
  readonly ReviseProject: RegionFacts;
  readonly SubmitProject: PolicyFacts;
  readonly ApproveProject: PolicyFacts;
}

type Decided = Decision<ProjectEvent>;

export const project: Decider<ProjectState, ProjectCommand, ProjectEvent, ProjectFacts> = {
  category: PROJECT_CATEGORY,
  events: projectEvents,
  initial: initialProject,
  evolve: evolveProject,
  decide: decideBy<ProjectState, ProjectCommand, ProjectEvent, ProjectFacts>({
    IdentifyProject({ reference, profile, by }, _, facts) {
      const data = { reference, profile, by };
      return given(profileProblem(profile, facts), { type: 'ProjectIdentified', data });
    },
    ReviseProject({ profile, by }, state, facts) {
      const problem = check(state, 'identified') ?? profileProblem(profile, facts);
      return given(problem, { type: 'ProjectRevised', data: { profile, by } });
    },
    SubmitProject({ by, today }, state, facts) {
      const problem = check(state, 'identified') ?? qipProblem(profileOf(state), facts.qipLimits);
      return given(problem, { type: 'ProjectSubmitted', data: { by, on: today } });
    },
    ReturnProject({ comments, by }, state) {
      const problem = check(state, 'submitted', 'appraised');
      return given(problem, { type: 'ProjectReturned', data: { comments, by } });
    },
    AppraiseProject({ recommendation, findings, by, today }, state) {
      const problem =
        check(state, 'submitted') ??
        notSubmitter(state, by, refuse.segregation_submitter_appraises());
      const data = { recommendation, findings, by, on: today };
      return given(problem, { type: 'ProjectAppraised', data });
    },
    ApproveProject: approve,
    SignAgreement({ agreement, by, today }, state) {
      const { signedOn } = agreement;
      const between = { earliest: state.approval?.on ?? today, latest: today };
      const problem =
        check(state, 'approved') ??
        outside(signedOn, between, refuse.agreement_date({ signedOn, ...between }));
      return given(problem, { type: 'AgreementSigned', data: { agreement, by } });
    },
    StartImplementation({ startedOn, by, today }, state) {
      const between = { earliest: state.agreement?.signedOn ?? today, latest: today };
      const problem =
        check(state, 'agreement_signed') ??
        outside(startedOn, between, refuse.implementation_date({ startedOn, ...between }));
      return given(problem, { type: 'ImplementationStarted', data: { startedOn, by } });
    },
    RejectProject({ reason, by }, state) {
      const problem =
        check(state, 'submitted', 'appraised') ??
        notSubmitter(state, by, refuse.segregation_submitter_decides());
      return given(problem, { type: 'ProjectRejected', data: { reason, by } });
    },
    CancelProject: ({ reason, by }, state) =>
      given(check(state, ...OPEN), { type: 'ProjectCancelled', data: { reason, by } }),
    SuspendProject({ reason, by }, state) {
      const problem = check(state, 'approved', 'agreement_signed', 'implementation');
      return given(problem, { type: 'ProjectSuspended', data: { reason, by } });
    },
    ResumeProject({ reason, by }, state) {
      const problem = check(state, 'suspended');
      if (problem) return err(problem);
      const to = state.suspendedFrom;
      invariant(to, 'a suspended project knows where it came from');
      return ok([{ type: 'ProjectResumed', data: { reason, by, to } }]);
    },
  }),
};

/** Any project that has not ended can be cancelled. */
const OPEN: readonly ProjectStatus[] = [
  'identified',
  'submitted',
  'appraised',
  'approved',
  'agreement_signed',
  'implementation',
  'suspended',
];

function approve(command: ApproveProject, state: ProjectState, facts: PolicyFacts): Decided {
  const { committee, by, today } = command;
  const wrong = check(state, 'appraised');
  if (wrong) return err(wrong);
  const profile = profileOf(state);
  const problem = firstRefusal(
    notSubmitter(state, by, refuse.segregation_submitter_decides()),
    recommendationProblem(state),
    committeeProblem(command, state, profile),
    qipProblem(profile, facts.qipLimits),
  );
  return given(problem, { type: 'ProjectApproved', data: { committee, by, on: today } });
}

const recommendationProblem = (state: ProjectState): Rejection | undefined =>
  state.appraisal?.recommendation === 'not_recommended'
    ? refuse.project_not_recommended({ reference: state.reference })
    : undefined;

/** A QIP needs the committee's decision; the date of any decision must be plausible. */
function committeeProblem(
  { committee, today }: ApproveProject,
  state: ProjectState,
  { kind }: ProjectProfile,
): Rejection | undefined {
  if (committee === null) {
    return kind === 'qip' ? refuse.committee_decision_missing() : undefined;
  }
  const { decidedOn } = committee;
  const between = { earliest: state.submission?.on ?? today, latest: today };
  return outside(decidedOn, between, refuse.committee_decision_date({ decidedOn, ...between }));
}

function profileProblem(profile: ProjectProfile, facts: RegionFacts): Rejection | undefined {
  const { plannedStart, plannedEnd, region } = profile;
  if (facts.region === null) {
    return refuse.project_region_unknown({ pcode: region }, at('/region', { pcode: region }));
  }
  if (plannedEnd >= plannedStart) return undefined;
  const dates = { plannedStart, plannedEnd };
  return refuse.project_dates_reversed(dates, [
    { pointer: '/plannedEnd', code: 'project_dates_reversed', params: dates },
  ]);
}

const at = (pointer: string, params: ErrorParams) => [
  { pointer, code: 'project_region_unknown', params },
];

function profileOf(state: ProjectState): ProjectProfile {
  invariant(state.profile, 'an identified project has a profile');
  return state.profile;
}

const given = (problem: Rejection | undefined, event: ProjectEvent): Decided =>
  problem ? err(problem) : ok([event]);

function check(state: ProjectState, ...allowed: readonly ProjectStatus[]): Rejection | undefined {
  if (allowed.some((status) => status === state.status)) return undefined;
  const { reference, status } = state;
  return refuse.project_wrong_status({ reference, status, allowed: allowed.join(', ') });
}

const notSubmitter = (
  state: ProjectState,
  by: Person,
  refusal: Rejection,
): Rejection | undefined =>
  state.submission && sharesIdentity(state.submission.by, by) ? refusal : undefined;

const outside = (
  date: BusinessDate,
  { earliest, latest }: { earliest: BusinessDate; latest: BusinessDate },
  refusal: Rejection,
): Rejection | undefined => (date < earliest || date > latest ? refusal : undefined);
