import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, reservationOutcomes } from '../published/index.js';
import { allOrNone, type MessageReaders } from './all-or-none.js';

type Request = ProcurementData<'procurement.RequisitionSubmitted.v1'>;
type Line = Request['lines'][number];

const reads: MessageReaders<Request> = {
  'procurement.RequisitionSubmitted.v1': (request) => {
    return { key: request.reservationId, is: 'request', request };
  },
  'procurement.RequisitionWithdrawn.v1': ({ reservationId: key, effectiveAt }) => {
    return { key, is: 'withdrawal', effectiveAt };
  },
  'budgets.FundsReserved.v1': ({ reservationId: key, budgetLineId }) => {
    return { key, is: 'answer', budgetLineId, refusal: null };
  },
  'budgets.ReservationRejected.v1': ({ reservationId: key, budgetLineId, code, shortfall }) => {
    return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
  },
  // Not the remainder of an order.
  'budgets.ReservationReleased.v1': ({ reservationId: key, budgetLineId, cause }) =>
    cause === 'withdrawn' ? { key, is: 'taken_back', budgetLineId } : undefined,
};

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
  reads,
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
