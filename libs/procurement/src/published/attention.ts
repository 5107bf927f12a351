import { awaits, byStatus } from '@tamani/runtime';
import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { payment } from '../domain/payment/payment.decide.js';
import { policy } from '../domain/policy/policy.decide.js';
import { policyAt, policyIdOf, type PolicyState } from '../domain/policy/policy.state.js';
import { guaranteedUntil } from '../domain/purchase-order/advance/advance.state.js';
import { isUnfunded } from '../domain/purchase-order/billing/pricing/balance.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { OrderState } from '../domain/purchase-order/order.state.js';
import { receivable } from '../domain/receivable/receivable.decide.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import type { RequisitionState } from '../domain/requisition/requisition.state.js';

/** A returned requisition is a draft that has comments to answer. */
const requisitions = {
  ...byStatus(requisition),
  standing: ({ reference, status, comments }: RequisitionState) => ({
    reference,
    status: status === 'draft' && comments !== undefined ? ('returned' as const) : status,
  }),
};

/**
 * An order whose goods cost more than its budget lines hold; on which money is out that a bank has
 * promised to give back until a date; or that can still be delivered though its vendor was let off
 * what it owed.
 */
const orders = {
  ...byStatus(purchaseOrder),
  standing(state: OrderState) {
    const { reference, status, writtenOffMinor } = state;
    const dueOn = guaranteedUntil(state);
    const isOpen = status === 'issued' || status === 'partially_received';
    if (status !== 'on_hold' && isUnfunded(state))
      return { reference, status: 'unfunded' as const, atOnce: true };
    if (dueOn !== undefined && status !== 'on_hold') {
      return { reference, status: 'guaranteed' as const, dueOn };
    }
    return writtenOffMinor > 0n && isOpen
      ? { reference, status: 'written_off' as const, atOnce: true }
      : { reference, status };
  },
};

/** In which statuses documents of procurement wait, for what and for whom; a line for each kind. */
export const procurementAttention = [
  awaits('requisitions', requisitions, {
    returned: ['requisition_returned', 'requisitioner'],
    funds_pending: ['requisition_funds_pending', 'budget-officer', 'administrator'],
    funds_rejected: ['requisition_funds_rejected', 'requisitioner', 'budget-officer'],
    funds_reserved: ['requisition_funds_reserved', 'certifying-officer'],
  }),
  awaits('purchase-orders', orders, {
    draft: ['order_draft', 'buyer', 'award-approver'],
    approving: ['order_approving', 'administrator'],
    commitment_pending: ['order_commitment_pending', 'budget-officer', 'administrator'],
    on_hold: ['order_on_hold', 'buyer'],
    unfunded: ['order_price_unfunded', 'budget-officer', 'buyer'],
    guaranteed: ['order_guarantee_ends', 'buyer', 'treasurer'],
    written_off: ['order_written_off', 'buyer', 'approving-officer'],
  }),
  awaits('receipts', byStatus(receipt), {
    registered: ['receipt_registered', 'receiver'],
    inspected: ['receipt_inspected', 'receiver'],
    posting: ['receipt_posting', 'administrator'],
    reversing: ['receipt_posting', 'administrator'],
  }),
  awaits('invoices', byStatus(invoice), {
    matched: ['invoice_matched', 'certifying-officer'],
    exception: ['invoice_exception', 'invoice-clerk', 'certifying-officer'],
    disputed: ['invoice_disputed', 'invoice-clerk', 'certifying-officer'],
    approved_for_payment: ['invoice_unpaid', 'invoice-clerk'],
    partially_paid: ['invoice_unpaid', 'invoice-clerk'],
  }),
  awaits('credit-notes', byStatus(creditNote), {
    registering: ['credit_note_waiting', 'administrator'],
    registered: ['credit_note_registered', 'certifying-officer'],
    approving: ['credit_note_waiting', 'administrator'],
  }),
  awaits('payments', byStatus(payment), {
    preparing: ['payment_preparing', 'administrator'],
    prepared: ['payment_prepared', 'certifying-officer'],
    certified: ['payment_certified', 'approving-officer'],
    approved: ['payment_approved', 'treasurer'],
    released: ['payment_released', 'treasurer'],
    confirming: ['payment_preparing', 'administrator'],
    returning: ['payment_preparing', 'administrator'],
  }),
  awaits('receivables', byStatus(receivable), {
    open: ['receivable_open', 'treasurer', 'approving-officer'],
    settling: ['receivable_waiting', 'administrator'],
    write_off_requested: ['write_off_requested', 'approving-officer'],
    writing_off: ['receivable_waiting', 'budget-officer', 'administrator'],
  }),
];

const daysOf = (key: 'attention_days' | 'guarantee_notice_days') => ({
  of: policy,
  id: policyIdOf(key),
  on: (state: PolicyState | null, date: string): number => Number(policyAt(state, key, date)),
});

/** The days after which a document that waits needs attention: `attentionDays.on(state, date)`. */
export const attentionDays = daysOf('attention_days');
/** The days before the end of a guarantee from which on it needs attention. */
export const guaranteeNoticeDays = daysOf('guarantee_notice_days');
