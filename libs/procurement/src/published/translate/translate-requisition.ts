import type { Published } from '@tamani/kernel';
import type {
  RequisitionEvent,
  RequisitionEventData,
} from '../../domain/requisition/requisition.events.js';
import type { LapseReason } from '../../domain/shared/document.js';
import type { ProcurementData } from '../messages.js';
import { message, type Translations } from './translate-parts.js';

/** Events of a requisition as messages. */
export const ofRequisition: Translations<RequisitionEvent> = {
  RequisitionSubmitted: (data, requisitionId) => [
    message('procurement.RequisitionSubmitted.v1', requisitionId, submitted(requisitionId, data)),
  ],
  RequisitionCertified: ({ reference, total }, requisitionId) => [
    message('procurement.RequisitionCertified.v1', requisitionId, {
      requisitionId,
      reference,
      total,
    }),
  ],
  RequisitionReturned: (data, requisitionId) => [
    ...withdrawn(requisitionId, data, 'returned'),
    ...lapsed(requisitionId, data, 'requisition_returned'),
  ],
  RequisitionCancelled: (data, requisitionId) => [
    ...withdrawn(requisitionId, data, 'cancelled'),
    ...lapsed(requisitionId, data, 'requisition_cancelled'),
  ],
  OrderDraftRefused: ({ orderId, certification, reason }, requisitionId) =>
    lapsed(requisitionId, { certification, drafts: [orderId] }, reason),
  OrderAllocated: ({ orderId, approval, reservationId, budgetLines }, requisitionId) => [
    message('procurement.OrderAllocated.v1', orderId, {
      requisitionId,
      orderId,
      approval,
      reservationId,
      budgetLines,
    }),
  ],
  OrderAllocationRefused: (data, requisitionId) => [
    message('procurement.OrderAllocationRefused.v1', data.orderId, { requisitionId, ...data }),
  ],
  RequisitionClosedEarly: (data, requisitionId) => [
    ...withdrawn(requisitionId, data, 'closed'),
    message('procurement.RequisitionClosed.v1', requisitionId, {
      requisitionId,
      reference: data.reference,
    }),
    ...lapsed(requisitionId, data, 'requisition_closed'),
  ],
  OrderAllocationAmended: ({ orderId, amendment }, requisitionId) => [
    message('procurement.OrderAllocationAmended.v1', orderId, {
      ...{ requisitionId, orderId, amendment },
    }),
  ],
  RequisitionClosed: ({ reference, ...data }, requisitionId) => [
    ...withdrawn(requisitionId, data, 'closed'),
    message('procurement.RequisitionClosed.v1', requisitionId, { requisitionId, reference }),
    ...lapsed(requisitionId, data, 'requisition_closed'),
  ],
};

const submitted = (
  requisitionId: string,
  {
    reference,
    reservationId,
    effectiveAt,
    lines,
    requestedBy,
  }: RequisitionEventData<'RequisitionSubmitted'>,
) => ({ requisitionId, reference, reservationId, effectiveAt, lines, requestedBy });

/** Funds that are not ordered are released; without a reservation there are none. */
function withdrawn(
  requisitionId: string,
  at: { readonly reservationId: string | null; readonly effectiveAt: string },
  reason: ProcurementData<'procurement.RequisitionWithdrawn.v1'>['reason'],
): readonly Published[] {
  const { reservationId, effectiveAt } = at;
  if (reservationId === null) return [];
  const data = { requisitionId, reservationId, reason, effectiveAt };
  return [message('procurement.RequisitionWithdrawn.v1', requisitionId, data)];
}

/** One message for each draft: the orders are independent of each other. */
const lapsed = (
  requisitionId: string,
  { certification, drafts }: { readonly certification: number; readonly drafts: readonly string[] },
  reason: LapseReason,
): readonly Published[] =>
  drafts.map((orderId) =>
    message('procurement.OrderDraftLapsed.v1', orderId, {
      ...{ requisitionId, orderId, certification, reason },
    }),
  );
