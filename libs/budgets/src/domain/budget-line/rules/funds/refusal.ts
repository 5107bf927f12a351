import { fiscalYearBounds, type BusinessDate, type MoneyJson } from '@tamani/kernel';
import { converted, rateFor, type UsedRate } from '../../../rate-table/rates.js';
import type { LineProject } from '../../../shared/line-project.js';
import type { BudgetLineState } from '../../state/budget-line.state.js';
import { availableIn, lineMoney, type FundingFacts } from '../rule-parts.js';

/** The part of a stored refusal that says why. */
export interface Refusal {
  readonly code:
    | 'budget_line_not_open'
    | 'project_may_not_spend'
    | 'outside_financial_year'
    | 'date_before_what_it_follows'
    | 'rate_missing'
    | 'reservation_missing'
    | 'amount_converts_to_zero'
    | 'insufficient_funds';
  readonly requested: MoneyJson | null;
  readonly available: MoneyJson;
  readonly shortfall: MoneyJson;
}

/** An amount that the line can give, in minor units of its currency. */
export interface Given {
  readonly minor: bigint;
  readonly rate: UsedRate | null;
}

export interface Asked {
  /** In the document's currency. */
  readonly amount: MoneyJson;
  readonly dates: AskedDates;
  /** What a reservation covers of it; only what is above must be available. */
  readonly reservedMinor?: bigint;
  readonly reservationMissing?: boolean;
  /** Nothing can be reserved for an amount that is less than half a minor unit of the line's. */
  readonly isZeroRefused?: boolean;
}

export interface AskedDates {
  readonly documentDate: BusinessDate;
  /** When it would be posted. */
  readonly effectiveAt: BusinessDate;
  /** The date of what it follows; empty if it follows nothing. */
  readonly follows: BusinessDate;
}

/** New money is dated within the line's financial year. */
export function isOutsideYear(
  { coding }: BudgetLineState,
  ...dates: readonly BusinessDate[]
): boolean {
  if (!coding) return false;
  const { from, to } = fiscalYearBounds(coding.fiscalYear);
  return dates.some((date) => date < from || date > to);
}

/** Whether the line can give what a document asks for, or why it refuses. */
export function assessed(
  state: BudgetLineState,
  asked: Asked,
  { rates, project }: FundingFacts,
): Given | { readonly refusal: Refusal } {
  const { amount, reservedMinor = 0n } = asked;
  const available = availableIn(state);
  const rate = rateFor(amount.currency, state.currency, rates);
  const minor = rate && converted(amount, rate);
  const refused = (code: Refusal['code'], shortfall = 0n) => ({
    refusal: {
      code,
      requested: minor === undefined ? null : lineMoney(state, minor),
      available: lineMoney(state, available),
      shortfall: lineMoney(state, shortfall),
    },
  });
  const problem = standingProblem(state, asked, project);
  if (problem) return refused(problem);
  if (rate === undefined || minor === undefined) return refused('rate_missing');
  if (asked.isZeroRefused === true && minor === 0n) return refused('amount_converts_to_zero');
  const needed = minor - reservedMinor;
  if (needed > 0n && needed > available) return refused('insufficient_funds', needed - available);
  return { minor, rate: rate.used };
}

/** Why the line refuses, whatever the amount. */
function standingProblem(
  state: BudgetLineState,
  { dates, reservationMissing = false }: Asked,
  project: LineProject | null,
): Refusal['code'] | undefined {
  const { documentDate, effectiveAt, follows } = dates;
  if (state.status !== 'open') return 'budget_line_not_open';
  if (project && !project.maySpend) return 'project_may_not_spend';
  if (isOutsideYear(state, documentDate, effectiveAt)) return 'outside_financial_year';
  if (documentDate < follows) return 'date_before_what_it_follows';
  return reservationMissing ? 'reservation_missing' : undefined;
}
