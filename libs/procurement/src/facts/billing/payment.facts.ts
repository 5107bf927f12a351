import { err, moneyJson, ok, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader, type OwnFactReader } from '@tamani/runtime';
import {
  bankReference,
  bankReferenceId,
} from '../../domain/bank-reference/bank-reference.decide.js';
import { dutiful } from '../../domain/chain/dutiful.js';
import { invoiceParties, paymentParties } from '../../domain/chain/parties.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import type { InvoiceState } from '../../domain/invoice/invoice.state.js';
import { refuse as refuseInvoice } from '../../domain/invoice/invoice.rejections.js';
import type { AdvancingOrder } from '../../domain/payment/payment.advance.js';
import type {
  PaymentCommand,
  PrepareAdvance,
  PreparePayment,
} from '../../domain/payment/payment.commands.js';
import { payment } from '../../domain/payment/payment.decide.js';
import type { Billed } from '../../domain/payment/payment.clearance.js';
import type { PaymentState } from '../../domain/payment/payment.state.js';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import { refuse as refuseOrder } from '../../domain/purchase-order/order.rejections.js';
import type { Chain } from '../../domain/shared/segregation.js';
import { advanceFacts } from './advance.facts.js';
import { dateProblem, reversedOn } from '../budgets.js';
import { clearanceParties } from './billing.facts.js';
import { chainOfOrder, partiesOf, withChain } from '../chain.facts.js';
import { priceTolerance, vendorFacts } from '../policies.js';

/** Which of its acts is which duty. */
const duties = {
  PreparePayment: 'clerk',
  PrepareAdvance: 'clerk',
  CertifyPayment: 'certifier',
  ApprovePayment: 'payment_approver',
} as const;

/** Payments read their invoice and, for the approval, all who had a duty before it. */
export const paymentAggregate = aggregate(
  dutiful(payment, duties),
  withChain(duties, chainOfPayment, {
    PreparePayment: async (command, _, read) => ({ invoice: await askedInvoice(command, read) }),
    PrepareAdvance: async (command, _, read) => ({ advancing: await askedOrder(command, read) }),
    CertifyPayment: async (_, state, read) => ({ billed: await payingOf(state, read) }),
    ApprovePayment: async (_, state, read) => ({ billed: await payingOf(state, read) }),
    ReleasePayment: async ({ valueDate: date, today }, state, read) => ({
      ...(await releaseFacts({ ...state, requestedOn: date }, read)),
      vendor: await vendorFacts(read, state.vendorId, today),
      dateProblem: await dateProblem(read, { date, today, ...bookedOn(state) }),
    }),
    ConfirmPayment: async ({ bankReference: typed }, { vendorId }, read) => ({
      bankReference: await read.state(
        bankReference,
        bankReferenceId({ kind: 'payment', vendorId, bankReference: typed }),
      ),
    }),
    ReturnPayment: async ({ effectiveAt: date, today }, state, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...reversedOn(state) }),
      order: await read.state(purchaseOrder, state.orderId),
    }),
  }),
  (event) =>
    event.type === 'PaymentRefused' ||
    event.type === 'PaymentReleaseRefused' ||
    event.type === 'PaymentConfirmationRefused' ||
    event.type === 'PaymentReturnRefused'
      ? event.data.refusal
      : undefined,
);

/** What a payment is for, and who acted on it. */
async function releaseFacts(state: PaymentState, read: OwnFactReader) {
  const billed = await payingOf(state, read);
  const { invoiceId } = state;
  const parties = billed.ok
    ? await clearanceParties({ paymentId: read.id, invoiceId }, billed.value.order, read)
    : { parties: [], requisition: [] };
  return { billed, ...parties };
}

async function askedInvoice({ invoiceId, today }: PreparePayment, read: FactReader) {
  const state = await read.state(invoice, invoiceId);
  const billed = state && (await withOrder(state, read));
  return billed && { ...billed, vendor: await vendorFacts(read, billed.state.vendorId, today) };
}

async function askedOrder({ purchaseOrderId, amount, today }: PrepareAdvance, read: OwnFactReader) {
  const order = await read.state(purchaseOrder, purchaseOrderId);
  if (order === null) return null;
  const facts = await advanceFacts({ paymentId: read.id, amount, date: today }, order, read);
  return { order, ...facts, vendor: await vendorFacts(read, order.vendorId, today) };
}

/** The invoice of a payment with its order, or the order of an advance: all is read. */
async function payingOf(
  { invoiceId, orderId, ...state }: PaymentState,
  read: OwnFactReader,
): Promise<Result<Billed | AdvancingOrder, Rejection>> {
  if (invoiceId !== null) return billedOf({ invoiceId, orderId }, read);
  const order = await read.state(purchaseOrder, orderId);
  if (order === null) return err(refuseOrder.order_unknown({ orderId }));
  const amount = moneyJson(state.amountMinor, state.currency);
  const asked = { paymentId: read.id, amount, date: state.requestedOn };
  return ok({ order, ...(await advanceFacts(asked, order, read)) });
}

/** The invoice that is to be paid with its order: both are read, whoever decides. */
export async function billedOf(
  { invoiceId, orderId }: { readonly invoiceId: string; readonly orderId: string },
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

/** A payment that is being prepared has its invoice in the command. */
async function chainOfPayment(
  command: PaymentCommand,
  { orderId, invoiceId }: PaymentState,
  read: OwnFactReader,
): Promise<Chain> {
  if (command.type === 'PrepareAdvance') return chainOfOrder(read, command.purchaseOrderId);
  if (command.type !== 'PreparePayment') {
    const own = await partiesOf(read, paymentParties, read.id);
    const invoiced = invoiceId === null ? [] : await partiesOf(read, invoiceParties, invoiceId);
    return [...own, ...invoiced, ...(await chainOfOrder(read, orderId))];
  }
  const invoiced = await read.state(invoice, command.invoiceId);
  return invoiced ? chainOfOrder(read, invoiced.purchaseOrderId) : [];
}

/** Payments belong to earlier orders. */
const bookedOn = ({ currency, lines, advance }: PaymentState) => ({
  currency,
  budgetLineIds: (advance?.lines ?? lines).map((line) => line.budgetLineId),
  settling: true,
});
