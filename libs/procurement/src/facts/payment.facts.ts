import { err, ok, type Person, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import type { InvoiceState } from '../domain/invoice/invoice.state.js';
import { refuse as refuseInvoice } from '../domain/invoice/invoice.rejections.js';
import type { PreparePayment } from '../domain/payment/payment.commands.js';
import { payment, type Chain } from '../domain/payment/payment.decide.js';
import type { Billed } from '../domain/payment/payment.clearance.js';
import type { PaymentState } from '../domain/payment/payment.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse as refuseOrder } from '../domain/purchase-order/order.rejections.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { dateProblem, reversedOn } from './budgets.js';
import { priceTolerance, vendorFacts } from './policies.js';

/** Payments read their invoice and, for the approval, all who had a duty before it. */
export const paymentAggregate = aggregate(
  payment,
  {
    PreparePayment: async (command, _, read) => ({ invoice: await askedInvoice(command, read) }),
    CertifyPayment: async (_, state, read) => ({ billed: await billedOf(state, read) }),
    ApprovePayment: async (_, state, read) => ({
      billed: await billedOf(state, read),
      chain: await chainOf(state, read),
    }),
    ReleasePayment: async ({ valueDate: date, today }, state, read) => ({
      billed: await billedOf(state, read),
      vendor: await vendorFacts(read, state.vendorId, today),
      dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
    }),
    ReturnPayment: async ({ effectiveAt: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...reversedOn(state) }),
    }),
  },
  (event) =>
    event.type === 'PaymentRefused' || event.type === 'PaymentReleaseRefused'
      ? event.data.refusal
      : undefined,
);

async function askedInvoice({ invoiceId, today }: PreparePayment, read: FactReader) {
  const state = await read.state(invoice, invoiceId);
  const billed = state && (await withOrder(state, read));
  return billed && { ...billed, vendor: await vendorFacts(read, billed.state.vendorId, today) };
}

/** The invoice of a payment with its order: both are read, whoever decides. */
export async function billedOf(
  { invoiceId, orderId }: Pick<PaymentState, 'invoiceId' | 'orderId'>,
  read: FactReader,
): Promise<Result<Billed, Rejection>> {
  const state = await read.state(invoice, invoiceId);
  if (state === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const billed = await withOrder(state, read);
  return billed ? ok(billed) : err(refuseOrder.order_unknown({ orderId }));
}

async function withOrder(state: InvoiceState, read: FactReader): Promise<Billed | null> {
  const order = await read.state(purchaseOrder, state.purchaseOrderId);
  return order && { state, order, tolerance: await priceTolerance(read, state.invoicedOn) };
}

/** From the requisition to the invoice: who certified, received and entered. */
async function chainOf(
  { invoiceId, orderId }: PaymentState,
  read: FactReader,
): Promise<Result<Chain, Rejection>> {
  const invoiced = await read.state(invoice, invoiceId);
  if (invoiced === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const order = await read.state(purchaseOrder, orderId);
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  const { requisitionId, receivers } = order;
  const asked = await read.state(requisition, requisitionId);
  if (asked === null) return err(refuseOrder.requisition_unknown({ requisitionId }));
  const there = (person: Person | undefined): readonly Person[] => (person ? [person] : []);
  const certifiers = [...there(asked.certifier), ...there(invoiced.approver)];
  return ok({ certifiers, receivers, clerks: there(invoiced.clerk) });
}

/** Payments belong to earlier orders. */
const bookedOn = ({ currency, lines }: PaymentState) => ({
  currency,
  budgetLineIds: lines.map((line) => line.budgetLineId),
  settling: true,
});
