import type { BusinessDate, EventOf, IntegrationEvent, MoneyJson } from '@tamani/kernel';
import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
} from '@tamani/procurement/published';
import { send, type ProcessDefinition, type ProcessInput, type Reaction } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import {
  BUDGETS_TOPIC,
  isBudgetsEvent,
  reservationOutcomes,
  type BudgetsEvent,
} from '../published/index.js';
import {
  inOrder,
  isComplete,
  notRefused,
  refusals,
  stillGiven,
  type Answers,
} from './document-answers.js';

const events = {
  DocumentFundsReserved: { schemaVersion: 1, data: reservationOutcomes.DocumentFundsReserved },
  DocumentFundsRejected: { schemaVersion: 1, data: reservationOutcomes.DocumentFundsRejected },
  DocumentReservationReleased: {
    schemaVersion: 1,
    data: reservationOutcomes.DocumentReservationReleased,
  },
} as const;
type Outcome = EventOf<typeof events>;

interface Request {
  readonly documentId: string;
  readonly reference: string;
  readonly effectiveAt: BusinessDate;
  readonly lines: readonly { readonly budgetLineId: string; readonly amount: MoneyJson }[];
}
interface ReservationState {
  readonly request: Request | undefined;
  readonly answers: Answers;
  /** Ids of the budget lines that have released what they had reserved. */
  readonly takenBack: readonly string[];
  readonly outcome: Outcome['type'] | undefined;
}

type Released = BudgetsEvent<'budgets.ReservationReleased.v1'>;

/** Not the remainder that an order has left. */
const isWithdrawal = (event: BudgetsEvent): event is Released =>
  event.type === 'budgets.ReservationReleased.v1' && event.data.cause === 'withdrawn';

/** The part of an input that this process understands. */
function read(input: ProcessInput) {
  if (isProcurementEvent(input)) {
    if (input.type === 'procurement.RequisitionSubmitted.v1') return input;
    if (input.type === 'procurement.RequisitionWithdrawn.v1') return input;
  }
  if (isBudgetsEvent(input)) {
    if (input.type === 'budgets.FundsReserved.v1') return input;
    if (input.type === 'budgets.ReservationRejected.v1') return input;
    if (isWithdrawal(input)) return input;
  }
  return undefined;
}

function evolve(state: ReservationState, item: ProcessInput | Outcome): ReservationState {
  if (Object.hasOwn(events, item.type)) {
    return { ...state, outcome: item.type as Outcome['type'] };
  }
  const input = read(item as IntegrationEvent);
  switch (input?.type) {
    case 'procurement.RequisitionSubmitted.v1':
      return { ...state, request: requestOf(input.data) };
    case 'budgets.FundsReserved.v1':
      return answered(state, input.data.budgetLineId, null);
    case 'budgets.ReservationRejected.v1': {
      const { budgetLineId, code, shortfall } = input.data;
      return answered(state, budgetLineId, { budgetLineId, code, shortfall });
    }
    case 'budgets.ReservationReleased.v1':
      return { ...state, takenBack: [...state.takenBack, input.data.budgetLineId] };
    default:
      return state;
  }
}

const requestOf = (data: ProcurementData<'procurement.RequisitionSubmitted.v1'>): Request => ({
  documentId: data.requisitionId,
  reference: data.reference,
  effectiveAt: data.effectiveAt,
  lines: data.lines,
});

const answered = (
  state: ReservationState,
  budgetLineId: string,
  answer: Answers[string],
): ReservationState => ({ ...state, answers: { ...state.answers, [budgetLineId]: answer } });

function react(state: ReservationState, input: ProcessInput): Reaction {
  const known = read(input);
  const { request } = state;
  if (!known || !request) return {};
  const { reservationId } = known.data;
  switch (known.type) {
    case 'procurement.RequisitionSubmitted.v1':
      return { commands: asking(request, reservationId) };
    case 'procurement.RequisitionWithdrawn.v1':
      return withdrawn(state, request, known.data);
    case 'budgets.ReservationReleased.v1':
      return refused(state, request, reservationId);
    default:
      return concluded(state, request, reservationId);
  }
}

const asking = ({ documentId, reference, effectiveAt, lines }: Request, reservationId: string) =>
  inOrder(lines).map(({ budgetLineId, amount }) =>
    send(budgetLine, budgetLineId, {
      type: 'ReserveFunds',
      reservationId,
      amount,
      document: { kind: 'requisition', id: documentId, reference },
      effectiveAt,
    }),
  );

const releasing = (
  lines: Request['lines'],
  { reservationId, effectiveAt }: { reservationId: string; effectiveAt: BusinessDate },
) =>
  lines.map(({ budgetLineId }) =>
    send(budgetLine, budgetLineId, { type: 'ReleaseReservation', reservationId, effectiveAt }),
  );

/** All or none: one refusal, and what the others have reserved is released. */
function concluded(state: ReservationState, request: Request, reservationId: string): Reaction {
  const { answers, outcome } = state;
  const { documentId, effectiveAt, lines } = request;
  if (outcome !== undefined || !isComplete(lines, answers)) return {};
  if (refusals(lines, answers).length > 0) {
    const commands = releasing(stillGiven(lines, state), { reservationId, effectiveAt });
    return { commands, ...refused(state, request, reservationId) };
  }
  const data = { documentId, reservationId, lines: inOrder(lines) };
  return { events: [{ type: 'DocumentFundsReserved', data }] };
}

/** Told when nothing is reserved any more: the requisition may be submitted again at once. */
function refused(
  state: ReservationState,
  { documentId, lines }: Request,
  reservationId: string,
): Reaction {
  const { answers, outcome } = state;
  const shortfalls = refusals(lines, answers);
  if (outcome !== undefined || shortfalls.length === 0) return {};
  if (stillGiven(lines, state).length > 0) return {};
  return {
    events: [{ type: 'DocumentFundsRejected', data: { documentId, reservationId, shortfalls } }],
  };
}

/**
 * Also before all answers are there: the commands to reserve went out before these, so that each
 * line has decided on the one before it gets the other.
 */
function withdrawn(
  state: ReservationState,
  { documentId, lines }: Request,
  { reservationId, effectiveAt }: ProcurementData<'procurement.RequisitionWithdrawn.v1'>,
): Reaction {
  const { outcome, answers } = state;
  if (outcome === 'DocumentFundsRejected' || outcome === 'DocumentReservationReleased') return {};
  return {
    commands: releasing(notRefused(lines, answers), { reservationId, effectiveAt }),
    events: [{ type: 'DocumentReservationReleased', data: { documentId, reservationId } }],
  };
}

/** A requisition's funds: asked of every budget line, all or none. One instance a submission. */
export const reservation: ProcessDefinition<ReservationState> = {
  name: 'reservation',
  context: 'budgets',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  key: (input) => read(input)?.data.reservationId,
  initial: { request: undefined, answers: {}, takenBack: [], outcome: undefined },
  events,
  evolve: (state, item) => evolve(state, item as ProcessInput | Outcome),
  react,
};
