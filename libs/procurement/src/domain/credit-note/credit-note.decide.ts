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
} from '@tamani/kernel';
import { creditProblem } from '../invoice/credits/invoice.credits.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import type { InvoiceState } from '../invoice/invoice.state.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderLine, OrderState } from '../purchase-order/order.state.js';
import { linesProblem } from '../receipt/receipt.decide.js';
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

interface InvoiceFact {
  /** Null if there is no invoice with that id. */
  readonly invoice: InvoiceState | null;
}
interface RegistrationFacts extends InvoiceFact {
  readonly order: OrderState | null;
  readonly vendor: VendorState | null;
}
export interface CreditNoteFacts {
  readonly RegisterCreditNote: RegistrationFacts;
  readonly ApproveCreditNote: InvoiceFact;
  readonly CancelCreditNote: InvoiceFact;
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
  { id, invoice, order, vendor }: RegistrationFacts & { readonly id: string },
): Decided {
  const { reference, invoiceId, number, creditedOn, lines, reason, by } = command;
  if (invoice === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const { vendorId, purchaseOrderId, currency } = invoice;
  if (order === null) return err(refuseOrder.order_unknown({ orderId: purchaseOrderId }));
  if (vendor === null) return err(refuseVendor.vendor_unknown({ vendorId }));
  const problem = firstRefusal(
    dateProblem(command, invoice),
    linesProblem(lines, order),
    amountsProblem(command, invoice),
    numberProblem({ number, creditNoteId: id }, vendor),
  );
  if (problem) return err(problem);
  const document = { reference, vendorId, invoiceId, purchaseOrderId, number, creditedOn };
  const priced = lines.map(({ orderLine, amount }) => ({
    orderLine,
    budgetLineId: budgetLineOf(order, orderLine),
    amount,
  }));
  const data = { ...document, currency, lines: priced, reason, by };
  return ok([{ type: 'CreditNoteRegistered', data }]);
}

const budgetLineOf = ({ lines }: OrderState, orderLine: number): string =>
  (lines.find((line) => line.orderLine === orderLine) as OrderLine).budgetLineId;

function dateProblem(
  { creditedOn, today }: RegisterCreditNote,
  { reference, invoicedOn }: InvoiceState,
): Rejection | undefined {
  if (creditedOn > today) return refuse.credit_note_date_in_future({ creditedOn });
  return creditedOn < invoicedOn
    ? refuse.credit_note_before_invoice({ creditedOn, reference, invoicedOn })
    : undefined;
}

function amountsProblem(
  { lines }: RegisterCreditNote,
  invoice: InvoiceState,
): Rejection | undefined {
  const { currency: expected } = invoice;
  const other = lines.find(({ amount }) => amount.currency !== expected);
  if (other) {
    const { currency } = other.amount;
    return refuse.credit_note_currency_differs({ currency, expected });
  }
  const zero = lines.find(({ amount }) => minorOf(amount) === 0n);
  if (zero) return refuse.credit_note_amount_zero({ orderLine: zero.orderLine });
  const asked = lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) }));
  return creditProblem(asked, invoice);
}

/** Who registered a credit note does not approve it; others of the chain they may. */
const ownProblem = (by: Person, { clerk }: CreditNoteState): Rejection | undefined =>
  clerk && sharesIdentity(by, clerk)
    ? segregation.segregation_clerk_approves_credit_note({ who: by.onBehalfOf ?? by.id })
    : undefined;

/** The invoice decides, and what it would refuse now is refused here. */
function approve({ by }: ApproveCreditNote, state: CreditNoteState, facts: InvoiceFact): Decided {
  const { invoiceId, purchaseOrderId, reference, creditedOn, currency } = state;
  const { invoice } = facts;
  if (invoice === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const problem = firstRefusal(
    check(state, 'registered'),
    ownProblem(by, state),
    creditProblem(state.lines, invoice),
  );
  if (problem) return err(problem);
  const lines = state.lines.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: moneyJson(amountMinor, currency),
  }));
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
  { invoice }: InvoiceFact,
): Decided {
  const ended = invoice !== null && ['cancelled', 'rejected'].includes(invoice.status);
  const problem = check(state, 'registered', ...(ended ? (['approved'] as const) : []));
  if (problem) return err(problem);
  const { invoiceId, purchaseOrderId, vendorId, number } = state;
  const data = { invoiceId, purchaseOrderId, vendorId, number, reason, by };
  return ok([{ type: 'CreditNoteCancelled', data }]);
}
