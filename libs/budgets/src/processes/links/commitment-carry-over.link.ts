import { moneyJson } from '@tamani/kernel';
import { reaction, send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { BUDGETS_TOPIC, type BudgetsData } from '../../published/index.js';

type Message =
  | 'budgets.CommitmentCarriedOut.v1'
  | 'budgets.CommitmentCarryInRejected.v1'
  | 'budgets.CommitmentCarryInTakenBack.v1';
type Messages = { readonly [K in Message]: BudgetsData<K> };

interface Told {
  readonly recordedAt: string;
  readonly effectiveAt?: string | undefined;
}
const dateOf = ({ recordedAt, effectiveAt }: Told): string =>
  effectiveAt ?? recordedAt.slice(0, 10);

/**
 * A commitment that leaves the old line arrives on the new one. What the new line refuses or gives
 * back is on the old one again.
 */
export const commitmentCarryOver = reaction<Messages>({
  name: 'commitment-carry-over',
  context: 'budgets',
  topic: BUDGETS_TOPIC,
  key: ({ carryOverId }) => carryOverId,
  on: {
    'budgets.CommitmentCarriedOut.v1': (data, message) => {
      const { toLineId, budgetLineId: fromLineId, documentDate: orderedOn, document } = data;
      const { commitmentId, carryOverId, vendorId, amount, approval, rate, requestedBy } = data;
      const documentAmount = data.documentAmount ?? moneyJson(0n, amount.currency);
      return [
        send(budgetLine, toLineId, {
          type: 'CarryCommitmentIn',
          ...{ commitmentId, carryOverId, document, vendorId, fromLineId, orderedOn },
          ...{ amount, documentAmount, approval, rate, requestedBy, effectiveAt: dateOf(message) },
        }),
      ];
    },
    'budgets.CommitmentCarryInRejected.v1': (data, message) => {
      const { commitmentId, carryOverId, fromLineId, code } = data;
      const of = { commitmentId, carryOverId, code, effectiveAt: dateOf(message) };
      return [send(budgetLine, fromLineId, { type: 'TakeBackCarryOut', ...of })];
    },
    'budgets.CommitmentCarryInTakenBack.v1': (data, message) => {
      const { commitmentId, carryOverId, fromLineId } = data;
      const of = { commitmentId, carryOverId, code: null, effectiveAt: dateOf(message) };
      return [send(budgetLine, fromLineId, { type: 'TakeBackCarryOut', ...of })];
    },
  },
});
