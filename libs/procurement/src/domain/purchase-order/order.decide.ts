import {
  decideBy,
  err,
  firstRefusal,
  ok,
  type Decider,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { OPEN_TO_ORDERS, roundProblem } from '../requisition/requisition.allocation.js';
import type { RequisitionState } from '../requisition/requisition.state.js';
import type { DateFacts } from '../shared/dates.js';
import { vendorProblem } from '../vendor/vendor.decide.js';
import { termsProblem } from './advance/advance.terms.js';
import { decideAdvances, type AdvanceRuleFacts } from './advance/advance.rules.js';
import {
  acceptAdjustment,
  acceptAmendment,
  refuseAdjustment,
  refuseAmendment,
} from './amendment/amendment.answers.js';
import {
  approveAmendment,
  proposeAmendment,
  shortCloseLine,
  withdrawAmendment,
  type ProposalFacts,
} from './amendment/amendment.decide.js';
import {
  acceptAllocation,
  approve,
  check,
  isApproving,
  type ApprovalFacts,
  type AwardFacts,
} from './order.approval.js';
import {
  acceptCarryOver,
  carryOrderOver,
  refuseCarryOver,
} from './carry-over/carry-over.decide.js';
import { decideBilling, type BillingFacts } from './billing/billing.rules.js';
import { thenSettled } from './billing/pricing/balance.js';
import type { ChangeOrder, CreateOrder, OrderCommand } from './order.commands.js';
import { linesProblem, pricedOrderLines, waiverProblem } from './order.content.js';
import { expectReceipt, recordReceipt, type RecordingFacts } from './delivery/order.delivery.js';
import { withdrawReceipt } from './delivery/order.withdrawal.js';
import { cancel, close, recordCommitmentReturn, terminate } from './order.ending.js';
import { orderEvents, type OrderEvent } from './order.events.js';
import { evolveOrder } from './order.evolve.js';
import { refuse } from './order.rejections.js';
import { initialOrder, orderLineJson, type OrderState } from './order.state.js';

export interface OrderFacts extends BillingFacts, AdvanceRuleFacts {
  /** The value is at the rate of the requisition's date. */
  readonly CreateOrder: AwardFacts;
  readonly ChangeOrder: AwardFacts;
  /** The value is at the rate of the approval's date. */
  readonly ApproveOrder: ApprovalFacts;
  readonly RecordReceipt: RecordingFacts;
  readonly WithdrawReceipt: DateFacts;
  readonly ProposeAmendment: ProposalFacts;
  /** The value is that of the amended order, at the rate of the amendment's date. */
  readonly ApproveAmendment: ApprovalFacts;
  readonly ShortCloseLine: DateFacts;
  readonly CarryOrderOver: DateFacts;
  readonly CancelOrder: DateFacts;
  readonly TerminateOrder: DateFacts;
  readonly CloseOrder: DateFacts;
}

type Decided = Decision<OrderEvent>;

export const purchaseOrder: Decider<OrderState, OrderCommand, OrderEvent, OrderFacts> = {
  category: 'procurement.PurchaseOrder',
  events: orderEvents,
  initial: initialOrder,
  evolve: evolveOrder,
  decide: decideBy<OrderState, OrderCommand, OrderEvent, OrderFacts>({
    CreateOrder: create,
    ChangeOrder: change,
    ApproveOrder: approve,
    AcceptAllocation: acceptAllocation,
    RefuseAllocation: ({ approval, refusal }, state) =>
      ok(
        isApproving(state, approval)
          ? [
              {
                type: 'PurchaseOrderApprovalRefused',
                data: { approval, vendorId: state.vendorId, refusal },
              },
            ]
          : [],
      ),
    IssueOrder({ approval }, state) {
      if (!awaits(state, approval)) return ok([]);
      const { reference, kind, requisitionId, vendorId, effectiveAt = '', currency } = state;
      const document = { approval, reference, kind, requisitionId, vendorId, effectiveAt };
      const lines = state.lines.map((line) => orderLineJson(line, currency));
      return ok([{ type: 'PurchaseOrderIssued', data: { ...document, lines }, effectiveAt }]);
    },
    RefuseCommitment({ approval, rejections }, state) {
      if (!awaits(state, approval)) return ok([]);
      const { requisitionId, vendorId } = state;
      const data = { approval, requisitionId, vendorId, rejections: [...rejections] };
      return ok([{ type: 'PurchaseOrderCommitmentRejected', data }]);
    },
    LapseOrder({ certification, reason }, state) {
      const isOpen = state.status === 'draft' || state.status === 'approving';
      if (!isOpen || state.certification !== certification) return ok([]);
      const { vendorId } = state;
      return ok([{ type: 'PurchaseOrderLapsed', data: { certification, vendorId, reason } }]);
    },
    HoldOrder({ reason, by }, state) {
      const problem = check(state, 'issued', 'partially_received', 'fully_received');
      return problem ? err(problem) : ok([{ type: 'PurchaseOrderHeld', data: { reason, by } }]);
    },
    ResumeOrder({ by, today }, state, { id }) {
      const problem = check(state, 'on_hold');
      if (problem) return err(problem);
      const resumed: OrderEvent = { type: 'PurchaseOrderResumed', data: { by } };
      return ok(thenSettled(state, [resumed], { id, on: today }));
    },
    CancelOrder: cancel,
    TerminateOrder: terminate,
    CloseOrder: close,
    RecordCommitmentReturn: recordCommitmentReturn,
    ProposeAmendment: proposeAmendment,
    WithdrawAmendment: withdrawAmendment,
    ApproveAmendment: approveAmendment,
    ShortCloseLine: shortCloseLine,
    AcceptAmendment: acceptAmendment,
    RefuseAmendment: refuseAmendment,
    AcceptAdjustment: acceptAdjustment,
    RefuseAdjustment: refuseAdjustment,
    CarryOrderOver: carryOrderOver,
    AcceptCarryOver: acceptCarryOver,
    RefuseCarryOver: refuseCarryOver,
    ExpectReceipt: expectReceipt,
    RecordReceipt: recordReceipt,
    WithdrawReceipt: withdrawReceipt,
    ...decideBilling,
    ...decideAdvances,
  }),
};

const awaits = (state: OrderState, approval: number): boolean =>
  state.status === 'commitment_pending' && state.approvals === approval;

function create(command: CreateOrder, _: OrderState, facts: AwardFacts): Decided {
  const { reference, kind, vendorId, requisitionId, lines, award, advance, by } = command;
  const { requisition } = facts;
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const certification = requisition.certifications;
  const problem = contentProblem(command, { ...facts, requisition }, { vendorId, certification });
  if (problem) return err(problem);
  const { currency } = requisition;
  const document = { reference, kind, vendorId, requisitionId, certification };
  const priced = pricedOrderLines(lines, requisition);
  const data = { ...document, currency, lines: priced, award, advance, by };
  return ok([{ type: 'PurchaseOrderCreated', data }]);
}

function change(command: ChangeOrder, state: OrderState, facts: AwardFacts): Decided {
  const { lines, award, advance, by } = command;
  const { requisition } = facts;
  const { requisitionId } = state;
  if (requisition === null) return err(refuse.requisition_unknown({ requisitionId }));
  const problem =
    check(state, 'draft') ?? contentProblem(command, { ...facts, requisition }, state);
  if (problem) return err(problem);
  const data = { lines: pricedOrderLines(lines, requisition), award, advance, by };
  return ok([{ type: 'PurchaseOrderChanged', data }]);
}

/** The rules of a draft: its requisition, vendor and award. */
function contentProblem(
  { lines, award, advance, today }: CreateOrder | ChangeOrder,
  facts: AwardFacts & { readonly requisition: RequisitionState },
  { vendorId, certification }: Pick<OrderState, 'vendorId' | 'certification'>,
): Rejection | undefined {
  const { requisition, vendor, limits } = facts;
  const { reference, status } = requisition;
  return firstRefusal(
    OPEN_TO_ORDERS.some((open) => open === status)
      ? undefined
      : refuse.requisition_not_certified({ reference, status }),
    roundProblem(requisition, certification),
    vendorProblem(vendorId, vendor, today),
    linesProblem(lines, requisition),
    limits.ok
      ? (waiverProblem(award, limits.value) ?? termsProblem(advance, limits.value.advancePercent))
      : limits.error,
  );
}
