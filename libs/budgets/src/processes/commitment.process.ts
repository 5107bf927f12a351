import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
} from '@tamani/procurement/published';
import { send, type ProcessInput } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, commitmentOutcomes, isBudgetsEvent } from '../published/index.js';
import { allOrNone, type Meaning } from './all-or-none.js';

type Order = ProcurementData<'procurement.PurchaseOrderApproved.v1'>;
type Line = Order['lines'][number];

/** A refused order asks again under the next number: one instance per round. */
const keyOf = (orderId: string, approval: number): string => `${orderId}:${approval}`;

function read(input: ProcessInput): Meaning<Order> | undefined {
  if (isProcurementEvent(input) && input.type === 'procurement.PurchaseOrderApproved.v1') {
    const { orderId, approval } = input.data;
    return { key: keyOf(orderId, approval), is: 'request', request: input.data };
  }
  if (!isBudgetsEvent(input)) return undefined;
  switch (input.type) {
    case 'budgets.FundsCommitted.v1': {
      const { commitmentId, approval, budgetLineId } = input.data;
      return { key: keyOf(commitmentId, approval), is: 'answer', budgetLineId, refusal: null };
    }
    case 'budgets.CommitmentRejected.v1': {
      const { commitmentId, approval, budgetLineId, code, shortfall } = input.data;
      const refusal = { budgetLineId, code, shortfall };
      return { key: keyOf(commitmentId, approval), is: 'answer', budgetLineId, refusal };
    }
    case 'budgets.CommitmentCancelled.v1': {
      const { commitmentId, approval, budgetLineId } = input.data;
      return { key: keyOf(commitmentId, approval), is: 'taken_back', budgetLineId };
    }
    default:
      return undefined;
  }
}

const told = ({ orderId: documentId, approval }: Order) => ({ documentId, approval });

/** An order's funds: committed on every budget line, all or none; else reserved again. */
export const commitment = allOrNone<Line, Order>({
  name: 'commitment',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  events: {
    DocumentFundsCommitted: { schemaVersion: 1, data: commitmentOutcomes.DocumentFundsCommitted },
    DocumentCommitmentRejected: {
      schemaVersion: 1,
      data: commitmentOutcomes.DocumentCommitmentRejected,
    },
  },
  read,
  ask: (order, { budgetLineId, ...line }) => {
    const { orderId, reference, approval, reservationId, vendorId, effectiveAt } = order;
    return send(budgetLine, budgetLineId, {
      type: 'CommitFunds',
      commitmentId: orderId,
      ...{ approval, reservationId, vendorId, ...line },
      document: { kind: 'purchase_order', id: orderId, reference },
      effectiveAt,
    });
  },
  takeBack: ({ orderId: commitmentId, approval, effectiveAt }, { budgetLineId }) =>
    send(budgetLine, budgetLineId, {
      type: 'CancelCommitment',
      ...{ commitmentId, approval, effectiveAt },
    }),
  granted(order, lines) {
    const committed = lines.map(({ budgetLineId, amount }) => ({ budgetLineId, amount }));
    return { type: 'DocumentFundsCommitted', data: { ...told(order), lines: committed } };
  },
  refused: (order, rejections) => ({
    type: 'DocumentCommitmentRejected',
    data: { ...told(order), rejections: [...rejections] },
  }),
});
