import type { Aggregate, FactReader } from '@tamani/runtime';
import type { RequisitionCommand } from '../domain/requisition/requisition.commands.js';
import {
  requisition,
  type BudgetLineStanding,
  type RequisitionFacts,
} from '../domain/requisition/requisition.decide.js';
import type { RequisitionEvent } from '../domain/requisition/requisition.events.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';
import { budgetLineStanding, dateProblem } from './budgets.js';

/** Requisitions read budget lines and the business date. */
export const requisitionAggregate: Aggregate<
  RequisitionState,
  RequisitionCommand,
  RequisitionEvent,
  RequisitionFacts
> = {
  decider: requisition,
  async facts(command, state, read) {
    if (command.type === 'SubmitRequisition') {
      const { effectiveAt: date, today } = command;
      const { currency } = state;
      const budgetLineIds = state.lines.map((line) => line.budgetLineId);
      return {
        dateProblem: await dateProblem(read, { date, today, currency, budgetLineIds }),
        budgetLines: await budgetLines(state, read),
      };
    }
    return {};
  },
};

async function budgetLines(
  state: RequisitionState,
  read: FactReader,
): Promise<Readonly<Record<string, BudgetLineStanding>>> {
  const found: Record<string, BudgetLineStanding> = {};
  for (const { budgetLineId } of state.lines) {
    const standing = await budgetLineStanding(read, budgetLineId);
    if (standing) found[budgetLineId] = standing;
  }
  return found;
}
