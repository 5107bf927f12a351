import type { MoneyJson } from '@tamani/kernel';
import type { BudgetLineState } from '../state/budget-line.state.js';
import { availableIn, lineMoney } from './rule-parts.js';

/** The part of a stored refusal that says why. */
export interface Refusal {
  readonly code:
    'budget_line_not_open' | 'rate_missing' | 'reservation_missing' | 'insufficient_funds';
  readonly requested: MoneyJson | null;
  readonly available: MoneyJson;
  readonly shortfall: MoneyJson;
}

export interface Asked {
  /** In minor units of the line's currency; undefined when it could not be converted. */
  readonly requested: bigint | undefined;
  /** What must come from the available funds: less than requested when a reservation covers it. */
  readonly fromAvailable: bigint;
  readonly reservationMissing?: boolean;
}

/** Why the line refuses what a document asks for; undefined when it can be given. */
export function refusalOf(state: BudgetLineState, asked: Asked): Refusal | undefined {
  const { requested, fromAvailable } = asked;
  const available = availableIn(state);
  const refused = (code: Refusal['code'], shortfall = 0n): Refusal => ({
    code,
    requested: requested === undefined ? null : lineMoney(state, requested),
    available: lineMoney(state, available),
    shortfall: lineMoney(state, shortfall),
  });
  if (state.status !== 'open') return refused('budget_line_not_open');
  if (asked.reservationMissing === true) return refused('reservation_missing');
  if (requested === undefined) return refused('rate_missing');
  if (fromAvailable <= 0n || fromAvailable <= available) return undefined;
  return refused('insufficient_funds', fromAvailable - available);
}
