import { send, type ProcessDefinition, type ProcessInput } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, isBudgetsEvent, type BudgetsEvent } from '../published/index.js';

type CarriedOut = BudgetsEvent<'budgets.FundsCarriedOut.v1'>;

const isCarriedOut = (input: ProcessInput): input is CarriedOut =>
  isBudgetsEvent(input) && input.type === 'budgets.FundsCarriedOut.v1';

/** Step two of a carry-over: what has left the old line arrives on the new one. */
export const carryOver: ProcessDefinition<Record<string, never>> = {
  name: 'carry-over',
  context: 'budgets',
  topics: [BUDGETS_TOPIC],
  key: (input) => (isCarriedOut(input) ? input.data.carryOverId : undefined),
  initial: {},
  events: {},
  evolve: (state) => state,
  react(_, input) {
    if (!isCarriedOut(input)) return {};
    const { carryOverId, amount, reason, toLineId, budgetLineId: fromLineId } = input.data;
    const { id, onBehalfOf } = input.actor;
    const by = onBehalfOf === undefined ? { id } : { id, onBehalfOf };
    const effectiveAt = input.effectiveAt ?? input.recordedAt.slice(0, 10);
    const command = { carryOverId, amount, reason, fromLineId, effectiveAt, by };
    return { commands: [send(budgetLine, toLineId, { type: 'CarryIn', ...command })] };
  },
};
