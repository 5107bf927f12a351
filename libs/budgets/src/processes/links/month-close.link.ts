import { send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { fiscalPeriodId } from '../../domain/fiscal-period/fiscal-period-id.js';
import { fiscalPeriod } from '../../domain/fiscal-period/fiscal-period.decide.js';
import { lineRegister, lineRegisterId } from '../../domain/line-register/line-register.decide.js';
import { link } from './link.js';

/** A line is in the register before anything is posted on it. */
export const registration = link('registration', {
  'budgets.BudgetLineDrafted.v1': ({ budgetLineId }) => [
    send(lineRegister, lineRegisterId, { type: 'RegisterLine', budgetLineId }),
  ],
});

/** A month that is to be closed has every line fence it, and is closed when the last has. */
export const monthClose = link(
  'month-close',
  {
    'budgets.FiscalPeriodClosing.v1': ({ month, closing }) => [
      send(lineRegister, lineRegisterId, { type: 'FenceMonth', month, closing }),
    ],
    'budgets.FencesRequested.v1': ({ month, closing, budgetLineIds }) =>
      budgetLineIds.map((id) => send(budgetLine, id, { type: 'FencePostings', month, closing })),
    'budgets.PostingsFenced.v1': ({ month, closing, budgetLineId }) => [
      send(lineRegister, lineRegisterId, { type: 'RecordFence', month, closing, budgetLineId }),
    ],
    'budgets.MonthFenced.v1': ({ month, closing }) => [
      send(fiscalPeriod, fiscalPeriodId(month), { type: 'CompleteClose', closing }),
    ],
  },
  'month',
);
