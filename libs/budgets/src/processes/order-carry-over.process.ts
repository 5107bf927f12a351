import { PROCUREMENT_TOPIC, type ProcurementData } from '@tamani/procurement/published';
import { moneyJson } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, carryOverOutcomes } from '../published/index.js';
import { allOrNone, type MessageReaders } from './all-or-none.js';

type Request = ProcurementData<'procurement.CarryOverRequested.v1'>;
type Line = Request['lines'][number];

/** A line has granted when the line of the next year has: a link takes the money there. */
const reads: MessageReaders<Request> = {
  'procurement.CarryOverRequested.v1': (request) => {
    return { key: request.carryOverId, is: 'request', request };
  },
  'budgets.CommitmentCarriedIn.v1': ({ carryOverId: key, fromLineId: budgetLineId, amount }) => {
    return { key, is: 'answer', budgetLineId, refusal: null, amount };
  },
  'budgets.CommitmentCarryOutRejected.v1': (data) => {
    const { carryOverId: key, budgetLineId, code, shortfall } = data;
    return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
  },
  'budgets.CommitmentCarryOutTakenBack.v1': (data) => {
    const { carryOverId: key, budgetLineId, code, amount } = data;
    if (code === null) return { key, is: 'taken_back', budgetLineId };
    const shortfall = moneyJson(0n, amount.currency);
    return { key, is: 'answer', budgetLineId, refusal: { budgetLineId, code, shortfall } };
  },
};

const told = ({ orderId: documentId, carryOverId }: Request) => ({ documentId, carryOverId });

/** The open part of an order goes to lines of the next year: all of them, or none. */
export const orderCarryOver = allOrNone<Line, Request>({
  name: 'carryover',
  topics: [PROCUREMENT_TOPIC, BUDGETS_TOPIC],
  events: {
    DocumentCarriedOver: { schemaVersion: 1, data: carryOverOutcomes.DocumentCarriedOver },
    DocumentCarryOverRejected: {
      schemaVersion: 1,
      data: carryOverOutcomes.DocumentCarryOverRejected,
    },
  },
  reads,
  ask(request, { budgetLineId, toLineId, amount }) {
    const { orderId: commitmentId, reference, carryOverId, orderedOn, effectiveAt } = request;
    const document = { kind: 'purchase_order', id: commitmentId, reference } as const;
    const of = { commitmentId, carryOverId, toLineId, amount, document, orderedOn, effectiveAt };
    return send(budgetLine, budgetLineId, { type: 'CarryCommitmentOut', ...of });
  },
  takeBack: ({ orderId: commitmentId, carryOverId, effectiveAt }, { toLineId }) =>
    send(budgetLine, toLineId, {
      type: 'TakeBackCarryIn',
      ...{ commitmentId, carryOverId, effectiveAt },
    }),
  granted: (request, lines, amounts) => ({
    type: 'DocumentCarriedOver',
    data: {
      ...told(request),
      lines: lines.map(({ budgetLineId, amount }) => ({
        budgetLineId,
        amount: amounts[budgetLineId] ?? moneyJson(0n, amount.currency),
      })),
    },
  }),
  refused: (request, rejections) => ({
    type: 'DocumentCarryOverRejected',
    data: { ...told(request), rejections: [...rejections] },
  }),
});
