import { err, ok, type Person, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { refuse as refuseInvoice } from '../domain/invoice/invoice.rejections.js';
import type { PreparePayment } from '../domain/payment/payment.commands.js';
import { payment, type Chain } from '../domain/payment/payment.decide.js';
import type { PaymentState } from '../domain/payment/payment.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse as refuseOrder } from '../domain/purchase-order/order.rejections.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { dateProblem } from './budgets.js';
import { vendorFacts } from './policies.js';

/** Payments read their invoice and, for the approval, all who had a duty before it. */
export const paymentAggregate = aggregate(
  payment,
  {
    PreparePayment: async (command, _, read) => ({ invoice: await askedInvoice(command, read) }),
    ApprovePayment: async (_, state, read) => ({ chain: await chainOf(state, read) }),
    ReleasePayment: async ({ valueDate: date, today }, state, read) => ({
      invoice: await read.state(invoice, state.invoiceId),
      vendor: await vendorFacts(read, state.vendorId, today),
      dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
    }),
    ReturnPayment: async ({ effectiveAt: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
    }),
  },
  (event) => (event.type === 'PaymentRefused' ? event.data.refusal : undefined),
);

async function askedInvoice({ invoiceId, today }: PreparePayment, read: FactReader) {
  const state = await read.state(invoice, invoiceId);
  return state && { state, vendor: await vendorFacts(read, state.vendorId, today) };
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
