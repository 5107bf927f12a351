import {
  err,
  moneyJson,
  ok,
  quantityJson,
  sumMinor,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { byBudgetLine, partPrice } from '../shared/amounts.js';

import type { AllocateOrder } from './requisition.commands.js';
import type { RequisitionEvent } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';
import { allocatedOf, type RequisitionLine, type RequisitionState } from './requisition.state.js';

/** What an order that may be approved asks of its requisition. Thousandths. */
export interface OrderDemand {
  readonly approval: number;
  readonly draft: number;
  readonly lines: readonly { readonly line: number; readonly quantity: bigint }[];
}

/**
 * Sets quantities aside for an order: never more than is left, and one order at a time, so that
 * budgets knows with certainty which order is the last of the reservation.
 */
export function allocate(
  command: AllocateOrder,
  state: RequisitionState,
  demand: OrderDemand,
): Decision<RequisitionEvent> {
  const { orderId, effectiveAt, by } = command;
  const pending = state.allocations.find((a) => a.status === 'pending');
  if (pending?.orderId === orderId && pending.approval === demand.approval) return ok([]);
  if (pending) return err(refuse.order_awaiting_commitment({ reference: state.reference }));
  const problem = demandProblem(state, demand);
  if (problem) return err(problem);
  const { approval, draft } = demand;
  const data = { orderId, approval, draft, effectiveAt, ...estimated(state, demand), by };
  return ok([{ type: 'OrderAllocated', data, effectiveAt }]);
}

/** What the order takes at the requisition's own price, line by line and by budget line. */
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

/** Quantities within what is left of each line; undefined when they are. */
export function demandProblem(
  state: RequisitionState,
  demand: Pick<OrderDemand, 'lines'>,
): Rejection | undefined {
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

/** Whether all lines on a budget line are ordered once this order is. */
const nothingLeft = (state: RequisitionState, demand: OrderDemand, budgetLineId: string): boolean =>
  state.lines
    .filter((line) => line.budgetLineId === budgetLineId)
    .every(({ line, quantity }) => {
      const wanted = sumMinor(demand.lines.filter((l) => l.line === line).map((l) => l.quantity));
      return allocatedOf(state, line) + wanted >= quantity;
    });
