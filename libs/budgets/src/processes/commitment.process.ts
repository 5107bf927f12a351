import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, commitmentOutcomes } from '../published/index.js';
import { allOrNone, type MessageReaders } from './all-or-none.js';

type Order = ProcurementData<'procurement.PurchaseOrderApproved.v1'>;
type Line = Order['lines'][number];

/** A refused order asks again under the next number: one instance per round. */
const keyOf = (orderId: string, approval: number): string => `${orderId}:${approval}`;

const reads: MessageReaders<Order> = {
  'procurement.PurchaseOrderApproved.v1': (request) => {
    const { orderId, approval } = request;
    return { key: keyOf(orderId, approval), is: 'request', request };
  },
  'procurement.PurchaseOrderWithdrawn.v1': ({ orderId, approval, effectiveAt }) => {
    return { key: keyOf(orderId, approval), is: 'withdrawal', effectiveAt };
  },
  'budgets.FundsCommitted.v1': ({ commitmentId, approval, budgetLineId }) => {
    return { key: keyOf(commitmentId, approval), is: 'answer', budgetLineId, refusal: null };
  },
  'budgets.CommitmentRejected.v1': ({ commitmentId, approval, budgetLineId, code, shortfall }) => {
    const refusal = { budgetLineId, code, shortfall };
    return { key: keyOf(commitmentId, approval), is: 'answer', budgetLineId, refusal };
  },
  'budgets.CommitmentCancelled.v1': ({ commitmentId, approval, budgetLineId }) => {
    return { key: keyOf(commitmentId, approval), is: 'taken_back', budgetLineId };
  },
};

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
  reads,
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
  takeBack: ({ orderId, approval, ...order }, { budgetLineId }, effectiveAt = order.effectiveAt) =>
    send(budgetLine, budgetLineId, {
      type: 'CancelCommitment',
      ...{ commitmentId: orderId, approval, effectiveAt },
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
