import { send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { budgetTransfer } from '../../domain/budget-transfer/budget-transfer.decide.js';
import { link, personOf } from './link.js';

/** A transfer asks its source to hold, its destination to take, its source to let go. */
export const transferOrders = link(
  'transfer-orders',
  {
    'budgets.BudgetTransferApproved.v1': ({ fromLineId, transferredOn, ...order }, message) => {
      const { transferId, reference, amount, toLineId, reason } = order;
      const held = { transferId, reference, amount, toLineId, reason, effectiveAt: transferredOn };
      const by = personOf(message);
      return [send(budgetLine, fromLineId, { type: 'HoldTransfer', ...held, by })];
    },
    'budgets.BudgetTransferHeld.v1': ({ toLineId, transferredOn, ...order }, message) => {
      const { transferId, reference, amount, fromLineId, fromProjectId, reason } = order;
      const from = { transferId, reference, amount, fromLineId, fromProjectId, reason };
      const command = { type: 'CreditTransfer', ...from, effectiveAt: transferredOn } as const;
      return [send(budgetLine, toLineId, { ...command, by: personOf(message) })];
    },
    'budgets.BudgetTransferCredited.v1': ({ transferId, fromLineId, toProjectId }) => [
      send(budgetLine, fromLineId, { type: 'SendTransfer', transferId, toProjectId }),
    ],
    'budgets.BudgetTransferNotCredited.v1': ({ transferId, fromLineId }) => [
      send(budgetLine, fromLineId, { type: 'ReleaseTransfer', transferId }),
    ],
  },
  'transferId',
);

/** The answers of the lines. */
export const transferAnswers = link('transfer-answers', {
  'budgets.TransferHeld.v1': ({ transferId, coding }) => [
    send(budgetTransfer, transferId, { type: 'RecordHold', fromProjectId: coding.projectId }),
  ],
  'budgets.TransferRefused.v1': ({ transferId, refusal }) => [
    send(budgetTransfer, transferId, { type: 'RefuseHold', refusal }),
  ],
  'budgets.FundsTransferredIn.v1': ({ transferId, coding }) => [
    send(budgetTransfer, transferId, { type: 'RecordCredit', toProjectId: coding.projectId }),
  ],
  'budgets.AllotmentRefused.v1': ({ allotmentId, kind, refusal }) =>
    kind === 'transfer'
      ? [send(budgetTransfer, allotmentId, { type: 'RefuseCredit', refusal })]
      : [],
  'budgets.FundsTransferredOut.v1': ({ transferId }) => [
    send(budgetTransfer, transferId, { type: 'RecordSent' }),
  ],
  'budgets.TransferHoldReleased.v1': ({ transferId }) => [
    send(budgetTransfer, transferId, { type: 'RecordRelease' }),
  ],
});
