import { err, firstRefusal, ok, type Decision } from '@tamani/kernel';
import { notBefore, type DateFacts } from '../shared/dates.js';
import { check, pendingProblem, roundEnd } from './requisition.allocation.js';
import type {
  CancelRequisition,
  CloseRequisition,
  RecordOrderEnd,
  ReturnRequisition,
} from './requisition.commands.js';
import type { RequisitionEvent } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';
import { type Allocation } from './requisition.share.js';
import {
  evolveRequisition,
  type RequisitionState,
  type RequisitionStatus,
} from './requisition.state.js';

type Decided = Decision<RequisitionEvent>;

export interface EndFacts extends DateFacts {
  /** An order that is cancelled, and whose share has not come back yet. */
  readonly returning: string | null;
}

/** What every end of a round needs: the status, no order in between, and a date after its own. */
function endProblem(
  { effectiveAt }: { readonly effectiveAt: string },
  state: RequisitionState,
  { dateProblem, returning, needed }: EndFacts & { readonly needed: readonly RequisitionStatus[] },
) {
  const { reference } = state;
  return firstRefusal(
    returning === null ? undefined : refuse.order_share_returning({ order: returning, reference }),
    check(state, ...needed),
    pendingProblem(state),
    notBefore(effectiveAt, state.effectiveAt),
    dateProblem,
  );
}

/** Back to its author: the funds are released, the drafts of its orders lapse. */
export function giveBack(
  command: ReturnRequisition,
  state: RequisitionState,
  facts: EndFacts,
): Decided {
  const { comments, effectiveAt, by } = command;
  const needed = ['funds_reserved', 'certified'] as const;
  const problem = endProblem(command, state, { ...facts, needed });
  const { reservationId } = state;
  if (problem || reservationId === undefined) return problem ? err(problem) : ok([]);
  const data = { ...roundEnd(state), comments, reservationId, effectiveAt, by };
  return ok([{ type: 'RequisitionReturned', data, effectiveAt }]);
}

const CANCELLABLE = [
  ...(['draft', 'funds_pending', 'funds_reserved', 'funds_rejected'] as const),
  ...(['certified', 'partially_ordered'] as const),
];

/** Funds that are not ordered go back to the budget lines. */
export function cancel(
  command: CancelRequisition,
  state: RequisitionState,
  facts: EndFacts,
): Decided {
  const { reason, effectiveAt, by } = command;
  const problem = endProblem(command, state, { ...facts, needed: CANCELLABLE });
  if (problem) return err(problem);
  const { reservationId = null } = state;
  const data = { ...roundEnd(state), reason, reservationId, effectiveAt, by };
  return ok([{ type: 'RequisitionCancelled', data, effectiveAt }]);
}

/** Nothing more will be ordered: what is still reserved is released, its orders go on. */
export function close(
  command: CloseRequisition,
  state: RequisitionState,
  facts: EndFacts,
): Decided {
  const { reason, effectiveAt, by } = command;
  const needed = ['certified', 'partially_ordered', 'ordered'] as const;
  const problem = endProblem(command, state, { ...facts, needed });
  const { reference, reservationId } = state;
  if (problem || reservationId === undefined) return problem ? err(problem) : ok([]);
  const data = { ...roundEnd(state), reference, reason, reservationId, effectiveAt, by };
  return ok([{ type: 'RequisitionClosedEarly', data, effectiveAt }]);
}

/** An order was closed or terminated and keeps its share; the last one closes the requisition. */
export function recordOrderEnd(
  { orderId, effectiveAt }: RecordOrderEnd,
  state: RequisitionState,
): Decided {
  const known = state.allocations.find((a) => a.orderId === orderId);
  if (known === undefined || known.status === 'ended') return ok([]);
  const ended: RequisitionEvent = { type: 'RequisitionOrderEnded', data: { orderId } };
  const after = evolveRequisition(state, ended);
  const over = state.status === 'ordered' && after.allocations.every(isEnded);
  const amended = state.allocations.some(({ additions }) => additions.length > 0);
  const reservationId = amended ? (state.reservationId ?? null) : null;
  const data = { ...roundEnd(after), reference: state.reference, reservationId, effectiveAt };
  return ok(over ? [ended, { type: 'RequisitionClosed', data }] : [ended]);
}

const isEnded = (allocation: Allocation): boolean => allocation.status === 'ended';
