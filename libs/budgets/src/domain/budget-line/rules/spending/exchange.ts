import { minorOf, proportion, type MoneyJson } from '@tamani/kernel';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import type { Liquidation } from '../liquidation.js';
import { lineMoney, minimum, type contextOf, type InCommitment } from '../rule-parts.js';

/** Only the ordered part has a rate difference; the excess is spent. */
export function differenceOf(of: {
  readonly accrual: MoneyJson;
  readonly documentMinor: bigint;
  readonly share: Liquidation;
}): bigint {
  const { accrual, documentMinor, share } = of;
  const ordered = minimum(documentMinor, share.documentMinor);
  const accrued = minorOf(accrual);
  if (documentMinor === 0n) return accrued - share.minor;
  const part = ordered === documentMinor ? accrued : proportion(accrued, ordered, documentMinor);
  return part - share.minor;
}

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
  const amount = lineMoney(at.state, of.difference);
  const data = { ...of.context, amount, documentAmount: null, ...of.ids };
  return [{ type: 'ExchangeDifferenceRecognised', data, effectiveAt: at.effectiveAt }];
}
