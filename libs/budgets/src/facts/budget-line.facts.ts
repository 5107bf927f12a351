import { closedToSpending, projectView } from '@tamani/projects/published';
import { invariant, monthOf, type BusinessDate, type MoneyJson } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import type { AllotFunds } from '../domain/budget-line/budget-line.commands.js';
import { budgetLine, type LineProject } from '../domain/budget-line/budget-line.decide.js';
import {
  datesInPlay,
  nextMonth,
  takes,
  type Periods,
  type Posting,
} from '../domain/budget-line/rules/posting.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import type { PeriodStatus } from '../domain/fiscal-period/fiscal-period.events.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { rateFor } from '../domain/rate-table/rates.js';
import {
  budgetLineView,
  businessDateFacts,
  fiscalPeriodView,
  ratesOfDate,
} from '../published/index.js';

/** A budget line reads its project, the periods of the business dates, and the month's rates. */
export const budgetLineAggregate = aggregate(budgetLine, {
  DraftLine: async ({ projectId }, _, read) => ({ project: await projectOf(read, projectId) }),
  AllotFunds: dateFacts,
  ReviseAllotment: dateFacts,
  AuthoriseOverrun: (_, state, read) => postingFacts({}, state, read),
  CarryOut: async (command, state, read) => ({
    ...(await dateFacts(command, state, read)),
    destination: await read.state(budgetLineView, command.toLineId),
  }),
  CarryIn: postingFacts,
  ReserveFunds: rateFacts,
  CommitFunds: rateFacts,
  AdjustReservation: rateFacts,
  ReleaseReservation: postingFacts,
  CancelCommitment: postingFacts,
  AdjustCommitment: ({ change: amount, ...command }, state, read) =>
    rateFacts({ ...command, amount }, state, read),
  RepriceDeliveries: postingFacts,
  TakeBackAdjustment: postingFacts,
  CloseCommitment: postingFacts,
  RecordDelivery: bookingFacts,
  ReverseDelivery: postingFacts,
  RecordCredit: postingFacts,
  RecordDisbursement: bookingFacts,
  RecordAdvance: bookingFacts,
  LiquidateAdvance: postingFacts,
  RecordRefund: postingFacts,
  WriteOffAdvance: postingFacts,
  RecordReturnedPayment: postingFacts,
});

async function projectOf(read: FactReader, id: string | null): Promise<LineProject | null> {
  const project = id === null ? null : await read.state(projectView, id);
  return project && { ...project, closedToSpending: closedToSpending(project) };
}

/** The months that are not open, from each date in play to the first open month. */
async function postingFacts(
  command: Posting,
  state: BudgetLineState,
  read: FactReader,
): Promise<{ readonly periods: Periods }> {
  const periods: Record<string, PeriodStatus> = {};
  for (const start of new Set(datesInPlay(command, state).map(monthOf))) {
    for (let month = start; periods[month] === undefined; month = nextMonth(month)) {
      const status = (await read.state(fiscalPeriodView, fiscalPeriodId(month))) ?? 'open';
      if (takes(status, 'new')) break;
      periods[month] = status;
    }
  }
  return { periods };
}

async function dateFacts(
  command: Pick<AllotFunds, 'effectiveAt' | 'today'>,
  state: BudgetLineState,
  read: FactReader,
) {
  const { effectiveAt: date, today } = command;
  const known = await businessDateFacts(read, { date });
  const { periods } = await postingFacts({}, state, read);
  return { dateProblem: checkBusinessDate({ date, today }, known) ?? null, periods };
}

interface Booked extends Posting {
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
}

/** A document in the line's own currency needs no rate. */
async function rateFacts(command: Booked, state: BudgetLineState, read: FactReader) {
  const { amount, effectiveAt } = command;
  const { periods } = await postingFacts(command, state, read);
  const isConverted = amount.currency !== state.currency;
  return { rates: isConverted ? await ratesOfDate(read, effectiveAt) : null, periods };
}

/**
 * The goods were delivered or the cash was paid: without a rate the message may not be refused and
 * lost. It fails, is parked for the operator, and is replayed once there is a rate.
 */
async function bookingFacts(command: Booked, state: BudgetLineState, read: FactReader) {
  const { rates, periods } = await rateFacts(command, state, read);
  const { amount, effectiveAt } = command;
  const rate = rateFor(amount.currency, state.currency, rates);
  const { currency } = state;
  invariant(rate, `no rate from ${amount.currency} to ${currency} in ${monthOf(effectiveAt)}`);
  return { rate, periods };
}
