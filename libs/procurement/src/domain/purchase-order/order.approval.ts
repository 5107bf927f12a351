import {
  err,
  firstRefusal,
  moneyJson,
  ok,
  quantityJson,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { allocationProblem, awardProblem } from '../requisition/requisition.allocation.js';
import type { RequisitionState } from '../requisition/requisition.state.js';
import { byBudgetLine } from '../shared/amounts.js';
import { statusCheck } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import { vendorProblem, type VendorStanding } from '../vendor/vendor.decide.js';
import type { AcceptAllocation, ApproveOrder } from './order.commands.js';
import { demandOf, limitProblem, waiverProblem, type AwardLimits } from './order.content.js';
import type { OrderEvent } from './order.events.js';
import { refuse } from './order.rejections.js';
import type { OrderState, OrderStatus } from './order.state.js';

/** What the approval of an award stands on. */
export interface ApprovalFacts {
  readonly requisition: RequisitionState | undefined;
  readonly vendor: VendorStanding;
  /** Why the business date cannot be used. */
  readonly dateProblem: Rejection | undefined;
  /** Not there when the date cannot be used. */
  readonly limits: AwardLimits | undefined;
}

export const check = statusCheck<OrderStatus>(refuse.order_wrong_status);

/**
 * The award is approved by this person today; the requisition then decides on the quantities.
 * What it would refuse as things stand is refused here, and nothing is written.
 */
export function approve(
  { effectiveAt, by, today }: ApproveOrder,
  state: OrderState,
  facts: ApprovalFacts,
): Decision<OrderEvent> {
  const { requisition, limits } = facts;
  const { requisitionId, approvals } = state;
  if (!requisition) return err(refuse.requisition_unknown({ requisitionId }));
  const lines = demandOf(state.lines);
  const problem = firstRefusal(
    check(state, 'draft'),
    awardProblem(by, requisition),
    excludes('segregation_buyer_approves_award', by, state.buyers),
    vendorProblem(state.vendorId, facts.vendor, today),
    facts.dateProblem,
    limits && waiverProblem(state.award, limits),
    limits && limitProblem(limits),
    allocationProblem(requisition, { lines, by }),
  );
  if (problem) return err(problem);
  const asked = lines.map(({ line, quantity }) => ({ line, quantity: quantityJson(quantity) }));
  const data = { approval: approvals + 1, requisitionId, effectiveAt, lines: asked, by };
  return ok([{ type: 'PurchaseOrderApprovalRequested', data }]);
}

/** The quantities are set aside: now budgets decides on the money. */
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

function commitmentLines(state: OrderState, budgetLines: AcceptAllocation['budgetLines']) {
  const priced = byBudgetLine(state.lines);
  return budgetLines.map(({ budgetLineId, ...line }) => ({
    budgetLineId,
    amount: moneyJson(
      priced.find((one) => one.budgetLineId === budgetLineId)?.amountMinor ?? 0n,
      state.currency,
    ),
    ...line,
  }));
}
