import type { OrderEvent } from '../order.events.js';
import type { Shortfall } from '../order.parts.js';
import type { OrderState } from '../order.state.js';

/** What the answer of budgets to an adjustment means for the credit that asked for it. */
export function creditAnswered(
  state: OrderState,
  adjustmentId: string,
  rejections: readonly Shortfall[] = [],
): readonly OrderEvent[] {
  const credit = state.credits.find((one) => one.adjustmentId === adjustmentId);
  if (!credit) return [];
  const { creditNoteId, invoiceId } = credit;
  const ids = { creditNoteId, invoiceId };
  return rejections.length === 0
    ? [{ type: 'CreditAgreed', data: ids }]
    : [{ type: 'CreditNotAdjusted', data: { ...ids, rejections: [...rejections] } }];
}
