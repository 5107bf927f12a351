import { send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { lineKey, lineKeyId } from '../../domain/line-key/line-key.decide.js';
import { link, personOf } from './link.js';

/** A line asks for its key before it opens, and gives it back when it is closed. */
export const opening = link('opening', {
  'budgets.BudgetLineOpeningRequested.v1': ({ budgetLineId, reference, coding }) => [
    send(lineKey, lineKeyId(coding), { type: 'ClaimKey', budgetLineId, reference }),
  ],
  'budgets.LineKeyClaimed.v1': ({ budgetLineId }, message) => [
    send(budgetLine, budgetLineId, { type: 'AcceptOpening', by: personOf(message) }),
  ],
  'budgets.LineKeyRefused.v1': ({ budgetLineId, refusal }) => [
    send(budgetLine, budgetLineId, { type: 'RefuseOpening', refusal }),
  ],
  'budgets.BudgetLineStatusChanged.v1': ({ budgetLineId, coding, status }) =>
    status === 'closed'
      ? [send(lineKey, lineKeyId(coding), { type: 'ReleaseKey', budgetLineId })]
      : [],
});
