import {
  err,
  firstRefusal,
  isAmount,
  minorOf,
  ok,
  type Decision,
  type MoneyJson,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import type { Coding } from '../../shared/vocabulary.js';
import type {
  AllotFunds,
  AuthoriseOverrun,
  CarryIn,
  CarryOut,
  ChangeStatus,
  DraftLine,
  LineCommand,
  ReviseAllotment,
} from '../budget-line.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import { unliquidatedOf } from '../movements.js';
import type { BudgetLineState } from '../state/budget-line.state.js';
import {
  availableIn,
  contextOf,
  currencyProblem,
  lineMoney,
  shortfallProblem,
  statusProblem,
  type BudgetLineFacts,
  type CarryOutFacts,
  type CarryOverDestination,
  type DateFacts,
  type ProjectFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

function draft(command: DraftLine, _: State, { project }: ProjectFacts): Decided {
  const { type: __, fund, fiscalYear, axis, spendClass, projectId, donor, ...line } = command;
  if (projectId !== null) {
    if (!project) return err(refuse.project_unknown({ projectId }));
    if (project.closedToSpending) {
      const { reference, status } = project;
      return err(refuse.project_closed_to_spending({ project: reference, status }));
    }
  }
  const coding: Coding = {
    ...{ fund, fiscalYear, axis, spendClass, projectId },
    institution: project?.institution ?? null,
    region: project?.region ?? null,
    donor: donor ?? onlyOne(project?.donors),
  };
  return ok([{ type: 'BudgetLineDrafted', data: { ...line, coding } }]);
}

/** Of several donors none can be named for the whole line. */
const onlyOne = (donors: readonly string[] = []): string | null =>
  donors.length === 1 ? (donors[0] ?? null) : null;

/** From which states each change of status is possible, and the event it gives. */
const changes = {
  OpenLine: { from: ['draft'], event: 'BudgetLineOpened' },
  FreezeLine: { from: ['open'], event: 'BudgetLineFrozen' },
  UnfreezeLine: { from: ['frozen'], event: 'BudgetLineUnfrozen' },
  SoftCloseLine: { from: ['open', 'frozen'], event: 'BudgetLineSoftClosed' },
  CloseLine: { from: ['soft_closed'], event: 'BudgetLineClosed' },
} as const;

function changeStatus({ type, reason, by }: ChangeStatus, state: State): Decided {
  const { from, event } = changes[type];
  const problem = firstRefusal(
    statusProblem(state, ...from),
    type === 'CloseLine' ? useProblem(state) : undefined,
  );
  if (problem) return err(problem);
  return ok([{ type: event, data: { ...contextOf(state, null), reason, by } }]);
}

function useProblem(state: State): Rejection | undefined {
  const { reserved, committed, transferHold, advances } = state.figures;
  const unliquidated = unliquidatedOf(state.figures);
  const open = reserved + committed + transferHold + advances + unliquidated;
  if (open === 0n && state.held.length === 0) return undefined;
  return refuse.budget_line_in_use({
    reference: state.reference,
    reserved: lineMoney(state, reserved).amount,
    committed: lineMoney(state, committed).amount,
    advances: lineMoney(state, advances).amount,
    unliquidated: lineMoney(state, unliquidated).amount,
    held: state.held.length,
    currency: state.currency,
  });
}

function allot(command: AllotFunds, state: State, { dateProblem }: DateFacts): Decided {
  const { amount, reason, by, effectiveAt } = command;
  const problem = firstRefusal(
    statusProblem(state, 'draft', 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, amount),
    sizeProblem(state, amount),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...contextOf(state, null), amount, documentAmount: null, reason, by };
  return ok([{ type: 'FundsAllotted', data, effectiveAt }]);
}

/** What is allotted in all is an amount, too. */
function sizeProblem({ figures, reference }: State, more: MoneyJson): Rejection | undefined {
  if (isAmount(figures.allotted + minorOf(more))) return undefined;
  const errors = [{ pointer: '/amount/amount', code: 'amount_too_large' }];
  return refuse.allotment_too_large({ reference }, errors);
}

function revise(command: ReviseAllotment, state: State, { dateProblem }: DateFacts): Decided {
  const { amount: allotted, reason, by, effectiveAt } = command;
  const problem = firstRefusal(
    statusProblem(state, 'draft', 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, allotted),
    dateProblem,
  );
  if (problem) return err(problem);
  const used = state.figures.allotted - availableIn(state);
  if (minorOf(allotted) < used) {
    const { amount, currency } = lineMoney(state, used);
    return err(refuse.allotment_below_use({ used: amount, currency }));
  }
  const change = lineMoney(state, minorOf(allotted) - state.figures.allotted);
  const money = { ...contextOf(state, null), amount: change, documentAmount: null };
  const data = { ...money, allotted, reason, by };
  return ok([{ type: 'AllotmentRevised', data, effectiveAt }]);
}

function authorise(command: AuthoriseOverrun, state: State): Decided {
  const { cap, expiresOn, today, authority, reason, by } = command;
  const problem = firstRefusal(
    statusProblem(state, 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, cap),
    expiresOn < today ? refuse.overrun_expired({ expiresOn, today }) : undefined,
  );
  if (problem) return err(problem);
  const data = { ...contextOf(state, null), cap, expiresOn, authority, reason, by };
  return ok([{ type: 'OverrunAuthorised', data }]);
}

function carryOut(command: CarryOut, state: State, facts: CarryOutFacts): Decided {
  const { carryOverId, amount, toLineId, reason, by, effectiveAt } = command;
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const problem = firstRefusal(
    statusProblem(state, 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, amount),
    facts.dateProblem,
    destinationProblem(state, facts.destination),
    shortfallProblem(state, minorOf(amount)),
  );
  if (problem) return err(problem);
  const document = { kind: 'carry_over', id: carryOverId, reference: null } as const;
  const money = { ...contextOf(state, document), amount, documentAmount: amount };
  const data = { ...money, carryOverId, toLineId, reason, by };
  return ok([{ type: 'FundsCarriedOut', data, effectiveAt }]);
}

function destinationProblem(state: State, to: CarryOverDestination | null): Rejection | undefined {
  const { currency, coding } = state;
  const fits =
    to !== null &&
    to.status !== 'closed' &&
    to.currency === currency &&
    to.fund === coding?.fund &&
    to.fiscalYear > coding.fiscalYear;
  return fits ? undefined : refuse.carry_over_destination({ fund: coding?.fund ?? '', currency });
}

/** What has left the old line arrives, also where the new one was closed in between. */
function carryIn(command: CarryIn, state: State): Decided {
  const { carryOverId, amount, fromLineId, reason, by, effectiveAt } = command;
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const problem = firstRefusal(
    statusProblem(state, 'draft', 'open', 'frozen', 'soft_closed', 'closed'),
    currencyProblem(state, amount),
  );
  if (problem) return err(problem);
  const document = { kind: 'carry_over', id: carryOverId, reference: null } as const;
  const money = { ...contextOf(state, document), amount, documentAmount: amount };
  const data = { ...money, carryOverId, fromLineId, reason, by };
  return ok([{ type: 'FundsCarriedIn', data, effectiveAt }]);
}

/** Rules of the line's own life. */
export const lineRules: Rules<State, LineCommand, BudgetLineEvent, BudgetLineFacts> = {
  DraftLine: draft,
  OpenLine: changeStatus,
  SoftCloseLine: changeStatus,
  CloseLine: changeStatus,
  FreezeLine: changeStatus,
  UnfreezeLine: changeStatus,
  AllotFunds: allot,
  ReviseAllotment: revise,
  AuthoriseOverrun: authorise,
  CarryOut: carryOut,
  CarryIn: carryIn,
};
