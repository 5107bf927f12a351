import { firstRefusal, ok, quantityJson, type Decision, type Rejection } from '@tamani/kernel';
import { isMore, splitsRequisition } from '../shared/awards.js';
import { refusalOf } from '../shared/document.js';
import {
  awardProblem,
  check,
  demandOf,
  demandProblem,
  OPEN_TO_ORDERS,
  othersThan,
  pendingProblem,
  type OrderDemand,
} from './requisition.allocation.js';
import type { AmendAllocation, ReleaseAmendment } from './requisition.commands.js';
import type { RequisitionEvent } from './requisition.events.js';
import { countedOf, takenBy, type Allocation } from './requisition.share.js';
import { type RequisitionState } from './requisition.state.js';

type Decided = Decision<RequisitionEvent>;

/**
 * An order keeps what it has taken, also one that was closed and is open again; what its amendment
 * takes more must be open.
 */
export function amendAllocation(command: AmendAllocation, state: RequisitionState): Decided {
  const { orderId, approval, amendment, award } = command;
  const allocation = state.allocations.find((one) => one.orderId === orderId);
  if (amendment === null || !allocation || allocation.status === 'pending') return ok([]);
  const more = moreThan(allocation, command);
  const problem = amendmentProblem(command, state, { allocation, more });
  if (problem) {
    const data = { orderId, approval, amendment, refusal: refusalOf(problem) };
    return ok([{ type: 'OrderAllocationRefused', data }]);
  }
  const lines = more.lines.map(({ line, quantity }) => ({
    line,
    quantity: quantityJson(quantity),
  }));
  const data = { orderId, amendment, lines, award };
  return ok([{ type: 'OrderAllocationAmended', data }]);
}

function moreThan(allocation: Allocation, { lines }: AmendAllocation): OrderDemand {
  const wanted = demandOf(lines).lines.map(({ line, quantity }) => ({
    line,
    quantity: quantity - takenBy(allocation, line),
  }));
  return { lines: wanted.filter(({ quantity }) => quantity > 0n) };
}

interface Taking {
  readonly allocation: Allocation;
  readonly more: OrderDemand;
}

/** Only what takes more of the requisition needs it to be open. */
function amendmentProblem(
  command: AmendAllocation,
  state: RequisitionState,
  { allocation, more }: Taking,
): Rejection | undefined {
  const takes = more.lines.length > 0;
  return firstRefusal(
    awardProblem(command.by, state),
    takes ? check(state, ...OPEN_TO_ORDERS) : undefined,
    takes ? pendingProblem(state) : undefined,
    demandProblem(state, more),
    isMore(command, countedOf(allocation))
      ? splitsRequisition(command, othersThan(state, command.orderId))
      : undefined,
  );
}

/** Budgets has refused: what the amendment took is open again. */
export function releaseAmendment(
  { orderId, amendment }: ReleaseAmendment,
  state: RequisitionState,
): Decided {
  const allocation = state.allocations.find((one) => one.orderId === orderId);
  const known = allocation?.additions.some((one) => one.amendment === amendment);
  return ok(known ? [{ type: 'OrderAmendmentReleased', data: { orderId, amendment } }] : []);
}
