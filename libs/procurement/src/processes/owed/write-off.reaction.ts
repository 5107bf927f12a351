import { BUDGETS_TOPIC, type BudgetsData } from '@tamani/budgets/published';
import { reaction, send } from '@tamani/runtime';
import { receivable } from '../../domain/receivable/receivable.decide.js';

type Answer = 'budgets.AdvanceWrittenOff.v1' | 'budgets.WriteOffRejected.v1';
type Answers = { readonly [K in Answer]: BudgetsData<K> };

/** What budgets says of a write-off, line by line. */
export const writeOff = reaction<Answers>({
  name: 'write-off',
  context: 'procurement',
  topic: BUDGETS_TOPIC,
  key: ({ commitmentId }) => commitmentId,
  on: {
    'budgets.AdvanceWrittenOff.v1': ({ receivableId, budgetLineId }) => [
      send(receivable, receivableId, {
        type: 'RecordWriteOffAnswer',
        ...{ budgetLineId, shortfall: null },
      }),
    ],
    'budgets.WriteOffRejected.v1': ({ receivableId, budgetLineId, code, shortfall }) => [
      send(receivable, receivableId, {
        type: 'RecordWriteOffAnswer',
        ...{ budgetLineId, shortfall: { budgetLineId, code, shortfall } },
      }),
    ],
  },
});
