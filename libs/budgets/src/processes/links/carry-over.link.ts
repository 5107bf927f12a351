import { reaction, send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, type BudgetsData } from '../../published/index.js';
import { personOf } from './link.js';

interface Messages {
  readonly 'budgets.FundsCarriedOut.v1': BudgetsData<'budgets.FundsCarriedOut.v1'>;
}

/** Funds leaving the old line arrive on the new one, in the name of the same person. */
export const carryOver = reaction<Messages>({
  name: 'carry-over',
  context: 'budgets',
  topic: BUDGETS_TOPIC,
  key: ({ carryOverId }) => carryOverId,
  on: {
    'budgets.FundsCarriedOut.v1': (data, message) => {
      const { carryOverId, amount, reason, toLineId, budgetLineId: fromLineId } = data;
      const { recordedAt, effectiveAt } = message;
      const by = personOf(message);
      const on = effectiveAt ?? recordedAt.slice(0, 10);
      const command = { carryOverId, amount, reason, fromLineId, effectiveAt: on, by };
      return [send(budgetLine, toLineId, { type: 'CarryIn', ...command })];
    },
  },
});
