import { aggregate, type FactReader } from '@tamani/runtime';
import type {
  CancelRequisition,
  CloseRequisition,
  ReturnRequisition,
} from '../domain/requisition/requisition.commands.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { requisition, type BudgetLineFacts } from '../domain/requisition/requisition.decide.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';
import { dutiful } from '../domain/chain/dutiful.js';
import { chainOf, withChain } from './chain.facts.js';
import { bookingProblem, budgetLineFacts, dateProblem, releaseDateProblem } from './budgets.js';

/** Which of its acts is which duty. */
const duties = {
  ChangeRequisition: 'requisitioner',
  SubmitRequisition: 'requisitioner',
  CertifyRequisition: 'certifier',
} as const;

/** Requisitions read budget lines and the business date. */
export const requisitionAggregate = aggregate(
  dutiful(requisition, duties),
  withChain(duties, (_, __, read) => chainOf(read, read.id), {
    ReturnRequisition: releaseFacts,
    CancelRequisition: releaseFacts,
    CloseRequisition: releaseFacts,
    async SubmitRequisition({ effectiveAt: date, today }, state, read) {
      const { currency, lines } = state;
      const budgetLineIds = lines.map((line) => line.budgetLineId);
      return {
        dateProblem:
          (await dateProblem(read, { date, today, currency, budgetLineIds })) ??
          (await bookingProblem(read, { date, currency, lines })),
        budgetLines: await budgetLines(state, read),
      };
    },
  }),
);

/** The date on which funds are released, without a conversion; and whether all shares are back. */
async function releaseFacts(
  { effectiveAt: date, today }: ReturnRequisition | CancelRequisition | CloseRequisition,
  state: RequisitionState,
  read: FactReader,
) {
  return {
    dateProblem: await releaseDateProblem(read, { date, today }),
    returning: await returningOrder(state, read),
  };
}

async function returningOrder(
  { allocations }: RequisitionState,
  read: FactReader,
): Promise<string | null> {
  for (const { orderId, reference } of allocations.filter(({ status }) => status === 'settled')) {
    const order = await read.state(purchaseOrder, orderId);
    if (order?.status === 'cancelled') return reference;
  }
  return null;
}

async function budgetLines(
  state: RequisitionState,
  read: FactReader,
): Promise<Readonly<Record<string, BudgetLineFacts>>> {
  const found: Record<string, BudgetLineFacts> = {};
  for (const { budgetLineId } of state.lines) {
    const line = await budgetLineFacts(read, budgetLineId);
    if (line) found[budgetLineId] = line;
  }
  return found;
}
