import {
  firstRefusal,
  moneyJson,
  ok,
  quantityJson,
  quantityOf,
  sumMinor,
  type Decision,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { byBudgetLine, partPrice } from '../shared/amounts.js';
import { refusalOf, statusCheck } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import type { AllocateOrder } from './requisition.commands.js';
import type { RequisitionEvent } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';
import {
  allocatedOf,
  type Allocation,
  type RequisitionLine,
  type RequisitionState,
  type RequisitionStatus,
} from './requisition.state.js';

/** An order's request to its requisition. Thousandths. */
export interface OrderDemand {
  readonly lines: readonly { readonly line: number; readonly quantity: bigint }[];
}

export const check = statusCheck<RequisitionStatus>(refuse.requisition_wrong_status);

/** Requester and certifier may not approve the award. */
export const awardProblem = (
  by: Person,
  { requesters, certifier }: RequisitionState,
): Rejection | undefined =>
  firstRefusal(
    excludes('segregation_requisitioner_approves_award', by, requesters),
    excludes('segregation_certifier_approves_award', by, [certifier]),
  );

/**
 * Why quantities cannot be set aside now: never above the open quantity, and one order at a
 * time, so that budgets knows with certainty which order is the last of the reservation.
 */
export const allocationProblem = (
  state: RequisitionState,
  { lines, by }: OrderDemand & { readonly by: Person },
): Rejection | undefined =>
  firstRefusal(
    check(state, 'certified', 'partially_ordered', 'ordered'),
    awardProblem(by, state),
    pendingProblem(state),
    demandProblem(state, { lines }),
  );

export const pendingOf = (state: RequisitionState): Allocation | undefined =>
  state.allocations.find((allocation) => allocation.status === 'pending');

/** While budgets decides on an order, the reservation may not be released. */
export const pendingProblem = (state: RequisitionState): Rejection | undefined =>
  pendingOf(state) && refuse.order_awaiting_commitment({ reference: state.reference });

/** Sets quantities aside for an order, or refuses; the order waits for the answer. */
export function allocate(
  command: AllocateOrder,
  state: RequisitionState,
): Decision<RequisitionEvent> {
  const { orderId, approval, effectiveAt, by } = command;
  const lines = command.lines.map(({ line, quantity }) => ({
    line,
    quantity: quantityOf(quantity),
  }));
  const problem = allocationProblem(state, { lines, by });
  const { reference, status, reservationId } = state;
  if (problem || reservationId === undefined) {
    const needed = 'certified';
    const wrongStatus = refuse.requisition_wrong_status({ reference, status, needed });
    const refusal = refusalOf(problem ?? wrongStatus);
    return ok([{ type: 'OrderAllocationRefused', data: { orderId, approval, refusal } }]);
  }
  const taken = estimated(state, { lines });
  const data = { orderId, approval, reservationId, effectiveAt, ...taken, by };
  return ok([{ type: 'OrderAllocated', data, effectiveAt }]);
}

/** The order's part at the requisition's estimated price, by line and by budget line. */
function estimated(state: RequisitionState, demand: OrderDemand) {
  const taken = demand.lines.map((wanted) => takenOf(state, wanted));
  const lines = taken.map(({ line, quantity, amountMinor }) => ({
    line: line.line,
    quantity: quantityJson(quantity),
    estimate: moneyJson(amountMinor, state.currency),
  }));
  const budgetLines = byBudgetLine(taken).map(({ budgetLineId, amountMinor }) => ({
    budgetLineId,
    estimate: moneyJson(amountMinor, state.currency),
    lastOfReservation: nothingLeft(state, demand, budgetLineId),
  }));
  return { lines, budgetLines };
}

/** Why quantities exceed what is open on a line; undefined if they do not. */
export function demandProblem(state: RequisitionState, demand: OrderDemand): Rejection | undefined {
  for (const { line, quantity } of demand.lines) {
    const left = (lineOf(state, line)?.quantity ?? 0n) - allocatedOf(state, line);
    if (quantity > left) {
      return refuse.quantity_exceeds_requisition({
        line,
        quantity: quantityJson(quantity),
        left: quantityJson(left),
        reference: state.reference,
      });
    }
  }
  return undefined;
}

const lineOf = (state: RequisitionState, line: number): RequisitionLine | undefined =>
  state.lines.find((l) => l.line === line);

function takenOf(state: RequisitionState, wanted: OrderDemand['lines'][number]) {
  const line = lineOf(state, wanted.line) as RequisitionLine;
  const before = state.allocations.flatMap((a) => a.lines.filter((l) => l.line === wanted.line));
  const amountMinor = partPrice({
    reached: allocatedOf(state, wanted.line) + wanted.quantity,
    ordered: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    takenMinor: sumMinor(before.map((l) => l.estimateMinor)),
  });
  return { line, quantity: wanted.quantity, budgetLineId: line.budgetLineId, amountMinor };
}

/** Whether this order completes all lines on a budget line. */
const nothingLeft = (state: RequisitionState, demand: OrderDemand, budgetLineId: string): boolean =>
  state.lines
    .filter((line) => line.budgetLineId === budgetLineId)
    .every(({ line, quantity }) => {
      const wanted = sumMinor(demand.lines.filter((l) => l.line === line).map((l) => l.quantity));
      return allocatedOf(state, line) + wanted >= quantity;
    });
