import {
  addDays,
  err,
  firstRefusal,
  fiscalYearBounds,
  fiscalYearOf,
  minorOf,
  ok,
  type Decision,
  type FiscalYear,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import { fundsProblem } from '../../shared/line-project.js';
import type { CarryIn, CarryOut } from '../budget-line.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import type { BudgetLineState } from '../state/budget-line.state.js';
import { postingDate, type PostingFacts } from './posting.js';
import {
  allotmentDateProblem,
  contextOf,
  currencyProblem,
  shortfallProblem,
  statusProblem,
  type BudgetLineFacts,
  type CarryOutFacts,
  type CarryOverDestination,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

function carryOut(command: CarryOut, state: State, facts: CarryOutFacts): Decided {
  const { carryOverId, amount, toLineId, reason, by, effectiveAt } = command;
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const problem = firstRefusal(
    statusProblem(state, 'open', 'frozen', 'soft_closed'),
    currencyProblem(state, amount),
    facts.dateProblem,
    destinationProblem(state, facts.destination),
    fundsProblem(facts.project),
    allotmentDateProblem(state, effectiveAt),
    shortfallProblem(state, minorOf(amount)),
  );
  if (problem) return err(problem);
  const document = { kind: 'carry_over', id: carryOverId, reference: null } as const;
  const money = { ...contextOf(state, document), amount, documentAmount: amount };
  const data = { ...money, carryOverId, toLineId, reason, by };
  return ok([{ type: 'FundsCarriedOut', data, effectiveAt }]);
}

/** The same key, one year later. */
export function destinationProblem(
  state: State,
  to: CarryOverDestination | null,
): Rejection | undefined {
  const { coding } = contextOf(state, null);
  const fiscalYear = yearAfter(coding.fiscalYear);
  const fits =
    to !== null &&
    to.status !== 'closed' &&
    to.currency === state.currency &&
    to.fiscalYear === fiscalYear &&
    SAME.every((field) => to[field] === coding[field]);
  return fits ? undefined : refuse.carry_over_destination({ fiscalYear });
}

const SAME = ['fund', 'axis', 'spendClass', 'projectId', 'donor'] as const;

const yearAfter = (year: FiscalYear): FiscalYear =>
  fiscalYearOf(addDays(fiscalYearBounds(year).to, 1));

/** What has left the old line arrives, also where the new one was closed in between. */
function carryIn(command: CarryIn, state: State, facts: PostingFacts): Decided {
  const { carryOverId, amount, fromLineId, reason, by } = command;
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const problem = firstRefusal(
    statusProblem(state, 'draft', 'opening', 'open', 'frozen', 'soft_closed', 'closed'),
    currencyProblem(state, amount),
  );
  if (problem) return err(problem);
  const document = { kind: 'carry_over', id: carryOverId, reference: null } as const;
  const money = { ...contextOf(state, document), amount, documentAmount: amount };
  const data = { ...money, carryOverId, fromLineId, reason, by };
  const effectiveAt = postingDate(facts, [command.effectiveAt], 'new');
  return ok([{ type: 'FundsCarriedIn', data, effectiveAt }]);
}

/** Rules of carrying available funds over to the next year. */
export const carryOverRules: Rules<State, CarryIn | CarryOut, BudgetLineEvent, BudgetLineFacts> = {
  CarryOut: carryOut,
  CarryIn: carryIn,
};
