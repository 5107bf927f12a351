import type { Aggregate, FactReader } from '@tamani/runtime';
import { approvalDemand } from '../domain/purchase-order/order.approval.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse } from '../domain/purchase-order/order.rejections.js';
import { budgetLineIdsOf, orderTotal } from '../domain/purchase-order/order.state.js';
import type {
  AllocateOrder,
  RequisitionCommand,
} from '../domain/requisition/requisition.commands.js';
import {
  requisition,
  type BudgetLineStanding,
  type RequisitionFacts,
} from '../domain/requisition/requisition.decide.js';
import type { RequisitionEvent } from '../domain/requisition/requisition.events.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';
import { budgetLineStanding, dateProblem } from './budgets.js';
import { awardLimits, vendorStanding } from './policies.js';

/** Requisitions read budget lines and the business date, and the order that asks of them. */
export const requisitionAggregate: Aggregate<
  RequisitionState,
  RequisitionCommand,
  RequisitionEvent,
  RequisitionFacts
> = {
  decider: requisition,
  async facts(command, state, read) {
    if (command.type === 'SubmitRequisition') {
      const { effectiveAt: date, today } = command;
      const { currency } = state;
      const budgetLineIds = state.lines.map((line) => line.budgetLineId);
      return {
        dateProblem: await dateProblem(read, { date, today, currency, budgetLineIds }),
        budgetLines: await budgetLines(state, read),
      };
    }
    if (command.type === 'AllocateOrder') return orderDemand(command, state, read);
    return {};
  },
};

async function budgetLines(
  state: RequisitionState,
  read: FactReader,
): Promise<Readonly<Record<string, BudgetLineStanding>>> {
  const found: Record<string, BudgetLineStanding> = {};
  for (const { budgetLineId } of state.lines) {
    const standing = await budgetLineStanding(read, budgetLineId);
    if (standing) found[budgetLineId] = standing;
  }
  return found;
}

/** Everything that the order's own rules say, so that step one refuses what step two would. */
async function orderDemand(
  command: AllocateOrder,
  requisitionState: RequisitionState,
  read: FactReader,
): Promise<RequisitionFacts> {
  const { orderId, effectiveAt: date, today } = command;
  const order = await read.state(purchaseOrder, orderId);
  if (!order) return { order: { ok: false, error: refuse.order_unknown({ orderId }) } };
  const { currency } = order;
  const budgetLineIds = budgetLineIdsOf(order);
  const problem = await dateProblem(read, { date, today, currency, budgetLineIds });
  const amountMinor = orderTotal(order);
  const demand = approvalDemand(order, command, {
    requisition: requisitionState,
    vendor: await vendorStanding(read, order.vendorId, today),
    dateProblem: problem,
    limits: problem ? undefined : await awardLimits(read, { amountMinor, currency, date }),
  });
  return { order: demand };
}
