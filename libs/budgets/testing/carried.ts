import { invariant } from '@tamani/kernel';
import type { CarryCommitmentIn } from '../src/domain/budget-line/carried.commands.js';
import type { BudgetLineEvent } from '../src/domain/budget-line/budget-line.events.js';
import type { CarryOverDestination } from '../src/domain/budget-line/rules/rule-parts.js';
import { openWith } from './budget-line.js';

/** The line of the next year, with the same key. */
export const nextYear = {
  axis: 'border_security',
  spendClass: 'equipment',
  ...{ fund: 'RSS-TF', fiscalYear: '2027-28' },
  ...{ projectId: null, institution: null, region: null, donor: null },
} as const;
export const destination: CarryOverDestination = { status: 'open', currency: 'USD', ...nextYear };

/** That line, open and with the given dollars. */
export const openNextYear = (amount: string): readonly BudgetLineEvent[] =>
  openWith(amount).map((event): BudgetLineEvent => {
    if (event.type !== 'BudgetLineDrafted') return event;
    return { ...event, data: { ...event.data, coding: nextYear } };
  });

/** What the link asks of the new line when the old one has let a commitment go. */
export function arrivalOf(
  event: BudgetLineEvent | undefined,
  fromLineId: string,
): CarryCommitmentIn {
  invariant(event?.type === 'CommitmentCarriedOut', 'it was carried out');
  const { data, effectiveAt = '' } = event;
  const { commitmentId, carryOverId, document, vendorId, amount, documentAmount } = data;
  invariant(documentAmount, 'an order has a price');
  const { documentDate: orderedOn, approval, rate, requestedBy } = data;
  return {
    type: 'CarryCommitmentIn',
    ...{ commitmentId, carryOverId, document, vendorId, fromLineId },
    ...{ amount, documentAmount, orderedOn, approval, rate, requestedBy, effectiveAt },
  };
}
