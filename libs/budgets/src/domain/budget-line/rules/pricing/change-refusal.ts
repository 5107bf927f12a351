import type { MoneyJson } from '@tamani/kernel';
import type { BudgetLineState } from '../../state/budget-line.state.js';
import { availableIn, lineMoney } from '../rule-parts.js';

/** Why a change of a price is refused; the document waits for the answer. */
export interface ChangeRefusal {
  readonly code:
    | 'commitment_not_held'
    | 'budget_line_not_open'
    | 'project_may_not_spend'
    | 'outside_financial_year'
    | 'rate_missing'
    | 'insufficient_funds'
    | 'commitment_change_too_large'
    | 'delivery_not_accrued'
    | 'carry_over_amount_differs'
    | 'carry_over_destination'
    | 'advance_open'
    | 'date_before_what_it_follows';
  /** In the line's currency; null if it was not computed. */
  readonly requestedMinor?: bigint | null;
  readonly shortfallMinor?: bigint;
}

/** A stored refusal of a change, as far as it says why. */
export const changeRefused = (
  state: BudgetLineState,
  change: MoneyJson,
  { code, requestedMinor = null, shortfallMinor = 0n }: ChangeRefusal,
) => ({
  code,
  requested: requestedMinor === null ? null : lineMoney(state, requestedMinor),
  documentAmount: change,
  available: lineMoney(state, availableIn(state)),
  shortfall: lineMoney(state, shortfallMinor),
});

/** More must be available, within the overrun that is allowed; less always is. */
export function fundsRefusal(
  state: BudgetLineState,
  requestedMinor: bigint,
  overrun = 0n,
): ChangeRefusal | undefined {
  const available = availableIn(state);
  if (requestedMinor <= 0n || requestedMinor <= available + overrun) return undefined;
  const shortfallMinor = requestedMinor - available;
  return { code: 'insufficient_funds', requestedMinor, shortfallMinor };
}
