import {
  decideBy,
  err,
  firstRefusal,
  moneyJson,
  ok,
  type Decider,
  type Decision,
  type Person,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { allocationProblem } from '../invoice/invoice.payments.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import type { InvoiceState } from '../invoice/invoice.state.js';
import { lineAmountJson } from '../shared/amounts.js';
import { statusCheck } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import { vendorProblem, type VendorFacts } from '../vendor/vendor.decide.js';
import type {
  ApprovePayment,
  PaymentCommand,
  PreparePayment,
  ReleasePayment,
  ReturnPayment,
} from './payment.commands.js';
import { paymentEvents, type PaymentEvent } from './payment.events.js';
import { refuse } from './payment.rejections.js';
import {
  evolvePayment,
  initialPayment,
  type PaymentState,
  type PaymentStatus,
} from './payment.state.js';

/** Persons who had a duty in the purchase before the payment's approval. */
export interface Chain {
  readonly certifiers: readonly Person[];
  readonly receivers: readonly Person[];
  readonly clerks: readonly Person[];
}
interface PreparationFacts {
  /** With its vendor; null if there is no invoice with that id. */
  readonly invoice: { readonly state: InvoiceState; readonly vendor: VendorFacts } | null;
}
interface DateFacts {
  /** Why the date cannot be used; null when it can. */
  readonly dateProblem: Rejection | null;
}
interface ReleaseFacts extends DateFacts {
  /** Null if there is no invoice with that id. */
  readonly invoice: InvoiceState | null;
  readonly vendor: VendorFacts;
}
export interface PaymentFacts {
  readonly PreparePayment: PreparationFacts;
  /** The duties of the purchase, or the refusal if a document is missing. */
  readonly ApprovePayment: { readonly chain: Result<Chain, Rejection> };
  readonly ReleasePayment: ReleaseFacts;
  readonly ReturnPayment: DateFacts;
}
type Decided = Decision<PaymentEvent>;
const check = statusCheck<PaymentStatus>(refuse.payment_wrong_status);

export const payment: Decider<PaymentState, PaymentCommand, PaymentEvent, PaymentFacts> = {
  category: 'procurement.Payment',
  events: paymentEvents,
  initial: initialPayment,
  evolve: evolvePayment,
  decide: decideBy<PaymentState, PaymentCommand, PaymentEvent, PaymentFacts>({
    PreparePayment: prepare,
    AcceptAllocation: ({ lines }, { status }) =>
      ok(status === 'preparing' ? [{ type: 'PaymentPrepared', data: { lines: [...lines] } }] : []),
    RefuseAllocation: ({ refusal }, { status }) =>
      ok(status === 'preparing' ? [{ type: 'PaymentRefused', data: { refusal } }] : []),
    CertifyPayment({ by }, state) {
      const problem = check(state, 'prepared');
      return problem ? err(problem) : ok([{ type: 'PaymentCertified', data: { by } }]);
    },
    ApprovePayment: approve,
    ReleasePayment: release,
    ConfirmPayment({ bankReference, by }, state) {
      const problem = check(state, 'released');
      if (problem) return err(problem);
      const amount = moneyJson(state.amountMinor, state.currency);
      const data = { ...documentOf(state), amount, bankReference, by };
      return ok([{ type: 'PaymentConfirmed', data }]);
    },
    ReturnPayment: giveBack,
    CancelPayment({ reason, by }, state) {
      const problem = check(state, 'prepared', 'certified', 'approved');
      if (problem) return err(problem);
      return ok([{ type: 'PaymentCancelled', data: { ...documentOf(state), reason, by } }]);
    },
  }),
};

const documentOf = ({ reference, invoiceId, orderId, vendorId }: PaymentState) => ({
  reference,
  invoiceId,
  orderId,
  vendorId,
});

const linesOf = ({ lines, currency }: PaymentState) =>
  lines.map((line) => lineAmountJson(line, currency));

/** The invoice decides; what it would refuse now is refused here, before a number is drawn. */
function prepare(command: PreparePayment, _: PaymentState, { invoice }: PreparationFacts): Decided {
  const { reference, invoiceId, amount, by, today } = command;
  if (invoice === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const problem = allocationProblem(command, invoice.state, invoice.vendor);
  if (problem) return err(problem);
  const { vendorId, purchaseOrderId: orderId } = invoice.state;
  const document = { reference, invoiceId, orderId, vendorId };
  const data = { ...document, amount, by, requestedOn: today };
  return ok([{ type: 'PaymentRequested', data }]);
}

/** Persons who certified, received or entered a document may not approve its payment. */
function approve(
  { by }: ApprovePayment,
  state: PaymentState,
  { chain }: PaymentFacts['ApprovePayment'],
): Decided {
  const wrong = check(state, 'certified');
  if (wrong) return err(wrong);
  if (!chain.ok) return chain;
  const { certifiers, receivers, clerks } = chain.value;
  const problem = firstRefusal(
    excludes('segregation_certifier_approves_payment', by, [state.certifier, ...certifiers]),
    excludes('segregation_receiver_approves_payment', by, receivers),
    excludes('segregation_clerk_approves_payment', by, [state.clerk, ...clerks]),
  );
  return problem ? err(problem) : ok([{ type: 'PaymentApproved', data: { by } }]);
}

function release(command: ReleasePayment, state: PaymentState, facts: ReleaseFacts): Decided {
  const { valueDate, by, today } = command;
  const { invoice, vendor, dateProblem } = facts;
  const problem = firstRefusal(
    check(state, 'approved'),
    receivableProblem(state, invoice),
    vendorProblem(state.vendorId, vendor, today),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...documentOf(state), valueDate, lines: linesOf(state), by };
  return ok([{ type: 'PaymentReleased', data, effectiveAt: valueDate }]);
}

function receivableProblem(
  { invoiceId }: PaymentState,
  invoice: InvoiceState | null,
): Rejection | undefined {
  if (invoice === null) return refuseInvoice.invoice_unknown({ invoiceId });
  if (invoice.receivable.length === 0) return undefined;
  return refuse.invoice_has_receivable({ reference: invoice.reference });
}

function giveBack(command: ReturnPayment, state: PaymentState, facts: DateFacts): Decided {
  const { reason, effectiveAt, by } = command;
  const problem = firstRefusal(check(state, 'released'), facts.dateProblem);
  if (problem) return err(problem);
  const data = { ...documentOf(state), effectiveAt, reason, lines: linesOf(state), by };
  return ok([{ type: 'PaymentReturned', data, effectiveAt }]);
}
