import {
  decideBy,
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  sharesIdentity,
  sumMinor,
  type Decider,
  type Decision,
  type Person,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { creditProblem } from '../invoice/credits/invoice.credits.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import type { InvoiceState } from '../invoice/invoice.state.js';
import { orderCreditProblem } from '../purchase-order/credits/credits.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderLine, OrderState } from '../purchase-order/order.state.js';
import { linesProblem } from '../receipt/receipt.decide.js';
import { notBefore } from '../shared/dates.js';
import { statusCheck } from '../shared/document.js';
import { segregation } from '../shared/segregation.js';
import { numberProblem } from '../vendor/vendor.numbers.js';
import type { VendorState } from '../vendor/vendor.state.js';
import { refuse as refuseVendor } from '../vendor/vendor.rejections.js';
import type {
  ApproveCreditNote,
  CancelCreditNote,
  CreditNoteCommand,
  RegisterCreditNote,
} from './credit-note.commands.js';
import { creditNoteEvents, type CreditNoteEvent } from './credit-note.events.js';
import { refuse } from './credit-note.rejections.js';
import {
  evolveCreditNote,
  initialCreditNote,
  type CreditNoteState,
  type CreditNoteStatus,
} from './credit-note.state.js';

interface CreditedFacts {
  /** Null if there is no invoice with that id, or it is against the order. */
  readonly invoice: InvoiceState | null;
  readonly order: OrderState | null;
}
interface RegistrationFacts extends CreditedFacts {
  readonly vendor: VendorState | null;
}
export interface CreditNoteFacts {
  readonly RegisterCreditNote: RegistrationFacts;
  readonly ApproveCreditNote: CreditedFacts;
  readonly CancelCreditNote: CreditedFacts;
}
type Decided = Decision<CreditNoteEvent>;

const check = statusCheck<CreditNoteStatus>(refuse.credit_note_wrong_status);

export const creditNote: Decider<
  CreditNoteState,
  CreditNoteCommand,
  CreditNoteEvent,
  CreditNoteFacts
> = {
  category: 'procurement.CreditNote',
  events: creditNoteEvents,
  initial: initialCreditNote,
  evolve: evolveCreditNote,
  decide: decideBy<CreditNoteState, CreditNoteCommand, CreditNoteEvent, CreditNoteFacts>({
    RegisterCreditNote: register,
    AcceptNumber: (_, { status }) =>
      ok(status === 'registering' ? [{ type: 'CreditNoteNumberAccepted', data: {} }] : []),
    RefuseNumber: ({ refusal }, { status }) =>
      ok(status === 'registering' ? [{ type: 'CreditNoteRefused', data: { refusal } }] : []),
    ApproveCreditNote: approve,
    AcceptCredit: accept,
    RefuseCredit: ({ refusal }, { status }) =>
      ok(status === 'approving' ? [{ type: 'CreditNoteApprovalRefused', data: { refusal } }] : []),
    RefuseAdjustment: ({ shortfalls }, { status }) =>
      ok(
        status === 'approving'
          ? [{ type: 'CreditNoteNotAdjusted', data: { shortfalls: [...shortfalls] } }]
          : [],
      ),
    CancelCreditNote: cancel,
  }),
};

/** The vendor's stream decides on the number; what it would refuse now is refused here. */
function register(
  command: RegisterCreditNote,
  _: CreditNoteState,
  facts: RegistrationFacts & { readonly id: string },
): Decided {
  const { reference, number, creditedOn, lines, reason, by } = command;
  const found = creditedDocument(command, facts);
  if (!found.ok) return found;
  const { id, vendor } = facts;
  const { order, invoice } = found.value;
  const { vendorId, currency } = invoice ?? order;
  if (vendor === null) return err(refuseVendor.vendor_unknown({ vendorId }));
  const problem = firstRefusal(
    dateProblem(command, found.value),
    linesProblem(lines, order),
    amountsProblem(command, found.value),
    numberProblem({ number, creditNoteId: id }, vendor),
  );
  if (problem) return err(problem);
  const purchaseOrderId = invoice?.purchaseOrderId ?? command.purchaseOrderId ?? '';
  const ids = { invoiceId: command.invoiceId ?? null, purchaseOrderId };
  const priced = lines.map(({ orderLine, amount }) => ({
    orderLine,
    budgetLineId: budgetLineOf(order, orderLine),
    amount,
  }));
  const data = { reference, vendorId, ...ids, number, creditedOn, currency, lines: priced };
  return ok([{ type: 'CreditNoteRegistered', data: { ...data, reason, by } }]);
}

interface Credited {
  readonly invoice: InvoiceState | null;
  readonly order: OrderState;
}

/** What is credited: an invoice, or an order of which goods are not invoiced. */
function creditedDocument(
  { invoiceId, purchaseOrderId }: Pick<RegisterCreditNote, 'invoiceId' | 'purchaseOrderId'>,
  { invoice, order }: CreditedFacts,
): Result<Credited, Rejection> {
  if ((invoiceId === undefined) === (purchaseOrderId === undefined)) {
    return err(refuse.credit_note_one_document());
  }
  if (invoiceId !== undefined && invoice === null) {
    return err(refuseInvoice.invoice_unknown({ invoiceId }));
  }
  const orderId = invoice?.purchaseOrderId ?? purchaseOrderId ?? '';
  return order ? ok({ invoice, order }) : err(refuseOrder.order_unknown({ orderId }));
}

const budgetLineOf = ({ lines }: OrderState, orderLine: number): string =>
  (lines.find((line) => line.orderLine === orderLine) as OrderLine).budgetLineId;

function dateProblem(
  { creditedOn, today }: RegisterCreditNote,
  { invoice, order }: Credited,
): Rejection | undefined {
  if (creditedOn > today) return refuse.credit_note_date_in_future({ creditedOn });
  if (invoice === null) return notBefore(creditedOn, order.effectiveAt);
  const { reference, invoicedOn } = invoice;
  return creditedOn < invoicedOn
    ? refuse.credit_note_before_invoice({ creditedOn, reference, invoicedOn })
    : undefined;
}

function amountsProblem(
  { lines }: RegisterCreditNote,
  { invoice, order }: Credited,
): Rejection | undefined {
  const { currency: expected } = invoice ?? order;
  const other = lines.find(({ amount }) => amount.currency !== expected);
  if (other) {
    const { currency } = other.amount;
    return refuse.credit_note_currency_differs({ currency, expected });
  }
  const zero = lines.find(({ amount }) => minorOf(amount) === 0n);
  if (zero) return refuse.credit_note_amount_zero({ orderLine: zero.orderLine });
  if (invoice === null) return orderCreditProblem(lines, order);
  const asked = lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) }));
  return creditProblem(asked, invoice);
}

/** Who registered a credit note does not approve it; others of the chain they may. */
const ownProblem = (by: Person, { clerk }: CreditNoteState): Rejection | undefined =>
  clerk && sharesIdentity(by, clerk)
    ? segregation.segregation_clerk_approves_credit_note({ who: by.onBehalfOf ?? by.id })
    : undefined;

/** The invoice decides, or the order; what they would refuse now is refused here. */
function approve({ by }: ApproveCreditNote, state: CreditNoteState, facts: CreditedFacts): Decided {
  const { invoiceId, purchaseOrderId, reference, creditedOn, currency } = state;
  const asked = invoiceId === null ? { purchaseOrderId } : { invoiceId };
  const found = creditedDocument(asked, facts);
  if (!found.ok) return found;
  const { invoice, order } = found.value;
  const lines = state.lines.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: moneyJson(amountMinor, currency),
  }));
  const problem = firstRefusal(
    check(state, 'registered'),
    ownProblem(by, state),
    invoice ? creditProblem(state.lines, invoice) : orderCreditProblem(lines, order),
  );
  if (problem) return err(problem);
  const data = { invoiceId, purchaseOrderId, reference, creditedOn, lines, by };
  return ok([{ type: 'CreditNoteApprovalRequested', data }]);
}

function accept(_: { readonly type: 'AcceptCredit' }, state: CreditNoteState): Decided {
  const { status, approver: by, invoiceId, purchaseOrderId } = state;
  if (status !== 'approving' || !by) return ok([]);
  const total = moneyJson(sumMinor(state.lines.map((line) => line.amountMinor)), state.currency);
  return ok([{ type: 'CreditNoteApproved', data: { invoiceId, purchaseOrderId, total, by } }]);
}

/** An approved one only with its invoice: that of a cancelled invoice can be registered again. */
function cancel(
  { reason, by }: CancelCreditNote,
  state: CreditNoteState,
  { invoice }: CreditedFacts,
): Decided {
  const ended = invoice !== null && ['cancelled', 'rejected'].includes(invoice.status);
  const problem = check(state, 'registered', ...(ended ? (['approved'] as const) : []));
  if (problem) return err(problem);
  const { invoiceId, purchaseOrderId, vendorId, number } = state;
  const data = { invoiceId, purchaseOrderId, vendorId, number, reason, by };
  return ok([{ type: 'CreditNoteCancelled', data }]);
}
