import { firstRefusal, type Rejection } from '@tamani/kernel';
import { matchProblem } from '../invoice/invoice.approval.js';
import type { PriceTolerance } from '../invoice/invoice.match.js';
import type { InvoiceState } from '../invoice/invoice.state.js';
import { coverProblem, type ClearingPayment } from '../purchase-order/billing/clearance.js';
import type { OrderState } from '../purchase-order/order.state.js';
import { refuse } from './payment.rejections.js';

/** An invoice with its order, as their own streams say. */
export interface Billed {
  readonly state: InvoiceState;
  readonly order: OrderState;
  readonly tolerance: PriceTolerance;
}

/** Why the invoice of a payment cannot be paid on a date; null if it can, as far as it knows. */
export const invoiceProblem = (
  { invoiceId: id, valueDate }: Pick<ClearingPayment, 'invoiceId' | 'valueDate'>,
  { state, order, tolerance }: Billed,
): Rejection | undefined =>
  firstRefusal(
    valueDate !== null && valueDate < state.invoicedOn
      ? refuse.payment_before_invoice({ valueDate, invoicedOn: state.invoicedOn })
      : undefined,
    matchProblem(state, { id, order, tolerance }),
  );

/** Why the order would not clear the payment now. */
export const clearanceProblem = (payment: ClearingPayment, billed: Billed): Rejection | undefined =>
  firstRefusal(invoiceProblem(payment, billed), coverProblem(billed.order, payment));
