import {
  decideBy,
  derivedId,
  err,
  firstRefusal,
  moneyJson,
  ok,
  withPerson,
  type Decider,
  type Decision,
  type FactsOf,
  type Rejection,
  type Word,
} from '@tamani/kernel';
import { byBudgetLine, lineAmountJson } from '../shared/amounts.js';
import type { SpendClass } from '../shared/document.js';
import type { DateFacts } from '../shared/dates.js';
import { allocate, check, pendingOf, recordDraft } from './requisition.allocation.js';
import { amendAllocation, releaseAmendment } from './requisition.amendment.js';
import { cancel, close, giveBack, recordOrderEnd, type EndFacts } from './requisition.ending.js';
import type {
  ChangeRequisition,
  RequisitionCommand,
  SubmitRequisition,
} from './requisition.commands.js';
import { contentProblem, currencyOf, pricedLines } from './requisition.content.js';
import { requisitionEvents, type RequisitionEvent } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';
import {
  evolveRequisition,
  initialRequisition,
  totalOf,
  type RequisitionState,
} from './requisition.state.js';

/** A budget line's current status and coding, from its own context. */
export interface BudgetLineFacts {
  readonly status: Word<'budgetLineStatus'>;
  readonly spendClass: SpendClass;
  /** Its project, if that may not spend. */
  readonly idleProject: {
    readonly reference: string;
    readonly status: Word<'projectStatus'>;
  } | null;
}

interface SubmissionFacts extends DateFacts {
  /** By id; lines that do not exist are absent. */
  readonly budgetLines: Readonly<Record<string, BudgetLineFacts>>;
}
export interface RequisitionFacts {
  readonly SubmitRequisition: SubmissionFacts;
  readonly ReturnRequisition: EndFacts;
  readonly CancelRequisition: EndFacts;
  readonly CloseRequisition: EndFacts;
}

type State = RequisitionState;
type Decided = Decision<RequisitionEvent>;

export const requisition: Decider<State, RequisitionCommand, RequisitionEvent, RequisitionFacts> = {
  category: 'procurement.Requisition',
  events: requisitionEvents,
  initial: initialRequisition,
  evolve: evolveRequisition,
  decide: decideBy<State, RequisitionCommand, RequisitionEvent, RequisitionFacts>({
    CreateRequisition({ reference, title, neededBy, lines, by }) {
      const problem = contentProblem(lines);
      if (problem) return err(problem);
      const content = { title, neededBy, lines: pricedLines(lines), by };
      const data = { ...content, reference, currency: currencyOf(lines) };
      return ok([{ type: 'RequisitionCreated', data }]);
    },
    ChangeRequisition: change,
    SubmitRequisition: submit,
    AcceptReservation({ reservationId }, state) {
      if (!awaits(state, reservationId)) return ok([]);
      return ok([{ type: 'RequisitionFundsReserved', data: { reservationId } }]);
    },
    RefuseReservation({ reservationId, shortfalls }, state) {
      if (!awaits(state, reservationId)) return ok([]);
      const data = { reservationId, shortfalls: [...shortfalls] };
      return ok([{ type: 'RequisitionFundsRejected', data }]);
    },
    CertifyRequisition({ by }, state) {
      const problem = check(state, 'funds_reserved');
      if (problem) return err(problem);
      const total = moneyJson(totalOf(state), state.currency);
      const certification = state.certifications + 1;
      const data = { reference: state.reference, certification, total, by };
      return ok([{ type: 'RequisitionCertified', data }]);
    },
    ReturnRequisition: giveBack,
    CancelRequisition: cancel,
    CloseRequisition: close,
    RecordDraft: recordDraft,
    AllocateOrder: allocate,
    SettleAllocation({ orderId, approval }, state) {
      if (!isPending(state, orderId, approval)) return ok([]);
      return ok([{ type: 'OrderAllocationSettled', data: { orderId, approval } }]);
    },
    ReleaseAllocation({ orderId, approval }, state) {
      if (!isPending(state, orderId, approval)) return ok([]);
      return ok([{ type: 'OrderAllocationReleased', data: { orderId, approval } }]);
    },
    ReturnShare({ orderId }, state) {
      const share = state.allocations.find((a) => a.orderId === orderId);
      if (share?.status !== 'settled') return ok([]);
      const { approval } = share;
      return ok([{ type: 'OrderAllocationReleased', data: { orderId, approval } }]);
    },
    AmendAllocation: amendAllocation,
    ReleaseAmendment: releaseAmendment,
    RecordOrderEnd: recordOrderEnd,
  }),
};

const awaits = (state: State, reservationId: string): boolean =>
  state.status === 'funds_pending' && state.reservationId === reservationId;

/** Only for the current round: an answer to an earlier round may arrive late. */
function isPending(state: State, orderId: string, approval: number): boolean {
  const pending = pendingOf(state);
  return pending?.orderId === orderId && pending.approval === approval;
}

function change({ title, neededBy, lines, by }: ChangeRequisition, state: State): Decided {
  const problem = check(state, 'draft', 'funds_rejected') ?? contentProblem(lines);
  if (problem) return err(problem);
  const content = { title, neededBy, lines: pricedLines(lines), by };
  const data = { ...content, currency: currencyOf(lines) };
  return ok([{ type: 'RequisitionChanged', data }]);
}

function submit(
  { effectiveAt, by }: SubmitRequisition,
  state: State,
  { id, dateProblem, budgetLines }: FactsOf<RequisitionFacts, 'SubmitRequisition'>,
): Decided {
  const problem = firstRefusal(
    check(state, 'draft', 'funds_rejected'),
    dateProblem,
    budgetProblem(state, budgetLines),
  );
  if (problem) return err(problem);
  const attempt = state.attempts + 1;
  const data = {
    reference: state.reference,
    attempt,
    reservationId: derivedId(id, 'attempt', String(attempt)),
    effectiveAt,
    lines: byBudgetLine(state.lines).map((line) => lineAmountJson(line, state.currency)),
    requestedBy: [...withPerson(state.requesters, by)],
    by,
  };
  return ok([{ type: 'RequisitionSubmitted', data, effectiveAt }]);
}

function budgetProblem(
  state: State,
  budgetLines: Readonly<Record<string, BudgetLineFacts>>,
): Rejection | undefined {
  for (const { line, budgetLineId, spendClass } of state.lines) {
    const budget = budgetLines[budgetLineId];
    if (!budget) return refuse.requested_budget_line_unknown({ line, budgetLineId });
    const { status, spendClass: expected, idleProject } = budget;
    if (status !== 'open') return refuse.requested_budget_line_not_open({ budgetLineId, status });
    if (spendClass !== expected) {
      return refuse.requested_spend_class_differs({ line, spendClass, expected });
    }
    if (idleProject) {
      const { reference: project, status: projectStatus } = idleProject;
      return refuse.requested_project_may_not_spend({ line, project, status: projectStatus });
    }
  }
  return undefined;
}
