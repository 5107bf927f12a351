import type { OrderCredit } from '../billing/billing.state.js';
import type { OrderEvent } from '../order.events.js';
import type { Shortfall } from '../order.parts.js';
import type { OrderState } from '../order.state.js';
import { owedLines, thenOwed } from '../owed/owed.js';

/** What the answer of budgets to an adjustment means for the credit that asked for it. */
export function creditAnswered(
  state: OrderState,
  answered: OrderEvent,
  of: {
    readonly id: string;
    readonly adjustmentId: string;
    readonly rejections?: readonly Shortfall[];
  },
): readonly OrderEvent[] {
  const credit = state.credits.find((one) => one.adjustmentId === of.adjustmentId);
  if (!credit) return [answered];
  const rejections = [...(of.rejections ?? [])];
  if (rejections.length === 0) return agreed(state, [answered], { id: of.id, credit });
  return [answered, { type: 'CreditNotAdjusted', data: { ...idsOf(credit), rejections } }];
}

const idsOf = ({ creditNoteId, invoiceId, ofOrder }: OrderCredit) => ({
  creditNoteId,
  invoiceId: ofOrder ? null : invoiceId,
});

/** The credit is in the budget lines; what was paid of it is owed by the vendor. */
export function agreed(
  state: OrderState,
  before: readonly OrderEvent[],
  { id, credit }: { readonly id: string; readonly credit: OrderCredit },
): readonly OrderEvent[] {
  const { creditNoteId, on, paid } = credit;
  const yes: OrderEvent = { type: 'CreditAgreed', data: idsOf(credit) };
  if (paid.length === 0) return [...before, yes];
  const data = { ...idsOf(credit), effectiveAt: on, lines: owedLines(state, paid) };
  const booked: OrderEvent = { type: 'CreditBooked', data, effectiveAt: on };
  const cause = { kind: 'credit_note', id: creditNoteId } as const;
  return thenOwed(state, [...before, yes, booked], { id, on, cause });
}
