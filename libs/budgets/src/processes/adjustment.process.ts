import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
} from '@tamani/procurement/published';
import { minorOf, moneyJson } from '@tamani/kernel';
import { send, type ProcessInput } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { adjustmentOutcomes, BUDGETS_TOPIC, isBudgetsEvent } from '../published/index.js';
import { allOrNone, type Meaning } from './all-or-none.js';

type Request = ProcurementData<'procurement.AdjustmentRequested.v1'>;
type Line = Request['lines'][number];

function read(input: ProcessInput): Meaning<Request> | undefined {
  if (isProcurementEvent(input) && input.type === 'procurement.AdjustmentRequested.v1') {
    return { key: input.data.adjustmentId, is: 'request', request: input.data };
  }
  if (!isBudgetsEvent(input)) return undefined;
  switch (input.type) {
    case 'budgets.CommitmentAdjusted.v1': {
      const { adjustmentId: key, budgetLineId, amount } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: null, amount };
    }
    case 'budgets.DeliveriesRepriced.v1': {
      const { repricingId: key, budgetLineId, total: amount } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: null, amount };
    }
    case 'budgets.CommitmentAdjustmentRejected.v1': {
      const { adjustmentId: key, budgetLineId, code, shortfall } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
    }
    case 'budgets.RepricingRejected.v1': {
      const { repricingId: key, budgetLineId, code, shortfall } = input.data;
      return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
    }
    case 'budgets.CommitmentAdjustmentTakenBack.v1':
      return { key: input.data.adjustmentId, is: 'taken_back', ...ofLine(input.data) };
    case 'budgets.RepricingTakenBack.v1':
      return { key: input.data.repricingId, is: 'taken_back', ...ofLine(input.data) };
    default:
      return undefined;
  }
}

const ofLine = ({ budgetLineId }: { readonly budgetLineId: string }) => ({ budgetLineId });

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
  read,
  ask(request, { budgetLineId, change }) {
    const { orderId: commitmentId, reference, adjustmentId, purpose, effectiveAt } = request;
    const document = { kind: 'purchase_order', id: commitmentId, reference } as const;
    const of = { commitmentId, change, document, effectiveAt };
    return purpose === 'amendment'
      ? send(budgetLine, budgetLineId, { type: 'AdjustCommitment', adjustmentId, ...of })
      : send(budgetLine, budgetLineId, {
          ...{ type: 'RepriceDeliveries', repricingId: adjustmentId, ...of },
        });
  },
  isAskedLast: ({ change }) => minorOf(change) < 0n,
  takeBack: ({ orderId: commitmentId, adjustmentId, effectiveAt }, { budgetLineId }) =>
    send(budgetLine, budgetLineId, {
      type: 'TakeBackAdjustment',
      ...{ commitmentId, adjustmentId, effectiveAt },
    }),
  granted: (request, lines, amounts) => ({
    type: 'DocumentAdjusted',
    data: {
      ...told(request),
      lines: lines.map(({ budgetLineId, change }) => ({
        budgetLineId,
        amount: amounts[budgetLineId] ?? moneyJson(0n, change.currency),
      })),
    },
  }),
  refused: (request, rejections) => ({
    type: 'DocumentAdjustmentRejected',
    data: { ...told(request), rejections: [...rejections] },
  }),
});
