import type { BusinessDate, Person } from '@tamani/kernel';
import type { Agreement, CommitteeDecision, ProjectProfile } from './project.events.js';

interface ByPerson<T extends string> {
  readonly type: T;
  readonly by: Person;
}
interface Dated<T extends string> extends ByPerson<T> {
  readonly today: BusinessDate;
}
interface WithReason<T extends string> extends ByPerson<T> {
  readonly reason: string;
}

export interface IdentifyProject extends ByPerson<'IdentifyProject'> {
  readonly reference: string;
  readonly profile: ProjectProfile;
}
/** Replaces the description of a project that is not submitted. */
export interface ReviseProject extends ByPerson<'ReviseProject'> {
  readonly profile: ProjectProfile;
}
export type SubmitProject = Dated<'SubmitProject'>;
export interface ReturnProject extends ByPerson<'ReturnProject'> {
  readonly comments: string;
}
export interface AppraiseProject extends Dated<'AppraiseProject'> {
  readonly recommendation: 'recommended' | 'not_recommended';
  readonly findings: string;
}
export interface ApproveProject extends Dated<'ApproveProject'> {
  /** Of the project review committee; a QIP needs it. */
  readonly committee: CommitteeDecision | null;
}
export interface SignAgreement extends Dated<'SignAgreement'> {
  readonly agreement: Agreement;
}
export interface StartImplementation extends Dated<'StartImplementation'> {
  readonly startedOn: BusinessDate;
}

export type ProjectCommand =
  | IdentifyProject
  | ReviseProject
  | SubmitProject
  | ReturnProject
  | AppraiseProject
  | ApproveProject
  | SignAgreement
  | StartImplementation
  | WithReason<'RejectProject'>
  | WithReason<'CancelProject'>
  | WithReason<'SuspendProject'>
  | WithReason<'ResumeProject'>;
