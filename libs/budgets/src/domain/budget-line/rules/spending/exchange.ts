import type { BudgetLineEvent } from '../../budget-line.events.js';
import { lineMoney, type contextOf, type InCommitment } from '../rule-parts.js';

/** Charged or credited to the line; none if the rates agree. */
export function exchangeDifference(
  at: InCommitment,
  of: {
    readonly difference: bigint;
    readonly context: ReturnType<typeof contextOf>;
    readonly ids: { commitmentId: string; deliveryId: string };
  },
): readonly BudgetLineEvent[] {
  if (of.difference === 0n) return [];
  const { state, effectiveAt, documentDate } = at;
  const amount = lineMoney(state, of.difference);
  const data = { ...of.context, amount, documentAmount: null, documentDate, ...of.ids };
  return [{ type: 'ExchangeDifferenceRecognised', data, effectiveAt }];
}
