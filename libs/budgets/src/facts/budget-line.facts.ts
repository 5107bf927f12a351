import { invariant, monthOf, Rejected, type BusinessDate, type MoneyJson } from '@tamani/kernel';
import { aggregate, runtimeRefusals, type FactReader, type OwnFactReader } from '@tamani/runtime';
import type { AllotFunds, ReviseAllotment } from '../domain/budget-line/budget-line.commands.js';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import {
  datesInPlay,
  nextMonth,
  takes,
  type Periods,
  type Posting,
} from '../domain/budget-line/rules/posting.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { findIn } from '../domain/budget-line/state/register.js';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import type { PeriodStatus } from '../domain/fiscal-period/fiscal-period.events.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { lineRegister, lineRegisterId } from '../domain/line-register/line-register.decide.js';
import { lineKey, lineKeyId } from '../domain/line-key/line-key.decide.js';
import { projectAllotments } from '../domain/project/project-allotments.decide.js';
import { rateFor } from '../domain/rate-table/rates.js';
import {
  budgetLineView,
  businessDateFacts,
  fiscalPeriodView,
  ratesOfDate,
} from '../published/index.js';
import { transferPercent } from './budget-transfer.facts.js';
import { contributionFacts } from './contribution.facts.js';
import { lineProject } from './project.facts.js';

/**
 * A budget line reads its project, the periods of the business dates and the month's rates; and
 * those who decide with it: the key of open lines, the ceiling of its project, a contribution.
 */
export const budgetLineAggregate = aggregate(
  budgetLine,
  {
    DraftLine: async ({ projectId }, _, read) => ({ project: await lineProject(read, projectId) }),
    OpenLine: async (_, { coding }, read) => ({
      key: coding ? await read.state(lineKey, lineKeyId(coding)) : null,
    }),
    AllotFunds: allotmentFacts,
    ReviseAllotment: (command, state, read) =>
      allotmentFacts({ ...command, contributionId: null }, state, read),
    AcceptAllotment({ allotmentId }, state, read) {
      const asked = state.awaited.find((one) => one.allotmentId === allotmentId);
      return postingFacts({ effectiveAt: asked?.allottedOn ?? '' }, state, read);
    },
    AuthoriseOverrun: (_, state, read) => postingFacts({}, state, read),
    CarryOut: async (command, { coding }, read) => ({
      dateProblem: (await dateFacts(command, read)).dateProblem,
      project: await lineProject(read, coding?.projectId ?? null),
      destination: await read.state(budgetLineView, command.toLineId),
    }),
    CarryIn: postingFacts,
    HoldTransfer: async (command, state, read) => ({
      ...(await postingFacts(command, state, read)),
      transferPercent: await transferPercent(read, command.effectiveAt),
    }),
    SendTransfer: heldFacts,
    ReleaseTransfer: heldFacts,
    CreditTransfer: async (command, state, read) => ({
      ...(await projectFacts(state.coding?.projectId ?? null, read)),
      ...(await postingFacts(command, state, read)),
      rates: await ratesOfDate(read, command.effectiveAt),
      contribution: null,
    }),
    ReserveFunds: fundingFacts,
    CommitFunds: fundingFacts,
    AdjustReservation: rateFacts,
    ReleaseReservation: postingFacts,
    CancelCommitment: postingFacts,
    AdjustCommitment: ({ change: amount, ...command }, state, read) =>
      fundingFacts({ ...command, amount }, state, read),
    RepriceDeliveries: postingFacts,
    TakeBackAdjustment: postingFacts,
    CloseCommitment: postingFacts,
    CarryCommitmentOut: async (command, state, read) => ({
      ...(await postingFacts(command, state, read)),
      destination: await read.state(budgetLineView, command.toLineId),
    }),
    CarryCommitmentIn: postingFacts,
    TakeBackCarryIn: postingFacts,
    TakeBackCarryOut: postingFacts,
    RecordDelivery: bookingFacts,
    ReverseDelivery: postingFacts,
    RecordCredit: postingFacts,
    RecordDisbursement: bookingFacts,
    RecordAdvance: bookingFacts,
    LiquidateAdvance: postingFacts,
    RecordRefund: postingFacts,
    WriteOffAdvance: postingFacts,
    RecordReturnedPayment: postingFacts,
  },
  (event) =>
    event.type === 'BudgetLineOpeningRefused' || event.type === 'AllotmentRefused'
      ? event.data.refusal
      : undefined,
);

/** The months that are not open, from each date in play to the first open month. */
async function postingFacts(
  command: Posting,
  state: BudgetLineState,
  read: OwnFactReader,
): Promise<{ readonly periods: Periods }> {
  await registered(state, read);
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

/**
 * A line on which nothing was posted yet is looked up in the register, before the periods: whoever
 * closes a month later finds it there (ADR 0022). It is there a moment after it was drafted; of
 * one that was never drafted its rules say so.
 */
async function registered({ status, figures }: BudgetLineState, read: OwnFactReader) {
  if (status === 'none' || figures.allotted !== 0n) return;
  const register = await read.state(lineRegister, lineRegisterId);
  if (register?.lines.includes(read.id) === true) return;
  throw new Rejected(runtimeRefusals.too_much_contention({ stream: read.id }));
}

/** What is held of a transfer moves on the day of its hold, or in the first open month. */
function heldFacts(
  { transferId }: { readonly transferId: string },
  state: BudgetLineState,
  read: OwnFactReader,
) {
  const held = findIn(state.transfersOut, transferId);
  return postingFacts({ effectiveAt: held?.heldOn ?? '' }, state, read);
}

async function dateFacts(
  { effectiveAt: date, today }: Pick<AllotFunds, 'effectiveAt' | 'today'>,
  read: FactReader,
) {
  const known = await businessDateFacts(read, { date });
  const { rates } = known;
  return { dateProblem: checkBusinessDate({ date, today }, known) ?? null, rates };
}

async function allotmentFacts(
  command: Pick<AllotFunds, 'contributionId'> & Pick<ReviseAllotment, 'effectiveAt' | 'today'>,
  state: BudgetLineState,
  read: OwnFactReader,
) {
  const { contributionId, effectiveAt } = command;
  const posting = await postingFacts({}, state, read);
  return {
    ...posting,
    ...(await dateFacts(command, read)),
    ...(await projectFacts(state.coding?.projectId ?? null, read)),
    contribution:
      contributionId === null ? null : await contributionFacts(read, contributionId, effectiveAt),
  };
}

/** The project of a line, and what is allotted to it so far. */
const projectFacts = async (projectId: string | null, read: FactReader) => ({
  project: await lineProject(read, projectId),
  counted: projectId === null ? null : await read.state(projectAllotments, projectId),
});

/** What is reserved or ordered anew needs a project that may spend. */
async function fundingFacts(command: Booked, state: BudgetLineState, read: OwnFactReader) {
  const project = await lineProject(read, state.coding?.projectId ?? null);
  return { ...(await rateFacts(command, state, read)), project };
}

interface Booked extends Posting {
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
}

/** A document in the line's own currency needs no rate. */
async function rateFacts(command: Booked, state: BudgetLineState, read: OwnFactReader) {
  const { amount, effectiveAt } = command;
  const { periods } = await postingFacts(command, state, read);
  const isConverted = amount.currency !== state.currency;
  return { rates: isConverted ? await ratesOfDate(read, effectiveAt) : null, periods };
}

/**
 * The goods were delivered or the cash was paid: without a rate the message may not be refused and
 * lost. It fails, is parked for the operator, and is replayed once there is a rate.
 */
async function bookingFacts(command: Booked, state: BudgetLineState, read: OwnFactReader) {
  const { rates, periods } = await rateFacts(command, state, read);
  const { amount, effectiveAt } = command;
  const rate = rateFor(amount.currency, state.currency, rates);
  const { currency } = state;
  invariant(rate, `no rate from ${amount.currency} to ${currency} in ${monthOf(effectiveAt)}`);
  return { rate, periods };
}
