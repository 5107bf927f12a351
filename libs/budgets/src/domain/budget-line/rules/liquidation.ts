import { proportion } from '@tamani/kernel';
import type { Commitment } from '../state/budget-line.state.js';
import { minimum } from './rule-parts.js';

export interface Liquidation {
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

/**
 * A delivery's share of a commitment at the booked rate: in proportion to the
 * document's amount, half up; the last delivery gets the remainder.
 */
export function liquidationOf(
  commitment: Commitment,
  delivery: { readonly documentMinor: bigint; readonly final: boolean },
): Liquidation {
  const { openMinor, documentOpenMinor, amountMinor, documentMinor: whole } = commitment;
  const { documentMinor, final } = delivery;
  if (final || documentMinor >= documentOpenMinor) {
    return { minor: openMinor, documentMinor: documentOpenMinor };
  }
  const minor = minimum(openMinor, proportion(amountMinor, documentMinor, whole));
  return { minor, documentMinor };
}
