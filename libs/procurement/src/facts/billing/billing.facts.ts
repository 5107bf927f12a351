import type { FactReader } from '@tamani/runtime';
import { matchProblem } from '../../domain/invoice/invoice.approval.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import { invoiceProblem } from '../../domain/payment/payment.clearance.js';
import { payment } from '../../domain/payment/payment.decide.js';
import type {
  AgreeCredit,
  ClearOffset,
  ClearPayment,
} from '../../domain/purchase-order/billing/billing.commands.js';
import type { OrderState } from '../../domain/purchase-order/order.state.js';
import {
  creditNoteParties,
  invoiceParties,
  paymentParties,
  receivableParties,
  requisitionParties,
} from '../../domain/chain/parties.js';
import { partiesOf } from '../chain.facts.js';
import { priceTolerance } from '../policies.js';

/** What an order reads of its invoices and payments; of itself it knows the rest. */
export const billingFacts = {
  RecordInvoice: claimFacts,
  RecordCorrection: claimFacts,
  RecordInvoicePaid: claimFacts,
  AgreePrice: priceFacts,
  AgreeCredit: async ({ creditNoteId }: AgreeCredit, _: OrderState, read: FactReader) => ({
    parties: await partiesOf(read, creditNoteParties, creditNoteId),
  }),
  ClearPayment: clearanceFacts,
  ClearOffset: async (command: ClearOffset, order: OrderState, read: FactReader) => ({
    ...(await priceFacts(command, order, read)),
    ...(await clearanceParties(command, order, read)),
  }),
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
    return nothingAsked;
  }
  const { invoiceId, lines, valueDate } = state;
  const asking = { paymentId, invoiceId, lines, valueDate };
  const invoiced = await read.state(invoice, invoiceId);
  if (invoiced === null) return nothingAsked;
  const tolerance = await priceTolerance(read, invoiced.invoicedOn);
  const billed = { state: invoiced, order, tolerance };
  return {
    payment: asking,
    invoiceProblem: invoiceProblem(asking, billed) ?? null,
    ...(await clearanceParties({ paymentId, invoiceId }, order, read)),
  };
}

const nothingAsked = { payment: null, invoiceProblem: null, parties: [], requisition: [] };

interface Clearing {
  readonly paymentId: string;
  /** Null of an advance. */
  readonly invoiceId: string | null;
  /** Of an offset. */
  readonly receivableId?: string;
}

/**
 * Who acted on a payment or an offset and its invoice, if it has one, and on the requisition of
 * their order.
 */
export const clearanceParties = async (
  { paymentId, invoiceId, receivableId }: Clearing,
  { requisitionId }: Pick<OrderState, 'requisitionId'>,
  read: FactReader,
) => ({
  parties: [
    ...(await partiesOf(read, paymentParties, paymentId)),
    ...(receivableId === undefined ? [] : await partiesOf(read, receivableParties, receivableId)),
    ...(invoiceId === null ? [] : await partiesOf(read, invoiceParties, invoiceId)),
  ],
  requisition: await partiesOf(read, requisitionParties, requisitionId),
});
