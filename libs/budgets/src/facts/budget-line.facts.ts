import { invariant, monthOf, type MoneyJson } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import type { AllotFunds, ReviseAllotment } from '../domain/budget-line/budget-line.commands.js';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { lineKey, lineKeyId } from '../domain/line-key/line-key.decide.js';
import { projectAllotments } from '../domain/project/project-allotments.decide.js';
import { rateFor } from '../domain/rate-table/rates.js';
import { budgetLineView, businessDateFacts, ratesOfDate } from '../published/index.js';
import { transferPercent } from './budget-transfer.facts.js';
import { contributionFacts } from './contribution.facts.js';
import { lineProject } from './project.facts.js';

/**
 * A budget line reads its project, the period of a business date and that month's rates; and those
 * who decide with it: the key of open lines, the ceiling of its project, a contribution.
 */
export const budgetLineAggregate = aggregate(
  budgetLine,
  {
    DraftLine: async ({ projectId }, _, read) => ({ project: await lineProject(read, projectId) }),
    OpenLine: async (_, { coding }, read) => ({
      key: coding ? await read.state(lineKey, lineKeyId(coding)) : null,
    }),
    AllotFunds: (command, state, read) => allotmentFacts(command, state, read),
    ReviseAllotment: (command, state, read) =>
      allotmentFacts({ ...command, contributionId: null }, state, read),
    CarryOut: async (command, { coding }, read) => ({
      dateProblem: (await dateFacts(command, read)).dateProblem,
      project: await lineProject(read, coding?.projectId ?? null),
      destination: await read.state(budgetLineView, command.toLineId),
    }),
    HoldTransfer: async ({ effectiveAt }, _, read) => ({
      transferPercent: await transferPercent(read, effectiveAt),
    }),
    CreditTransfer: async ({ effectiveAt }, { coding }, read) => ({
      ...(await projectFacts(coding?.projectId ?? null, read)),
      rates: await ratesOfDate(read, effectiveAt),
      contribution: null,
    }),
    ReserveFunds: fundingFacts,
    CommitFunds: fundingFacts,
    AdjustReservation: rateFacts,
    AdjustCommitment: ({ change: amount, effectiveAt }, state, read) =>
      rateFacts({ amount, effectiveAt }, state, read),
    RecordDelivery: bookingFacts,
    RecordDisbursement: bookingFacts,
    RecordAdvance: bookingFacts,
  },
  (event) =>
    event.type === 'BudgetLineOpeningRefused' || event.type === 'AllotmentRefused'
      ? event.data.refusal
      : undefined,
);

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
  { coding }: BudgetLineState,
  read: FactReader,
) {
  const projectId = coding?.projectId ?? null;
  const { contributionId, effectiveAt } = command;
  return {
    ...(await dateFacts(command, read)),
    ...(await projectFacts(projectId, read)),
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
async function fundingFacts(command: Booked, state: BudgetLineState, read: FactReader) {
  const project = await lineProject(read, state.coding?.projectId ?? null);
  return { ...(await rateFacts(command, state, read)), project };
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
