import { evolveBy, minorOf, quantityOf } from '@tamani/kernel';
import { evolveAdvances } from './advance/advance.evolve.js';
import { held } from '../shared/segregation.js';
import { amendmentEvolvers, withoutProposals } from './amendment/amendment.evolve.js';
import { carryOverEvolvers } from './carry-over/carry-over.state.js';
import { counting, evolveBilling, withoutReceipt } from './billing/billing.evolve.js';
import type { RecordedReceipt } from './billing/billing.state.js';
import { evolveCredits } from './credits/credits.state.js';
import { evolveOwed } from './owed/owed.state.js';
import type { OrderEvent, OrderEventData } from './order.events.js';
import {
  deliveryStatus,
  initialOrder,
  orderLineOf,
  withParties,
  type OrderState,
} from './order.state.js';

export const evolveOrder = evolveBy<OrderState, OrderEvent>({
  ...amendmentEvolvers,
  ...carryOverEvolvers,
  PurchaseOrderCreated: (_, { by, lines, advance, ...data }) => ({
    ...initialOrder,
    ...data,
    status: 'draft',
    lines: lines.map(orderLineOf),
    advanceTerms: advance,
    parties: held('buyer', [by]),
  }),
  PurchaseOrderChanged: (state, { lines, award, advance, by }) => ({
    ...withParties(state, 'buyer', [by]),
    lines: lines.map(orderLineOf),
    award,
    advanceTerms: advance,
    refusal: undefined,
    commitmentRejection: undefined,
  }),
  PurchaseOrderApprovalRequested: (state, { approval, effectiveAt, by }) => ({
    ...withParties(state, 'award_approver', [by]),
    status: 'approving',
    approvals: approval,
    effectiveAt,
    approver: by,
    refusal: undefined,
    commitmentRejection: undefined,
  }),
  PurchaseOrderApprovalRefused: (state, { refusal }) => ({
    ...state,
    status: 'draft',
    approver: undefined,
    refusal,
  }),
  PurchaseOrderApproved: (state) => ({ ...state, status: 'commitment_pending' }),
  PurchaseOrderIssued: (state) => ({ ...state, status: 'issued' }),
  PurchaseOrderCommitmentRejected: (state, { rejections }) => ({
    ...state,
    status: 'draft',
    commitmentRejection: rejections,
  }),
  PurchaseOrderLapsed: (state, { reason }) => ({
    ...state,
    status: 'lapsed',
    approver: undefined,
    lapseReason: reason,
  }),
  PurchaseOrderHeld: (state, { reason }) => ({ ...state, status: 'on_hold', holdReason: reason }),
  PurchaseOrderResumed: (state) => ({
    ...state,
    status: deliveryStatus(state),
    holdReason: undefined,
  }),
  ReceiptExpected: (state, { by }) => withParties(state, 'receiver', [by]),
  ReceiptRecorded: (state, data) =>
    received(withParties(counting(state, receiptOf(data)), 'receiver', data.receivers)),
  ReceiptRefused: (state) => state,
  ReceiptWithdrawalRefused: (state) => state,
  ReceiptWithdrawn: (state, { receiptId, by }) =>
    received(withParties(withoutReceipt(state, receiptId), 'receiver', [by])),
  ...evolveBilling,
  ...evolveCredits,
  ...evolveAdvances,
  ...evolveOwed,
  PurchaseOrderCompleted: (state) => ({ ...state, status: 'completed' }),
  PurchaseOrderClosed: (state) => ({ ...withoutProposals(state), status: 'closed' }),
  PurchaseOrderReopened: (state) => ({ ...state, status: deliveryStatus(state) }),
  PurchaseOrderTerminated: (state, { reason }) => ({
    ...withoutProposals(state),
    status: 'terminated',
    endReason: reason,
  }),
  PurchaseOrderCancelled: (state, { reason, committed, budgetLineIds }) => ({
    ...withoutProposals(state),
    status: 'cancelled',
    endReason: reason,
    returning: committed ? budgetLineIds : [],
  }),
  OrderCommitmentReturned: (state, { budgetLineId }) => ({
    ...state,
    returning: state.returning.filter((id) => id !== budgetLineId),
  }),
  OrderShareReturned: (state) => state,
});

/** Deliveries change the status of an issued order, not of one on hold or ended. */
const received = (state: OrderState): OrderState =>
  ['issued', 'partially_received', 'fully_received'].includes(state.status)
    ? { ...state, status: deliveryStatus(state) }
    : state;

const receiptOf = (data: OrderEventData<'ReceiptRecorded'>): RecordedReceipt => ({
  receiptId: data.receiptId,
  deliveredOn: data.deliveredOn,
  lines: data.lines.map(({ orderLine, quantity, amount }) => ({
    orderLine,
    quantity: quantityOf(quantity),
    amountMinor: minorOf(amount),
  })),
  budgetLines: data.budgetLines.map(({ budgetLineId, amount }) => ({
    budgetLineId,
    amountMinor: minorOf(amount),
  })),
  accruals: {},
});
