import type { MoneyJson } from '@tamani/kernel';
import { converted, rateFor, type UsedRate } from '../../../rate-table/rates.js';
import type { BudgetLineState } from '../../state/budget-line.state.js';
import { availableIn, lineMoney, type FundingFacts } from '../rule-parts.js';

/** The part of a stored refusal that says why. */
export interface Refusal {
  readonly code:
    | 'budget_line_not_open'
    | 'project_may_not_spend'
    | 'rate_missing'
    | 'reservation_missing'
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
  /** What a reservation covers of it; only what is above must be available. */
  readonly reservedMinor?: bigint;
  readonly reservationMissing?: boolean;
}

/** Whether the line can give what a document asks for, or why it refuses. */
export function assessed(
  state: BudgetLineState,
  asked: Asked,
  { rates, project }: FundingFacts,
): Given | { readonly refusal: Refusal } {
  const { amount, reservedMinor = 0n, reservationMissing = false } = asked;
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
  if (state.status !== 'open') return refused('budget_line_not_open');
  if (project && !project.maySpend) return refused('project_may_not_spend');
  if (reservationMissing) return refused('reservation_missing');
  if (rate === undefined || minor === undefined) return refused('rate_missing');
  const needed = minor - reservedMinor;
  if (needed > 0n && needed > available) return refused('insufficient_funds', needed - available);
  return { minor, rate: rate.used };
}
