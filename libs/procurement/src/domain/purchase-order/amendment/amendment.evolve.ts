import type { Evolvers } from '@tamani/kernel';
import type { OrderEvent } from '../order.events.js';
import { deliveryStatus, orderLineOf, withParties, type OrderState } from '../order.state.js';
import { plus } from '../billing/billing.state.js';
import { differencesOf, reclaimed, repriced } from './amendment.content.js';
import { changedLineOf, type Amendment } from './amendment.state.js';
import type { amendmentEvents } from './amendment.events.js';

type AmendmentEvent = Extract<OrderEvent, { type: keyof typeof amendmentEvents }>;

/** While an amendment waits for budgets, the order waits with it. */
export const amendmentEvolvers: Evolvers<OrderState, AmendmentEvent> = {
  OrderAmendmentProposed: (state, { number, lines, reason, by }) => ({
    ...withParties(state, 'buyer', [by]),
    amendments: [
      ...state.amendments,
      {
        ...{ number, kind: 'amendment', status: 'proposed', reason, by, rejections: [] },
        lines: lines.map(changedLineOf),
      },
    ],
  }),
  OrderAmendmentWithdrawn: (state, { number }) => changed(state, number, { status: 'withdrawn' }),
  OrderAmendmentApprovalRequested: (state, { amendment, effectiveAt, by }) => ({
    ...changed(withParties(state, 'award_approver', [by]), amendment, {
      ...{ status: 'adjusting', effectiveAt, approver: by },
    }),
    status: 'adjusting',
  }),
  OrderLineShortClosed: (state, { number, lines, reason, effectiveAt, by }) => ({
    ...withParties(state, 'buyer', [by]),
    status: 'adjusting',
    amendments: [
      ...state.amendments,
      {
        ...{ number, kind: 'short_close', status: 'adjusting', reason, by, effectiveAt },
        ...{ rejections: [], lines: lines.map(changedLineOf) },
      },
    ],
  }),
  OrderAdjustmentRequested: (state, { number, takesBack, adjustmentId, purpose }) =>
    changed(state, number, {
      pending: { adjustmentId, purpose },
      takesBack: takesBack ?? undefined,
    }),
  PurchaseOrderAmended(state, { number, lines }) {
    const after = changed(state, number, { status: 'approved', pending: undefined });
    const orderLines = lines.map(orderLineOf);
    const changes = state.amendments.find((one) => one.number === number)?.lines ?? [];
    const receipts = repriced(state.receipts, orderLines, changes);
    const invoices = reclaimed(state.invoices, orderLines, changes);
    const accrued = plus(state.accrued, differencesOf(state, changes).accepted);
    const amended = { ...after, lines: orderLines, receipts, invoices, accrued };
    return { ...amended, status: deliveryStatus(amended) };
  },
  OrderAmendmentRefused: (state, { number, refusal, rejections }) => ({
    ...changed(state, number, {
      ...{ status: 'refused', pending: undefined, takesBack: undefined },
      ...{ refusal: refusal ?? undefined, rejections },
    }),
    status: deliveryStatus(state),
  }),
};

const changed = (state: OrderState, number: number | null, by: Partial<Amendment>): OrderState => ({
  ...state,
  amendments: state.amendments.map((one) => (one.number === number ? { ...one, ...by } : one)),
});

/** An order that has ended is not amended any more. */
export const withoutProposals = (state: OrderState): OrderState => ({
  ...state,
  amendments: state.amendments.map((one) =>
    one.status === 'proposed' ? { ...one, status: 'withdrawn' } : one,
  ),
});
