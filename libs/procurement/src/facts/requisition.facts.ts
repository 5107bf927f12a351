import { err, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import { approvalDemand } from '../domain/purchase-order/order.approval.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse } from '../domain/purchase-order/order.rejections.js';
import { budgetLineIdsOf, orderTotal } from '../domain/purchase-order/order.state.js';
import type { OrderDemand } from '../domain/requisition/requisition.allocation.js';
import type { AllocateOrder } from '../domain/requisition/requisition.commands.js';
import { requisition, type BudgetLineStanding } from '../domain/requisition/requisition.decide.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';
import { budgetLineStanding, dateProblem } from './budgets.js';
import { awardLimits, vendorStanding } from './policies.js';

/** Requisitions read budget lines and the business date, and the order that asks of them. */
export const requisitionAggregate = aggregate(requisition, {
  async SubmitRequisition({ effectiveAt: date, today }, state, read) {
    const { currency } = state;
    const budgetLineIds = state.lines.map((line) => line.budgetLineId);
    return {
      dateProblem: await dateProblem(read, { date, today, currency, budgetLineIds }),
      budgetLines: await budgetLines(state, read),
    };
  },
  AllocateOrder: async (command, state, read) => ({
    order: await orderDemand(command, state, read),
  }),
});

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
  state: RequisitionState,
  read: FactReader,
): Promise<Result<OrderDemand, Rejection>> {
  const { orderId, effectiveAt: date, today } = command;
  const order = await read.state(purchaseOrder, orderId);
  if (order === null) return err(refuse.order_unknown({ orderId }));
  const { currency } = order;
  const budgetLineIds = budgetLineIdsOf(order);
  const problem = await dateProblem(read, { date, today, currency, budgetLineIds });
  const amountMinor = orderTotal(order);
  return approvalDemand(order, command, {
    requisition: state,
    vendor: await vendorStanding(read, order.vendorId, today),
    limits: problem ? err(problem) : await awardLimits(read, { amountMinor, currency, date }),
  });
}
