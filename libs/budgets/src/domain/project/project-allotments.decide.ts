import {
  decideBy,
  evolveBy,
  minorOf,
  moneyJson,
  monthOf,
  ok,
  proportion,
  refusalOf,
  type BusinessDate,
  type Currency,
  type Decider,
  type Decision,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { converted, rateFor, type MonthlyRates } from '../rate-table/rates.js';
import { refuseDate } from '../shared/business-date.rejections.js';
import { PROJECT_ALLOTMENTS_CATEGORY } from '../shared/categories.js';
import { fundsProblem, type LineProject } from '../shared/line-project.js';
import { refuseProject } from '../shared/project.rejections.js';
import { FUNCTIONAL_CURRENCY } from '../shared/vocabulary.js';
import {
  projectAllotmentsEvents,
  type ProjectAllotmentsEvent,
} from './project-allotments.events.js';

/** A line of the project asks for an allotment. */
export interface CountAllotment {
  readonly type: 'CountAllotment';
  /** Whose stream it is. */
  readonly projectId: string;
  readonly allotmentId: string;
  readonly budgetLineId: string;
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
}
/** Funds have left a line of the project. */
export interface UncountAllotment {
  readonly type: 'UncountAllotment';
  readonly releaseId: string;
  readonly amount: MoneyJson;
}
export type ProjectAllotmentsCommand = CountAllotment | UncountAllotment;

/** What is allotted in one currency, and what it counts for against the ceiling. */
interface Counted {
  readonly amountMinor: bigint;
  readonly countedMinor: bigint;
}
export interface ProjectAllotmentsState {
  /** In the functional currency. */
  readonly countedMinor: bigint;
  readonly byCurrency: Readonly<Record<Currency, Counted>>;
  /** Allotments that have their answer, and releases that are counted. */
  readonly known: readonly string[];
}
export const initialProjectAllotments: ProjectAllotmentsState = {
  countedMinor: 0n,
  byCurrency: {},
  known: [],
};

export interface CountFacts {
  /** The project; null if it does not exist. */
  readonly project: LineProject | null;
  /** Of the month of the allotment; null if none are published. */
  readonly rates: MonthlyRates | null;
}
export interface ProjectAllotmentsFacts {
  readonly CountAllotment: CountFacts;
}

type State = ProjectAllotmentsState;
type Decided = Decision<ProjectAllotmentsEvent>;
type Asked = Pick<CountAllotment, 'amount' | 'effectiveAt'>;

/**
 * Why funds cannot be allotted to a line of the project: a quick impact project may not be
 * allotted more than its ceiling over all its lines and years.
 */
export function countProblem(asked: Asked, state: State, facts: CountFacts): Rejection | undefined {
  const { project, rates } = facts;
  const { amount, effectiveAt } = asked;
  const closed = fundsProblem(project);
  if (closed) return closed;
  const rate = rateFor(amount.currency, FUNCTIONAL_CURRENCY, rates);
  if (!rate) return rateProblem(amount.currency, effectiveAt);
  if (project?.kind !== 'qip') return undefined;
  const ceilingRate = rateFor(project.ceiling.currency, FUNCTIONAL_CURRENCY, rates);
  if (!ceilingRate) return rateProblem(project.ceiling.currency, effectiveAt);
  const left = converted(project.ceiling, ceilingRate) - state.countedMinor;
  if (converted(amount, rate) <= left) return undefined;
  return refuseProject.project_ceiling_exceeded({
    project: project.reference,
    ceiling: project.ceiling.amount,
    left: moneyJson(left < 0n ? 0n : left, FUNCTIONAL_CURRENCY).amount,
    currency: FUNCTIONAL_CURRENCY,
  });
}

const rateProblem = (from: Currency, effectiveAt: BusinessDate): Rejection =>
  refuseDate.rate_missing({ from, to: FUNCTIONAL_CURRENCY, month: monthOf(effectiveAt) });

/** The line waits: a refusal is an answer like any other. */
function count(command: CountAllotment, state: State, facts: CountFacts): Decided {
  const { allotmentId, budgetLineId, amount, effectiveAt } = command;
  if (state.known.includes(allotmentId)) return ok([]);
  const asked = { allotmentId, budgetLineId };
  const rate = rateFor(amount.currency, FUNCTIONAL_CURRENCY, facts.rates);
  const problem = countProblem(command, state, facts);
  if (problem || !rate) {
    const refusal = refusalOf(problem ?? rateProblem(amount.currency, effectiveAt));
    return ok([{ type: 'AllotmentNotCounted', data: { ...asked, refusal } }]);
  }
  const counted = moneyJson(converted(amount, rate), FUNCTIONAL_CURRENCY);
  const data = { ...asked, amount, counted, rate: rate.used };
  return ok([{ type: 'AllotmentCounted', data }]);
}

/** What leaves takes its share of what was counted, and the last of a currency the rest. */
function uncount({ releaseId, amount }: UncountAllotment, state: State): Decided {
  if (state.known.includes(releaseId)) return ok([]);
  const { amountMinor, countedMinor } = state.byCurrency[amount.currency] ?? nothing;
  const less = minorOf(amount) < amountMinor ? minorOf(amount) : amountMinor;
  const share = less === amountMinor ? countedMinor : proportion(countedMinor, less, amountMinor);
  const data = {
    releaseId,
    amount: moneyJson(less, amount.currency),
    counted: moneyJson(share, FUNCTIONAL_CURRENCY),
  };
  return ok([{ type: 'AllotmentUncounted', data }]);
}

const nothing: Counted = { amountMinor: 0n, countedMinor: 0n };

interface Moved {
  readonly id: string;
  readonly amount: MoneyJson;
  readonly counted: MoneyJson;
}

function moved(state: State, { id, amount, counted }: Moved, sign: 1n | -1n): State {
  const before = state.byCurrency[amount.currency] ?? nothing;
  const change = sign * minorOf(counted);
  const after: Counted = {
    amountMinor: before.amountMinor + sign * minorOf(amount),
    countedMinor: before.countedMinor + change,
  };
  return {
    countedMinor: state.countedMinor + change,
    byCurrency: { ...state.byCurrency, [amount.currency]: after },
    known: [...state.known, id],
  };
}

/** What is allotted to all lines of a project: the guard of its ceiling, one for each project. */
export const projectAllotments: Decider<
  State,
  ProjectAllotmentsCommand,
  ProjectAllotmentsEvent,
  ProjectAllotmentsFacts
> = {
  category: PROJECT_ALLOTMENTS_CATEGORY,
  events: projectAllotmentsEvents,
  initial: initialProjectAllotments,
  evolve: evolveBy<State, ProjectAllotmentsEvent>({
    AllotmentCounted: (state, data) => moved(state, { ...data, id: data.allotmentId }, 1n),
    AllotmentNotCounted: (state, { allotmentId }) => ({
      ...state,
      known: [...state.known, allotmentId],
    }),
    AllotmentUncounted: (state, data) => moved(state, { ...data, id: data.releaseId }, -1n),
  }),
  decide: decideBy<State, ProjectAllotmentsCommand, ProjectAllotmentsEvent, ProjectAllotmentsFacts>(
    { CountAllotment: count, UncountAllotment: uncount },
  ),
};
