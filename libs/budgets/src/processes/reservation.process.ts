import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
} from '@tamani/procurement/published';
import { send, type ProcessInput } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, isBudgetsEvent, reservationOutcomes } from '../published/index.js';
import { allOrNone, type Meaning } from './all-or-none.js';

type Request = ProcurementData<'procurement.RequisitionSubmitted.v1'>;
type Line = Request['lines'][number];

function fromProcurement(input: ProcessInput): Meaning<Request> | undefined {
  if (!isProcurementEvent(input)) return undefined;
  if (input.type === 'procurement.RequisitionSubmitted.v1') {
    return { key: input.data.reservationId, is: 'request', request: input.data };
  }
  if (input.type === 'procurement.RequisitionWithdrawn.v1') {
    const { reservationId: key, effectiveAt } = input.data;
    return { key, is: 'withdrawal', effectiveAt };
  }
  return undefined;
}

function fromBudgets(input: ProcessInput): Meaning<Request> | undefined {
  if (!isBudgetsEvent(input)) return undefined;
  switch (input.type) {
    case 'budgets.FundsReserved.v1': {
      const { reservationId: key, budgetLineId } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: null };
    }
    case 'budgets.ReservationRejected.v1': {
      const { reservationId: key, budgetLineId, code, shortfall } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
    }
    case 'budgets.ReservationReleased.v1': {
      const { reservationId: key, budgetLineId, cause } = input.data;
      // Not the remainder of an order.
      return cause === 'withdrawn' ? { key, is: 'taken_back', budgetLineId } : undefined;
    }
    default:
      return undefined;
  }
}

const told = ({ requisitionId: documentId, reservationId }: Request) => ({
  documentId,
  reservationId,
});

/** Requests a requisition's funds from every budget line, all or none; one instance each. */
export const reservation = allOrNone<Line, Request>({
  name: 'reservation',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  events: {
    DocumentFundsReserved: { schemaVersion: 1, data: reservationOutcomes.DocumentFundsReserved },
    DocumentFundsRejected: { schemaVersion: 1, data: reservationOutcomes.DocumentFundsRejected },
    DocumentReservationReleased: {
      schemaVersion: 1,
      data: reservationOutcomes.DocumentReservationReleased,
    },
  },
  read: (input) => fromProcurement(input) ?? fromBudgets(input),
  ask({ requisitionId, reference, ...request }, { budgetLineId, amount }) {
    const { reservationId, requestedBy, effectiveAt } = request;
    return send(budgetLine, budgetLineId, {
      type: 'ReserveFunds',
      ...{ reservationId, amount, requestedBy },
      document: { kind: 'requisition', id: requisitionId, reference },
      effectiveAt,
    });
  },
  takeBack: ({ reservationId, ...request }, { budgetLineId }, effectiveAt = request.effectiveAt) =>
    send(budgetLine, budgetLineId, { type: 'ReleaseReservation', reservationId, effectiveAt }),
  granted: (request, lines) => ({
    type: 'DocumentFundsReserved',
    data: { ...told(request), lines: [...lines] },
  }),
  refused: (request, shortfalls) => ({
    type: 'DocumentFundsRejected',
    data: { ...told(request), shortfalls: [...shortfalls] },
  }),
  withdrawn: (request) => ({ type: 'DocumentReservationReleased', data: told(request) }),
});
