import {
  err,
  firstRefusal,
  ok,
  type Decision,
  type FieldError,
  type Person,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import { refuseKey } from '../../line-key/line-key.decide.js';
import { fundsProblem, type LineProject } from '../../shared/line-project.js';
import { refuseProject } from '../../shared/project.rejections.js';
import type { Coding } from '../../shared/vocabulary.js';
import type {
  AuthoriseOverrun,
  ChangeStatus,
  DraftLine,
  LineCommand,
  OpenLine,
} from '../budget-line.commands.js';
import type { AcceptOpening, FencePostings, RefuseOpening } from '../answer.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import type { BudgetLineState } from '../state/budget-line.state.js';
import { valuesOf } from '../state/register.js';
import { allotmentRules } from './allotment.rules.js';
import { carryOverRules } from './carry-over.rules.js';
import { useProblem } from './funds/in-use.js';
import { transferRules } from './transfer.rules.js';
import {
  contextOf,
  currencyProblem,
  isAmong,
  statusProblem,
  type BudgetLineFacts,
  type OpeningFacts,
  type ProjectFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

function draft(command: DraftLine, _: State, { project }: ProjectFacts): Decided {
  const { type: __, fund, fiscalYear, axis, spendClass, projectId, donor, ...line } = command;
  const problem = projectId === null ? undefined : agreementProblem(command, projectId, project);
  if (problem) return err(problem);
  const coding: Coding = {
    ...{ fund, fiscalYear, axis, spendClass, projectId },
    institution: project?.institution ?? null,
    region: project?.region ?? null,
    donor: donor ?? onlyOne(project?.donors),
  };
  return ok([{ type: 'BudgetLineDrafted', data: { ...line, coding } }]);
}

/** A line's axis and donor are its project's, and the project takes funds. */
function agreementProblem(
  { axis, donor }: DraftLine,
  projectId: string,
  project: LineProject | null,
): Rejection | undefined {
  if (project === null) return refuseProject.project_unknown({ projectId });
  const closed = fundsProblem(project);
  if (closed) return closed;
  const { reference, donors } = project;
  if (axis !== project.axis) {
    const params = { project: reference, expected: project.axis, actual: axis };
    return refuse.line_axis_differs(params, at('/axis', 'line_axis_differs', params));
  }
  if (donor === null || donors.length === 0 || donors.includes(donor)) return undefined;
  const params = { project: reference, donor, donors: donors.join(', ') };
  return refuse.line_donor_differs(params, at('/donor', 'line_donor_differs', params));
}

const at = (pointer: string, code: string, params: Record<string, string>): FieldError[] => [
  { pointer, code, params },
];

/** Of several donors none can be named for the whole line. */
const onlyOne = (donors: readonly string[] = []): string | null =>
  donors.length === 1 ? (donors[0] ?? null) : null;

/** From which states each change of status is possible, and the event it gives. */
const changes = {
  FreezeLine: { from: ['open'], event: 'BudgetLineFrozen' },
  UnfreezeLine: { from: ['frozen'], event: 'BudgetLineUnfrozen' },
  SoftCloseLine: { from: ['open', 'frozen'], event: 'BudgetLineSoftClosed' },
  CloseLine: { from: ['soft_closed'], event: 'BudgetLineClosed' },
} as const;

type Changing = Extract<ChangeStatus, { type: keyof typeof changes }>;

function changeStatus(command: Changing, state: State): Decided {
  const { type, reason, by } = command;
  const { from, event } = changes[type];
  const problem = firstRefusal(
    statusProblem(state, ...from),
    type === 'CloseLine' ? useProblem(state) : undefined,
  );
  if (problem) return err(problem);
  return ok([{ type: event, data: { ...contextOf(state, null), reason, by } }]);
}

/** The key of the line decides: at most one line of it is open. */
function open({ reason, by }: OpenLine, state: State, { key }: OpeningFacts): Decided {
  const first = key?.holder?.reference;
  const problem = firstRefusal(
    statusProblem(state, 'draft'),
    first === undefined ? undefined : refuseKey.budget_line_exists({ first }),
  );
  if (problem) return err(problem);
  const data = { ...contextOf(state, null), reason, by, reference: state.reference };
  return ok([{ type: 'BudgetLineOpeningRequested', data }]);
}

function acceptOpening({ by }: AcceptOpening, state: State): Decided {
  if (state.status !== 'opening') return ok([]);
  const { reason } = state;
  return ok([{ type: 'BudgetLineOpened', data: { ...contextOf(state, null), reason, by } }]);
}

function refuseOpening({ refusal }: RefuseOpening, state: State): Decided {
  if (state.status !== 'opening') return ok([]);
  const data = { ...contextOf(state, null), reason: '', refusal };
  return ok([{ type: 'BudgetLineOpeningRefused', data }]);
}

/** The event itself is the fence: it is in the way of whatever was decided before it. */
function fence({ month, closing }: FencePostings, state: State): Decided {
  return ok([{ type: 'PostingsFenced', data: { ...contextOf(state, null), month, closing } }]);
}

function authorise(command: AuthoriseOverrun, state: State): Decided {
  const { cap, expiresOn, today, authority, reason, by } = command;
  const problem = firstRefusal(
    statusProblem(state, 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, cap),
    expiresOn < today ? refuse.overrun_expired({ expiresOn, today }) : undefined,
    overrunDutyProblem(state, by),
  );
  if (problem) return err(problem);
  const data = { ...contextOf(state, null), cap, expiresOn, authority, reason, by };
  return ok([{ type: 'OverrunAuthorised', data }]);
}

/** Whoever has asked for goods that the line pays for does not lift its ceiling. */
function overrunDutyProblem({ reservations, reference }: State, by: Person) {
  const asked = valuesOf(reservations).some((one) => isAmong(one.requestedBy, by));
  if (!asked) return undefined;
  const params = { who: by.onBehalfOf ?? by.id, reference };
  return refuse.segregation_requisitioner_authorises_overrun(params);
}

/** Rules of the line's own life. */
export const lineRules: Rules<State, LineCommand, BudgetLineEvent, BudgetLineFacts> = {
  ...allotmentRules,
  ...carryOverRules,
  ...transferRules,
  DraftLine: draft,
  OpenLine: open,
  AcceptOpening: acceptOpening,
  RefuseOpening: refuseOpening,
  FencePostings: fence,
  SoftCloseLine: changeStatus,
  CloseLine: changeStatus,
  FreezeLine: changeStatus,
  UnfreezeLine: changeStatus,
  AuthoriseOverrun: authorise,
};
