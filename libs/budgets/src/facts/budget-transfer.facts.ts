import type { BusinessDate } from '@tamani/kernel';
import { policyOn } from '@tamani/procurement/published';
import { aggregate, type FactReader } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { budgetTransfer } from '../domain/budget-transfer/budget-transfer.decide.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { businessDateFacts } from '../published/index.js';

/** A transfer reads its two lines: their rules are checked before they are asked. */
export const budgetTransferAggregate = aggregate(
  budgetTransfer,
  {
    RequestTransfer: ({ today, ...lines }, _, read) => linesOf(lines, today, read),
    async ApproveTransfer({ effectiveAt: date, today }, state, read) {
      const known = await businessDateFacts(read, { date });
      const dateProblem = checkBusinessDate({ date, today }, known) ?? null;
      return { ...(await linesOf(state, date, read)), dateProblem };
    },
  },
  (event) =>
    event.type === 'BudgetTransferRefused' || event.type === 'BudgetTransferHoldReleased'
      ? event.data.refusal
      : undefined,
);

async function linesOf(
  { fromLineId, toLineId }: { readonly fromLineId: string; readonly toLineId: string },
  date: BusinessDate,
  read: FactReader,
) {
  return {
    source: await read.state(budgetLine, fromLineId),
    destination: await read.state(budgetLine, toLineId),
    transferPercent: await transferPercent(read, date),
  };
}

/** The policy on a date. */
export const transferPercent = (read: FactReader, date: BusinessDate): Promise<string> =>
  policyOn(read, 'transfer_out_percent', date);
