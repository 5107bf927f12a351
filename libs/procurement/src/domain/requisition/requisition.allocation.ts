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
import { splitsRequisition } from '../shared/awards.js';
import {
  refusalOf,
  statusCheck,
  type LapseReason,
  type RequestedLine,
} from '../shared/document.js';
import { notBefore } from '../shared/dates.js';
import { dutyProblem, held } from '../shared/segregation.js';
import type { AllocateOrder, RecordDraft } from './requisition.commands.js';
import type { RequisitionEvent } from './requisition.events.js';
import { refuse } from './requisition.rejections.js';
import { countedOf, type Allocation } from './requisition.share.js';
import {
  allocatedOf,
  type RequisitionLine,
  type RequisitionState,
  type RequisitionStatus,
} from './requisition.state.js';

/** Quantities of a requisition's lines. Thousandths. */
export interface OrderDemand {
  readonly lines: readonly { readonly line: number; readonly quantity: bigint }[];
}

/** An order's request to its requisition. */
export type OrderAsk = Pick<
  AllocateOrder,
  'orderId' | 'certification' | 'lines' | 'effectiveAt' | 'award' | 'by'
>;

export const check = statusCheck<RequisitionStatus>(refuse.requisition_wrong_status);

/** Of the whole chain, what the requisition itself knows when it decides. */
export const awardProblem = (
  by: Person,
  { requesters, certifier }: RequisitionState,
): Rejection | undefined =>
  dutyProblem('award_approver', by, [
    ...held('requisitioner', requesters),
    ...held('certifier', [certifier]),
  ]);

/**
 * Why quantities cannot be set aside now: never above the open quantity, and one order at a
 * time, so that budgets knows with certainty which order is the last of the reservation.
 */
export const allocationProblem = (
  state: RequisitionState,
  { orderId, certification, lines, effectiveAt, award, by }: OrderAsk,
): Rejection | undefined =>
  firstRefusal(
    check(state, ...OPEN_TO_ORDERS),
    roundProblem(state, certification),
    awardProblem(by, state),
    notBefore(effectiveAt, state.effectiveAt),
    pendingProblem(state),
    ...lines.map((line) => itemProblem(state, line)),
    demandProblem(state, demandOf(lines)),
    splitsRequisition({ award }, othersThan(state, orderId)),
  );

/** The statuses in which orders can be drafted and approved. */
export const OPEN_TO_ORDERS = ['certified', 'partially_ordered', 'ordered'] as const;

/** An order belongs to the certification it was drafted under. */
export const roundProblem = (
  { reference, certifications }: RequisitionState,
  certification: number,
): Rejection | undefined =>
  certification === certifications
    ? undefined
    : refuse.certification_over({ reference, certification, now: certifications });

/** What is ordered is what is certified: budget line, class, description and unit. */
function itemProblem(state: RequisitionState, item: RequestedLine): Rejection | undefined {
  const { line } = item;
  const certified = lineOf(state, line);
  const same =
    certified !== undefined &&
    certified.budgetLineId === item.budgetLineId &&
    certified.spendClass === item.spendClass &&
    certified.description === item.description &&
    certified.unit === item.unit;
  return same ? undefined : refuse.requested_item_differs({ line, reference: state.reference });
}

/** Quantities summed by the requisition's lines. */
export function demandOf(
  lines: readonly { readonly line: number; readonly quantity: string | bigint }[],
): OrderDemand {
  const sums = new Map<number, bigint>();
  for (const { line, quantity } of lines) {
    const thousandths = typeof quantity === 'bigint' ? quantity : quantityOf(quantity);
    sums.set(line, (sums.get(line) ?? 0n) + thousandths);
  }
  return { lines: [...sums].map(([line, quantity]) => ({ line, quantity })) };
}

/** The requisition knows its drafts; one of an earlier round lapses. */
export function recordDraft(
  { orderId, certification }: RecordDraft,
  state: RequisitionState,
): Decision<RequisitionEvent> {
  if (state.drafts.includes(orderId)) return ok([]);
  const draft = { orderId, certification };
  const { status, certifications } = state;
  if (certification < certifications) {
    const reason = 'requisition_certified_again';
    return ok([{ type: 'OrderDraftRefused', data: { ...draft, reason } }]);
  }
  const reason = OVER[status];
  return ok([
    reason === undefined
      ? { type: 'OrderDraftRecorded', data: draft }
      : { type: 'OrderDraftRefused', data: { ...draft, reason } },
  ]);
}

/** Why no draft of the last certification can be ordered; absent while it can. */
const OVER: Readonly<Partial<Record<RequisitionStatus, LapseReason>>> = {
  draft: 'requisition_returned',
  funds_pending: 'requisition_returned',
  funds_reserved: 'requisition_returned',
  funds_rejected: 'requisition_returned',
  cancelled: 'requisition_cancelled',
  closed: 'requisition_closed',
};

/** The end of a round: the drafts that lapse with it. */
export const roundEnd = ({ certifications, drafts }: RequisitionState) => ({
  certification: certifications,
  drafts: [...drafts],
});

/** The requisition's other orders, as they count. */
export const othersThan = ({ allocations }: RequisitionState, orderId: string) =>
  allocations.filter((other) => other.orderId !== orderId).map(countedOf);

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
  const { orderId, reference: order, approval, effectiveAt, award, by } = command;
  const problem = allocationProblem(state, command);
  const { reference, status, reservationId } = state;
  if (problem || reservationId === undefined) {
    const needed = 'certified';
    const wrongStatus = refuse.requisition_wrong_status({ reference, status, needed });
    const refusal = refusalOf(problem ?? wrongStatus);
    const data = { orderId, approval, amendment: null, refusal };
    return ok([{ type: 'OrderAllocationRefused', data }]);
  }
  const taken = estimated(state, demandOf(command.lines));
  const document = { orderId, reference: order, approval, reservationId, effectiveAt };
  const data = { ...document, ...taken, award, by };
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
