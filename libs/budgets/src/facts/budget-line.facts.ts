import { closedToSpending, projectFact } from '@tamani/projects/published';
import { invariant, monthOf, type Currency, type MoneyJson } from '@tamani/kernel';
import type { Aggregate, FactReader } from '@tamani/runtime';
import type {
  AllotFunds,
  BudgetLineCommand,
  CarryOut,
  RecordAdvance,
  RecordDisbursement,
  RecordDelivery,
  ReviseAllotment,
} from '../domain/budget-line/budget-line.commands.js';
import {
  budgetLine,
  type BudgetLineFacts,
  type LineProject,
} from '../domain/budget-line/budget-line.decide.js';
import type { BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { rateFor } from '../domain/rate-table/rates.js';
import { budgetLineFact, businessDateFacts, ratesOfDate } from '../published/index.js';

type Line = Aggregate<BudgetLineState, BudgetLineCommand, BudgetLineEvent, BudgetLineFacts>;

/** A budget line reads its project, the period of a business date, and that month's rates. */
export const budgetLineAggregate: Line = {
  decider: budgetLine,
  async facts(command, state, read) {
    switch (command.type) {
      case 'DraftLine':
        return { project: await projectOf(read, command.projectId) };
      case 'AllotFunds':
      case 'ReviseAllotment':
        return { dateProblem: await dateProblem(read, command) };
      case 'CarryOut':
        return {
          dateProblem: await dateProblem(read, command),
          destination: await read.state(budgetLineFact, command.toLineId),
        };
      case 'ReserveFunds':
      case 'CommitFunds':
      case 'AdjustReservation':
        return { rates: await ratesFor(read, state.currency, command) };
      case 'AdjustCommitment':
        return {
          rates: await ratesFor(read, state.currency, { ...command, amount: command.change }),
        };
      case 'RecordDelivery':
      case 'RecordDisbursement':
      case 'RecordAdvance':
        return { rates: await neededRates(read, state.currency, command) };
      default:
        return {};
    }
  },
};

async function projectOf(read: FactReader, id: string | null): Promise<LineProject | undefined> {
  const project = id === null ? undefined : await read.state(projectFact, id);
  return project && { ...project, closedToSpending: closedToSpending(project) };
}

async function dateProblem(read: FactReader, command: AllotFunds | ReviseAllotment | CarryOut) {
  const { effectiveAt: date, today } = command;
  return checkBusinessDate({ date, today }, await businessDateFacts(read, { date }));
}

interface Booked {
  readonly amount: MoneyJson;
  readonly effectiveAt: string;
}

/** A document in the line's own currency needs no rate. */
const ratesFor = async (read: FactReader, line: Currency, { amount, effectiveAt }: Booked) =>
  amount.currency === line ? undefined : ratesOfDate(read, effectiveAt);

/**
 * The goods are there and the cash is gone: without a rate the message may not be refused and
 * forgotten. It fails, is parked for the operator, and is played again once the rate is there.
 */
async function neededRates(
  read: FactReader,
  line: Currency,
  command: RecordDelivery | RecordDisbursement | RecordAdvance,
) {
  const rates = await ratesFor(read, line, command);
  const { amount, effectiveAt } = command;
  const rate = rateFor(amount.currency, line, rates);
  invariant(rate, `no rate from ${amount.currency} to ${line} in ${monthOf(effectiveAt)}`);
  return rates;
}
