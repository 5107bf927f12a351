import type { FactReader } from '@tamani/runtime';
import { matchProblem } from '../domain/invoice/invoice.approval.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { invoiceProblem } from '../domain/payment/payment.clearance.js';
import { payment } from '../domain/payment/payment.decide.js';
import type { ClearPayment } from '../domain/purchase-order/billing/billing.commands.js';
import type { OrderState } from '../domain/purchase-order/order.state.js';
import { priceTolerance } from './policies.js';

/** What an order reads of its invoices and payments; of itself it knows the rest. */
export const billingFacts = {
  RecordInvoice: claimFacts,
  RecordCorrection: claimFacts,
  RecordInvoicePaid: claimFacts,
  AgreePrice: priceFacts,
  ClearPayment: clearanceFacts,
  ClearOffset: priceFacts,
};

async function claimFacts(
  { invoiceId }: { readonly invoiceId: string },
  _: OrderState,
  read: FactReader,
) {
  const state = await read.state(invoice, invoiceId);
  if (!state?.clerk || ['rejected', 'cancelled'].includes(state.status)) return { invoice: null };
  const { currency, lines, clerk } = state;
  return { invoice: { currency, lines, clerk } };
}

async function priceFacts(
  { invoiceId: id }: { readonly invoiceId: string },
  order: OrderState,
  read: FactReader,
) {
  const state = await read.state(invoice, id);
  if (state === null) return { invoiceProblem: null };
  const tolerance = await priceTolerance(read, state.invoicedOn);
  return { invoiceProblem: matchProblem(state, { id, order, tolerance }) ?? null };
}

async function clearanceFacts({ paymentId }: ClearPayment, order: OrderState, read: FactReader) {
  const state = await read.state(payment, paymentId);
  if (state?.status !== 'releasing' || !state.valueDate || state.invoiceId === null) {
    return { payment: null, invoiceProblem: null };
  }
  const { invoiceId, lines, valueDate } = state;
  const asking = { paymentId, invoiceId, lines, valueDate };
  const invoiced = await read.state(invoice, invoiceId);
  if (invoiced === null) return { payment: null, invoiceProblem: null };
  const tolerance = await priceTolerance(read, invoiced.invoicedOn);
  const billed = { state: invoiced, order, tolerance };
  return { payment: asking, invoiceProblem: invoiceProblem(asking, billed) ?? null };
}
