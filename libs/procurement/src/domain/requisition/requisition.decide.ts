import {
  decideBy,
  derivedId,
  err,
  firstRefusal,
  moneyJson,
  ok,
  type Decider,
  type Decision,
  type Rejection,
  type Result,
  type Word,
} from '@tamani/kernel';
import { byBudgetLine, lineAmountJson } from '../shared/amounts.js';
import { statusCheck, type SpendClass } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import { allocate, type OrderDemand } from './requisition.allocation.js';
import type {
  CancelRequisition,
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
  type Allocation,
  type RequisitionState,
  type RequisitionStatus,
} from './requisition.state.js';

/** What a budget line is at the moment, as its own context says. */
export interface BudgetLineStanding {
  readonly status: Word<'budgetLineStatus'>;
  readonly spendClass: SpendClass;
  /** Reference of its project, when that was rejected or cancelled. */
  readonly endedProject: string | null;
}

export interface RequisitionFacts {
  /** Submit: why the business date cannot be used. */
  readonly dateProblem?: Rejection | undefined;
  /** Submit: by id; a line that does not exist is not there. */
  readonly budgetLines?: Readonly<Record<string, BudgetLineStanding>>;
  /** AllocateOrder: what the order asks for, or why it cannot be approved. */
  readonly order?: Result<OrderDemand, Rejection>;
}

type State = RequisitionState;
type Decided = Decision<RequisitionEvent>;
const check = statusCheck<RequisitionStatus>(refuse.requisition_wrong_status);

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
      const problem = firstRefusal(
        check(state, 'funds_reserved'),
        excludes('segregation_requisitioner_certifies', by, state.requesters),
      );
      if (problem) return err(problem);
      const total = moneyJson(totalOf(state), state.currency);
      const data = { reference: state.reference, total, by };
      return ok([{ type: 'RequisitionCertified', data }]);
    },
    ReturnRequisition({ comments, by, today }, state) {
      const problem = check(state, 'funds_reserved', 'certified') ?? pendingProblem(state);
      if (problem || state.reservationId === undefined) return problem ? err(problem) : ok([]);
      const data = { comments, reservationId: state.reservationId, effectiveAt: today, by };
      return ok([{ type: 'RequisitionReturned', data }]);
    },
    CancelRequisition: cancel,
    AllocateOrder(command, state, facts) {
      const demand = facts.order;
      if (!demand) return ok([]);
      if (!demand.ok) return demand;
      const problem = check(state, 'certified', 'partially_ordered', 'ordered');
      return problem ? err(problem) : allocate(command, state, demand.value);
    },
    SettleAllocation({ orderId, approval }, state) {
      if (pendingOf(state)?.orderId !== orderId) return ok([]);
      return ok([{ type: 'OrderAllocationSettled', data: { orderId, approval } }]);
    },
    ReleaseAllocation({ orderId, approval }, state) {
      const pending = pendingOf(state);
      if (pending?.orderId !== orderId || pending.approval !== approval) return ok([]);
      return ok([{ type: 'OrderAllocationReleased', data: { orderId, approval } }]);
    },
    RecordOrderEnd({ orderId }, state) {
      const known = state.allocations.find((a) => a.orderId === orderId);
      if (known === undefined || known.status === 'ended') return ok([]);
      const ended: RequisitionEvent = { type: 'RequisitionOrderEnded', data: { orderId } };
      const after = evolveRequisition(state, ended);
      const over = state.status === 'ordered' && after.allocations.every(isEnded);
      const { reference } = state;
      return ok(over ? [ended, { type: 'RequisitionClosed', data: { reference } }] : [ended]);
    },
  }),
};

const isEnded = (allocation: Allocation): boolean => allocation.status === 'ended';

const awaits = (state: State, reservationId: string): boolean =>
  state.status === 'funds_pending' && state.reservationId === reservationId;

const pendingOf = (state: State): Allocation | undefined =>
  state.allocations.find((allocation) => allocation.status === 'pending');

/** While budgets decides on an order, nobody takes the reservation from under it. */
const pendingProblem = (state: State): Rejection | undefined =>
  pendingOf(state) && refuse.order_awaiting_commitment({ reference: state.reference });

function change({ title, neededBy, lines, by }: ChangeRequisition, state: State): Decided {
  const problem = check(state, 'draft', 'funds_rejected') ?? contentProblem(lines);
  if (problem) return err(problem);
  const content = { title, neededBy, lines: pricedLines(lines), by };
  const data = { ...content, currency: currencyOf(lines) };
  return ok([{ type: 'RequisitionChanged', data }]);
}

function submit(command: SubmitRequisition, state: State, facts: RequisitionFacts): Decided {
  const { requisitionId, effectiveAt, by } = command;
  const problem = firstRefusal(
    check(state, 'draft', 'funds_rejected'),
    facts.dateProblem,
    budgetProblem(state, facts.budgetLines ?? {}),
  );
  if (problem) return err(problem);
  const attempt = state.attempts + 1;
  const data = {
    reference: state.reference,
    attempt,
    reservationId: derivedId(requisitionId, 'attempt', String(attempt)),
    effectiveAt,
    lines: byBudgetLine(state.lines).map((line) => lineAmountJson(line, state.currency)),
    by,
  };
  return ok([{ type: 'RequisitionSubmitted', data, effectiveAt }]);
}

function budgetProblem(
  state: State,
  standings: Readonly<Record<string, BudgetLineStanding>>,
): Rejection | undefined {
  for (const { line, budgetLineId, spendClass } of state.lines) {
    const budget = standings[budgetLineId];
    if (!budget) return refuse.requested_budget_line_unknown({ line, budgetLineId });
    const { status, spendClass: expected, endedProject: project } = budget;
    if (status !== 'open') return refuse.requested_budget_line_not_open({ budgetLineId, status });
    if (spendClass !== expected) {
      return refuse.requested_spend_class_differs({ line, spendClass, expected });
    }
    if (project !== null) return refuse.requested_project_ended({ line, project });
  }
  return undefined;
}

/** Whatever of its funds is not ordered goes back to the budget lines. */
function cancel({ reason, by, today }: CancelRequisition, state: State): Decided {
  const problem = firstRefusal(
    check(
      state,
      ...(['draft', 'funds_pending', 'funds_reserved', 'funds_rejected'] as const),
      ...(['certified', 'partially_ordered'] as const),
    ),
    pendingProblem(state),
  );
  if (problem) return err(problem);
  const data = { reason, reservationId: state.reservationId ?? null, effectiveAt: today, by };
  return ok([{ type: 'RequisitionCancelled', data }]);
}
