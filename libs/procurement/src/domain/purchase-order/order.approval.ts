import {
  err,
  firstRefusal,
  invariant,
  ok,
  type Decision,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { allocationProblem, awardProblem } from '../requisition/requisition.allocation.js';
import type { RequisitionState } from '../requisition/requisition.state.js';
import { termsProblem } from './advance/advance.terms.js';
import { byBudgetLine, lineAmountJson } from '../shared/amounts.js';
import { splitsNeed } from '../shared/awards.js';
import { statusCheck } from '../shared/document.js';
import { othersThan, type VendorAwardsState } from '../vendor-awards/vendor-awards.state.js';
import { vendorProblem, type VendorFacts } from '../vendor/vendor.decide.js';
import type { AcceptAllocation, ApproveOrder } from './order.commands.js';
import {
  limitProblem,
  sharesOf,
  waiverProblem,
  type ApprovalLimits,
  type AwardLimits,
} from './order.content.js';
import type { OrderEvent } from './order.events.js';
import { refuse } from './order.rejections.js';
import { requestedLines, type OrderState, type OrderStatus } from './order.state.js';

/** Inputs of an award's decision. */
export interface AwardFacts {
  /** Null if there is no requisition with that id. */
  readonly requisition: RequisitionState | null;
  readonly vendor: VendorFacts;
  /** With the order's value, or why it is unknown: an unusable date, or no rate. */
  readonly limits: Result<AwardLimits, Rejection>;
}

/** Inputs of an approval: also how the order counts, and what its vendor has besides. */
export interface ApprovalFacts extends Omit<AwardFacts, 'limits'> {
  readonly limits: Result<ApprovalLimits, Rejection>;
  /** Null while the vendor has no order. */
  readonly awards: VendorAwardsState | null;
}

export const check = statusCheck<OrderStatus>(refuse.order_wrong_status);

/**
 * The award is approved by this person today; the requisition then decides on the quantities.
 * What it would refuse now is refused here, and nothing is written.
 */
export function approve(
  { effectiveAt, by, today }: ApproveOrder,
  state: OrderState,
  { id: orderId, ...facts }: ApprovalFacts & { readonly id: string },
): Decision<OrderEvent> {
  const { requisition, limits, awards } = facts;
  const { requisitionId, reference, vendorId, certification } = state;
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const document = { approval: state.approvals + 1, amendment: null, reference, vendorId };
  const asked = { requisitionId, certification, effectiveAt, lines: requestedLines(state) };
  const early = firstRefusal(
    check(state, 'draft'),
    awardProblem(by, requisition),
    vendorProblem(state.vendorId, facts.vendor, today),
    limits.ok
      ? (waiverProblem(state.award, limits.value) ??
          limitProblem(limits.value) ??
          termsProblem(state.advanceTerms, limits.value.advancePercent))
      : limits.error,
  );
  if (early) return err(early);
  if (!limits.ok) return limits;
  const ask = { ...document, ...asked, award: sharesOf(state.award, limits.value), by };
  const problem = firstRefusal(
    allocationProblem(requisition, { ...ask, orderId }),
    splitsNeed(ask, awards ? othersThan(awards, orderId) : []),
  );
  return problem ? err(problem) : ok([{ type: 'PurchaseOrderApprovalRequested', data: ask }]);
}

/** The quantities are set aside; next, budgets decides on the money. */
export function acceptAllocation(
  { approval, reservationId, budgetLines }: AcceptAllocation,
  state: OrderState,
): Decision<OrderEvent> {
  const { requisitionId, reference, vendorId, effectiveAt, approver: by } = state;
  if (!isApproving(state, approval) || effectiveAt === undefined || !by) return ok([]);
  const document = { reference, approval, requisitionId, reservationId, vendorId, effectiveAt, by };
  const data = { ...document, lines: commitmentLines(state, budgetLines) };
  return ok([{ type: 'PurchaseOrderApproved', data, effectiveAt }]);
}

export const isApproving = (state: OrderState, approval: number): boolean =>
  state.status === 'approving' && state.approvals === approval;

/** The order's price on each budget line that the requisition has set a share aside on. */
function commitmentLines(state: OrderState, budgetLines: AcceptAllocation['budgetLines']) {
  const priced = byBudgetLine(state.lines);
  invariant(priced.length === budgetLines.length, 'a share on each budget line of the order');
  return budgetLines.map(({ budgetLineId, ...line }) => {
    const one = priced.find((part) => part.budgetLineId === budgetLineId);
    invariant(one !== undefined, `an amount on budget line ${budgetLineId}`);
    return { ...lineAmountJson(one, state.currency), ...line };
  });
}
