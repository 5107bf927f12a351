import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { minorOf, moneyJson } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { adjustmentOutcomes, BUDGETS_TOPIC, type BudgetShortfall } from '../published/index.js';
import { allOrNone, type MessageReaders } from './all-or-none.js';

type Request = ProcurementData<'procurement.AdjustmentRequested.v1'>;
type Line = Request['lines'][number];

const reads: MessageReaders<Request> = {
  'procurement.AdjustmentRequested.v1': (request) => {
    return { key: request.adjustmentId, is: 'request', request };
  },
  'budgets.CommitmentAdjusted.v1': ({ adjustmentId: key, budgetLineId, amount }) => {
    return { key, is: 'answer', budgetLineId, refusal: null, amount };
  },
  'budgets.DeliveriesRepriced.v1': ({ repricingId: key, budgetLineId, total: amount }) => {
    return { key, is: 'answer', budgetLineId, refusal: null, amount };
  },
  'budgets.CommitmentAdjustmentRejected.v1': ({ adjustmentId: key, ...refused }) => {
    return { key, ...refusal(refused) };
  },
  'budgets.RepricingRejected.v1': ({ repricingId: key, ...refused }) => {
    return { key, ...refusal(refused) };
  },
  'budgets.CommitmentAdjustmentTakenBack.v1': ({ adjustmentId: key, budgetLineId }) => {
    return { key, is: 'taken_back', budgetLineId };
  },
  'budgets.RepricingTakenBack.v1': ({ repricingId: key, budgetLineId }) => {
    return { key, is: 'taken_back', budgetLineId };
  },
};

const refusal = ({ budgetLineId, code, shortfall }: BudgetShortfall) =>
  ({ is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } }) as const;

const told = ({ orderId: documentId, adjustmentId }: Request) => ({ documentId, adjustmentId });

/** A change of an order's price: on every budget line, all or none. */
export const adjustment = allOrNone<Line, Request>({
  name: 'adjustment',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  events: {
    DocumentAdjusted: { schemaVersion: 1, data: adjustmentOutcomes.DocumentAdjusted },
    DocumentAdjustmentRejected: {
      schemaVersion: 1,
      data: adjustmentOutcomes.DocumentAdjustmentRejected,
    },
  },
  reads,
  ask(request, { budgetLineId, accepted, open }) {
    const { orderId: commitmentId, reference, adjustmentId, purpose, effectiveAt } = request;
    const document = { kind: 'purchase_order', id: commitmentId, reference } as const;
    const of = { commitmentId, document, effectiveAt };
    return purpose === 'amendment'
      ? send(budgetLine, budgetLineId, {
          ...{ type: 'AdjustCommitment', adjustmentId, change: open, ...of },
        })
      : send(budgetLine, budgetLineId, {
          ...{ type: 'RepriceDeliveries', repricingId: adjustmentId, accepted, open, ...of },
        });
  },
  isAskedLast: ({ accepted, open }) => minorOf(accepted) + minorOf(open) < 0n,
  takeBack: ({ orderId: commitmentId, adjustmentId, effectiveAt }, { budgetLineId }) =>
    send(budgetLine, budgetLineId, {
      type: 'TakeBackAdjustment',
      ...{ commitmentId, adjustmentId, effectiveAt },
    }),
  granted: (request, lines, amounts) => ({
    type: 'DocumentAdjusted',
    data: {
      ...told(request),
      lines: lines.map(({ budgetLineId, open }) => ({
        budgetLineId,
        amount: amounts[budgetLineId] ?? moneyJson(0n, open.currency),
      })),
    },
  }),
  refused: (request, rejections) => ({
    type: 'DocumentAdjustmentRejected',
    data: { ...told(request), rejections: [...rejections] },
  }),
});
