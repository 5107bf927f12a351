import { closedToSpending, projectView } from '@tamani/projects/published';
import { invariant, monthOf, type MoneyJson } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import type { AllotFunds } from '../domain/budget-line/budget-line.commands.js';
import { budgetLine, type LineProject } from '../domain/budget-line/budget-line.decide.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { rateFor } from '../domain/rate-table/rates.js';
import { budgetLineView, businessDateFacts, ratesOfDate } from '../published/index.js';

/** A budget line reads its project, the period of a business date, and that month's rates. */
export const budgetLineAggregate = aggregate(budgetLine, {
  DraftLine: async ({ projectId }, _, read) => ({ project: await projectOf(read, projectId) }),
  AllotFunds: dateFacts,
  ReviseAllotment: dateFacts,
  CarryOut: async (command, state, read) => ({
    ...(await dateFacts(command, state, read)),
    destination: await read.state(budgetLineView, command.toLineId),
  }),
  ReserveFunds: rateFacts,
  CommitFunds: rateFacts,
  AdjustReservation: rateFacts,
  AdjustCommitment: ({ change: amount, effectiveAt }, state, read) =>
    rateFacts({ amount, effectiveAt }, state, read),
  RecordDelivery: bookingFacts,
  RecordDisbursement: bookingFacts,
  RecordAdvance: bookingFacts,
});

async function projectOf(read: FactReader, id: string | null): Promise<LineProject | null> {
  const project = id === null ? null : await read.state(projectView, id);
  return project && { ...project, closedToSpending: closedToSpending(project) };
}

async function dateFacts(
  { effectiveAt: date, today }: Pick<AllotFunds, 'effectiveAt' | 'today'>,
  _: BudgetLineState,
  read: FactReader,
) {
  const known = await businessDateFacts(read, { date });
  return { dateProblem: checkBusinessDate({ date, today }, known) ?? null };
}

interface Booked {
  readonly amount: MoneyJson;
  readonly effectiveAt: string;
}

/** A document in the line's own currency needs no rate. */
async function rateFacts(
  { amount, effectiveAt }: Booked,
  { currency }: BudgetLineState,
  read: FactReader,
) {
  return { rates: amount.currency === currency ? null : await ratesOfDate(read, effectiveAt) };
}

/**
 * The goods were delivered or the cash was paid: without a rate the message may not be refused and
 * lost. It fails, is parked for the operator, and is replayed once there is a rate.
 */
async function bookingFacts(command: Booked, state: BudgetLineState, read: FactReader) {
  const { rates } = await rateFacts(command, state, read);
  const { amount, effectiveAt } = command;
  const rate = rateFor(amount.currency, state.currency, rates);
  const { currency } = state;
  invariant(rate, `no rate from ${amount.currency} to ${currency} in ${monthOf(effectiveAt)}`);
  return { rate };
}
