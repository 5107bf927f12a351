import {
  err,
  firstRefusal,
  isAmount,
  minorOf,
  ok,
  type Decision,
  type MoneyJson,
  type Refusal,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import { contributionProblem } from '../../contribution/contribution.allotment.js';
import { countProblem, initialProjectAllotments } from '../../project/project-allotments.decide.js';
import { fundsProblem } from '../../shared/line-project.js';
import type { AllotFunds, LineCommand, ReviseAllotment } from '../budget-line.commands.js';
import type { AcceptAllotment, AllotmentGuard, RefuseAllotment } from '../answer.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import type { AwaitedAllotment, BudgetLineState } from '../state/budget-line.state.js';
import { leavingOf } from '../state/sources.js';
import { postingDate, type PostingFacts } from './posting.js';
import {
  allotmentDateProblem,
  availableIn,
  contextOf,
  currencyProblem,
  lineMoney,
  statusProblem,
  type AllotmentFacts,
  type BudgetLineFacts,
  type GuardFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;
/** More allotment, on its way through the guards. */
export type Asked = Omit<AwaitedAllotment, 'guard'>;

export const takesAllotments = (state: State): Rejection | undefined =>
  statusProblem(state, 'draft', 'opening', 'open', 'frozen', 'soft_closed');

function allot(command: AllotFunds, state: State, facts: AllotmentFacts): Decided {
  const { allotmentId, amount, contributionId, reason, by, effectiveAt: allottedOn } = command;
  const problem = firstRefusal(
    takesAllotments(state),
    currencyProblem(state, amount),
    sizeProblem(state, amount),
    facts.dateProblem,
  );
  if (problem) return err(problem);
  const about = { ...contextOf(state, null), reason, by, allotmentId };
  const more = { kind: 'allotment' as const, amount, allottedOn, contributionId };
  return allotMore({ ...about, ...more, transfer: null }, state, facts);
}

/** What is allotted in all is an amount, too. */
export function sizeProblem({ figures, reference }: State, more: MoneyJson): Rejection | undefined {
  if (isAmount(figures.allotted + minorOf(more))) return undefined;
  const errors = [{ pointer: '/amount/amount', code: 'amount_too_large' }];
  return refuse.allotment_too_large({ reference }, errors);
}

function revise(command: ReviseAllotment, state: State, facts: AllotmentFacts): Decided {
  const { allotmentId, amount: allotted, reason, by, effectiveAt } = command;
  const minor = minorOf(allotted) - state.figures.allotted;
  const problem = firstRefusal(
    takesAllotments(state),
    currencyProblem(state, allotted),
    facts.dateProblem,
    minor < 0n ? reductionProblem(state, command) : undefined,
  );
  if (problem) return err(problem);
  const amount = lineMoney(state, minor);
  const about = { ...contextOf(state, null), reason, by, allotmentId };
  if (minor > 0n) {
    const more = { kind: 'revision' as const, amount, allottedOn: effectiveAt };
    return allotMore({ ...about, ...more, ...nothingElse }, state, facts);
  }
  const sources = leavingOf(state.sources, { allotted: state.figures.allotted, less: -minor });
  const givenBack = sources.map((source) => ({
    ...{ allotmentId: source.allotmentId, contributionId: source.contributionId },
    amount: lineMoney(state, source.minor),
  }));
  const data = { ...about, amount, documentAmount: null, allotted, givenBack };
  return ok([{ type: 'AllotmentRevised', data, effectiveAt }]);
}

const nothingElse = { contributionId: null, transfer: null };

function reductionProblem(state: State, command: ReviseAllotment): Rejection | undefined {
  const used = state.figures.allotted - availableIn(state);
  if (minorOf(command.amount) >= used) return allotmentDateProblem(state, command.effectiveAt);
  const { amount, currency } = lineMoney(state, used);
  return refuse.allotment_below_use({ used: amount, currency });
}

/** At once where the line alone decides; else the guards are asked, one after the other. */
function allotMore(asked: Asked, state: State, facts: AllotmentFacts): Decided {
  const problem = guardProblem(asked, facts);
  if (problem) return err(problem);
  return ok([asking(asked, state)]);
}

/** The request to the first guard; the money itself where there is none. */
export function asking(asked: Asked, state: State): BudgetLineEvent {
  const guard = firstGuard(asked);
  if (guard === null) return granted(asked, state);
  return { type: 'AllotmentRequested', data: { ...asked, guard } };
}

/** What a guard would refuse now is refused here, and nothing is written. */
export function guardProblem(asked: Asked, facts: GuardFacts): Rejection | undefined {
  const { amount, allottedOn: effectiveAt, contributionId, coding } = asked;
  const { counted, contribution } = facts;
  return firstRefusal(
    contributionId === null
      ? undefined
      : contributionProblem({ amount, effectiveAt, coding }, contribution, facts),
    withinProject(asked)
      ? fundsProblem(facts.project)
      : countProblem({ amount, effectiveAt }, counted ?? initialProjectAllotments, facts),
  );
}

const firstGuard = ({ contributionId, coding, ...asked }: Asked): AllotmentGuard | null => {
  if (contributionId !== null) return 'contribution';
  return withinProject({ ...asked, contributionId, coding }) ? null : 'project';
};

/** Without a project there is no ceiling; within one, a transfer leaves its sum as it is. */
const withinProject = ({ coding: { projectId }, transfer }: Asked): boolean =>
  projectId === null || projectId === transfer?.fromProjectId;

/** The money itself, dated as it was asked for. */
function granted(asked: Asked, state: State): BudgetLineEvent {
  const { kind, allotmentId, amount, contributionId, reason, by } = asked;
  const effectiveAt = asked.allottedOn;
  if (asked.transfer) return transferredIn(asked, asked.transfer);
  const about = { ...contextOf(state, null), reason, by, allotmentId };
  const data = { ...about, amount, documentAmount: null };
  if (kind === 'allotment') {
    return { type: 'FundsAllotted', data: { ...data, contributionId }, effectiveAt };
  }
  const allotted: MoneyJson = lineMoney(state, state.figures.allotted + minorOf(amount));
  return { type: 'AllotmentRevised', data: { ...data, allotted, givenBack: [] }, effectiveAt };
}

function transferredIn(asked: Asked, from: NonNullable<Asked['transfer']>): BudgetLineEvent {
  const { allotmentId: transferId, amount, coding, reason, by, allottedOn: effectiveAt } = asked;
  const { fromLineId, reference } = from;
  const document = { kind: 'budget_transfer', id: transferId, reference } as const;
  const money = { coding, document, vendorId: null, amount, documentAmount: amount };
  const data = { ...money, transferId, fromLineId, reason, by };
  return { type: 'FundsTransferredIn', data, effectiveAt };
}

const awaitedOf = (state: State, { allotmentId, guard }: AcceptAllotment | RefuseAllotment) =>
  state.awaited.find((one) => one.allotmentId === allotmentId && one.guard === guard);

/** A contribution has granted it: next, the ceiling of the line's project is asked. */
function accept(command: AcceptAllotment, state: State, facts: PostingFacts): Decided {
  const asked = awaitedOf(state, command);
  if (!asked) return ok([]);
  if (asked.guard === 'contribution' && asked.coding.projectId !== null) {
    return ok([{ type: 'AllotmentRequested', data: { ...asked, guard: 'project' } }]);
  }
  const allottedOn = postingDate(facts, [asked.allottedOn], 'new');
  return ok([granted({ ...asked, allottedOn }, state)]);
}

function refuseAllotment(command: RefuseAllotment, state: State): Decided {
  const asked = awaitedOf(state, command);
  if (!asked) return ok([]);
  const contributionId = asked.guard === 'project' ? asked.contributionId : null;
  return ok([refused({ ...asked, contributionId }, state, command.refusal)]);
}

/** The refusal of a request; `contributionId` takes back what it had granted. */
export function refused(
  { allotmentId, kind, contributionId }: Pick<Asked, 'allotmentId' | 'kind' | 'contributionId'>,
  state: State,
  refusal: Refusal,
): BudgetLineEvent {
  const about = { ...contextOf(state, null), allotmentId, kind, contributionId };
  return { type: 'AllotmentRefused', data: { ...about, refusal } };
}

type Allotting = Extract<
  LineCommand,
  { type: 'AllotFunds' | 'ReviseAllotment' | 'AcceptAllotment' | 'RefuseAllotment' }
>;

/** Rules of what is allotted to the line, and of who decides on it. */
export const allotmentRules: Rules<State, Allotting, BudgetLineEvent, BudgetLineFacts> = {
  AllotFunds: allot,
  ReviseAllotment: revise,
  AcceptAllotment: accept,
  RefuseAllotment: refuseAllotment,
};
