import {
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  sumMinor,
  type BusinessDate,
  type Decision,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { splitOver } from '../../shared/amounts.js';
import { refusalOf, statusCheck } from '../../shared/document.js';
import { vendorProblem, type VendorFacts } from '../../vendor/vendor.decide.js';
import type {
  AllocatePayment,
  ReleasePaymentAllocation,
  SettlePayment,
} from '../invoice.commands.js';
import type { InvoiceEvent } from '../invoice.events.js';
import { refuse } from '../invoice.rejections.js';
import { evolveInvoice, type InvoiceState, type InvoiceStatus } from '../invoice.state.js';
import type { PaidLine } from '../credits/credits.state.js';
import { isSettled, openOf } from '../credits/open.js';

type Decided = Decision<InvoiceEvent>;

export const check = statusCheck<InvoiceStatus>(refuse.invoice_wrong_status);

export interface AllocationFacts {
  readonly vendor: VendorFacts;
}

/** Why an amount cannot be set aside now: it may not exceed the approved open amount. */
export const allocationProblem = (
  { amount, today }: { readonly amount: MoneyJson; readonly today: BusinessDate },
  state: InvoiceState,
  vendor: VendorFacts,
): Rejection | undefined =>
  firstRefusal(
    check(state, 'approved_for_payment', 'partially_paid'),
    vendorProblem(state.vendorId, vendor, today),
    amountProblem(amount, state),
  );

/** Sets an amount aside for a payment, or refuses; the payment waits for the answer. */
export function allocatePayment(
  command: AllocatePayment,
  state: InvoiceState,
  { vendor }: AllocationFacts,
): Decided {
  const { paymentId, paymentReference, amount, receivableId, by } = command;
  const offset = receivableId === undefined ? {} : { receivableId };
  const { purchaseOrderId, currency } = state;
  if (state.payments.some((p) => p.paymentId === paymentId)) return ok([]);
  const problem = allocationProblem(command, state, vendor);
  if (problem) {
    const refused = { paymentId, purchaseOrderId, ...offset, refusal: refusalOf(problem) };
    return ok([{ type: 'PaymentAllocationRefused', data: refused }]);
  }
  const lines = partsOf(amount, state);
  const data = {
    paymentId,
    purchaseOrderId,
    paymentReference,
    amount,
    ...offset,
    lines: lines.map(({ amountMinor, ...line }) => ({
      ...line,
      amount: moneyJson(amountMinor, currency),
    })),
    by,
  };
  return ok([{ type: 'PaymentAllocated', data }]);
}

/** A payment's part of each line, by what is open on it. */
export const partsOf = (amount: MoneyJson, state: InvoiceState): readonly PaidLine[] =>
  splitOver(minorOf(amount), openOf(state));

function amountProblem(amount: MoneyJson, state: InvoiceState): Rejection | undefined {
  const { currency: expected, reference } = state;
  const { currency } = amount;
  if (currency !== expected) return refuse.payment_currency_differs({ currency, expected });
  const open = sumMinor(openOf(state).map((line) => line.amountMinor));
  if (minorOf(amount) <= open) return undefined;
  const left = moneyJson(open, currency).amount;
  return refuse.payment_exceeds_invoice({ left, currency, reference });
}

/** The bank has confirmed the payment; with the last one the invoice is paid. */
export function settlePayment({ paymentId }: SettlePayment, state: InvoiceState): Decided {
  const payment = state.payments.find((p) => p.paymentId === paymentId);
  if (!payment || payment.settled) return ok([]);
  const settled: InvoiceEvent = { type: 'InvoicePaymentSettled', data: { paymentId } };
  return ok(thenPaid(state, [settled]));
}

/** The events, and that the invoice is paid if payments, advances and credits have taken it all. */
export function thenPaid(
  state: InvoiceState,
  events: readonly InvoiceEvent[],
): readonly InvoiceEvent[] {
  const after = events.reduce(evolveInvoice, state);
  const isPayable = ['approved_for_payment', 'partially_paid'].includes(after.status);
  if (!isPayable || !isSettled(after)) return events;
  const { purchaseOrderId } = after;
  return [...events, { type: 'InvoicePaid', data: { purchaseOrderId } }];
}

/** Cancelled, or returned by the bank, however late: its amount is payable again. */
export function releaseAllocation(
  { paymentId }: ReleasePaymentAllocation,
  state: InvoiceState,
): Decided {
  if (!state.payments.some((p) => p.paymentId === paymentId)) return ok([]);
  return ok(thenPaid(state, [{ type: 'PaymentAllocationReleased', data: { paymentId } }]));
}
