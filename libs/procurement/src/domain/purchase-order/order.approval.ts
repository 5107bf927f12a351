import {
  err,
  firstRefusal,
  moneyJson,
  ok,
  type BusinessDate,
  type Decision,
  type Person,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { OrderDemand } from '../requisition/requisition.allocation.js';
import type { Allocation, RequisitionState } from '../requisition/requisition.state.js';
import { byBudgetLine } from '../shared/amounts.js';
import { statusCheck } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import { vendorProblem, type VendorStanding } from '../vendor/vendor.decide.js';
import type { ApproveOrder } from './order.commands.js';
import { demandOf, limitProblem, waiverProblem, type AwardLimits } from './order.content.js';
import type { OrderEvent } from './order.events.js';
import { refuse } from './order.rejections.js';
import type { OrderState, OrderStatus } from './order.state.js';

/** What the approval of an award stands on. */
export interface ApprovalFacts {
  readonly requisition: RequisitionState;
  readonly vendor: VendorStanding;
  /** Or why they do not hold: the business date cannot be used, or has no rate. */
  readonly limits: Result<AwardLimits, Rejection>;
}

export interface AllocationFacts {
  /** Null when there is no requisition of that id. */
  readonly requisition: RequisitionState | null;
}

/** Who approves which version of the order. */
export interface Approval {
  readonly by: Person;
  readonly today: BusinessDate;
  readonly draft: number;
}

export const check = statusCheck<OrderStatus>(refuse.order_wrong_status);

/**
 * Whether the award may be approved by this person today, and what the order then asks of its
 * requisition. The requisition decides on it (step one) before the order does (step two).
 */
export function approvalDemand(
  order: OrderState,
  { by, today, draft }: Approval,
  facts: ApprovalFacts,
): Result<OrderDemand, Rejection> {
  const { requisition, limits } = facts;
  const problem = firstRefusal(
    check(order, 'draft'),
    draft === order.drafts ? undefined : refuse.order_changed({ reference: order.reference }),
    excludes('segregation_requisitioner_approves_award', by, requisition.requesters),
    excludes('segregation_certifier_approves_award', by, [requisition.certifier]),
    excludes('segregation_buyer_approves_award', by, order.buyers),
    vendorProblem(order.vendorId, facts.vendor, today),
    limits.ok
      ? (waiverProblem(order.award, limits.value) ?? limitProblem(limits.value))
      : limits.error,
  );
  if (problem) return err(problem);
  return ok({ approval: order.approvals + 1, draft, lines: demandOf(order.lines) });
}

/** Step two: the quantities are set aside. An order that changed meanwhile gives them back. */
export function approve(
  _: ApproveOrder,
  state: OrderState,
  { id, requisition }: AllocationFacts & { readonly id: string },
): Decision<OrderEvent> {
  const { requisitionId, reference, vendorId } = state;
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const allocation = requisition.allocations.find(
    (a) => a.orderId === id && a.status === 'pending',
  );
  if (!allocation || allocation.approval <= state.approvals) return ok([]);
  const { approval, draft, effectiveAt, by } = allocation;
  const { reservationId } = requisition;
  if (state.status !== 'draft' || reservationId === undefined || draft !== state.drafts) {
    return ok([{ type: 'PurchaseOrderApprovalLapsed', data: { approval, requisitionId } }]);
  }
  const document = { reference, approval, requisitionId, reservationId, vendorId, effectiveAt, by };
  const data = { ...document, lines: commitmentLines(state, allocation) };
  return ok([{ type: 'PurchaseOrderApproved', data, effectiveAt }]);
}

function commitmentLines(state: OrderState, allocation: Allocation) {
  const priced = byBudgetLine(state.lines);
  return allocation.budgetLines.map(({ budgetLineId, estimateMinor, lastOfReservation }) => ({
    budgetLineId,
    amount: moneyJson(
      priced.find((line) => line.budgetLineId === budgetLineId)?.amountMinor ?? 0n,
      state.currency,
    ),
    estimate: moneyJson(estimateMinor, state.currency),
    lastOfReservation,
  }));
}
