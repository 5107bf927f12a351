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
} from '@tamani/kernel';
import { allocationProblem } from '../invoice/invoice.payments.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import type { InvoiceState } from '../invoice/invoice.state.js';
import { lineAmountJson } from '../shared/amounts.js';
import { statusCheck } from '../shared/document.js';
import { excludes } from '../shared/segregation.js';
import { vendorProblem, type VendorStanding } from '../vendor/vendor.decide.js';
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

/** Those who had a duty in the purchase before its payment is approved. */
export interface Chain {
  readonly certifiers: readonly Person[];
  readonly receivers: readonly Person[];
  readonly clerks: readonly Person[];
}
export interface PaymentFacts {
  readonly invoice?: InvoiceState | undefined;
  /** ApprovePayment. */
  readonly chain?: Chain;
  /** PreparePayment, ReleasePayment. */
  readonly vendor?: VendorStanding;
  /** ReleasePayment, ReturnPayment: why the date cannot be used. */
  readonly dateProblem?: Rejection | undefined;
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

/** The invoice decides; what it would refuse as things stand is refused here, unnumbered. */
function prepare(command: PreparePayment, _: PaymentState, facts: PaymentFacts): Decided {
  const { reference, invoiceId, amount, by, today } = command;
  const { invoice, vendor } = facts;
  if (!invoice) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const problem = allocationProblem(command, invoice, vendor);
  if (problem) return err(problem);
  const { vendorId, purchaseOrderId: orderId } = invoice;
  const document = { reference, invoiceId, orderId, vendorId };
  const data = { ...document, amount, by, requestedOn: today };
  return ok([{ type: 'PaymentRequested', data }]);
}

/** Who certified, received or entered any of it does not let the money go. */
function approve({ by }: ApprovePayment, state: PaymentState, { chain }: PaymentFacts): Decided {
  const problem = firstRefusal(
    check(state, 'certified'),
    excludes('segregation_certifier_approves_payment', by, [
      state.certifier,
      ...(chain?.certifiers ?? []),
    ]),
    excludes('segregation_receiver_approves_payment', by, chain?.receivers ?? []),
    excludes('segregation_clerk_approves_payment', by, [state.clerk, ...(chain?.clerks ?? [])]),
  );
  return problem ? err(problem) : ok([{ type: 'PaymentApproved', data: { by } }]);
}

function release(command: ReleasePayment, state: PaymentState, facts: PaymentFacts): Decided {
  const { valueDate, by, today } = command;
  const { invoice, vendor, dateProblem } = facts;
  const problem = firstRefusal(
    check(state, 'approved'),
    invoice && invoice.receivable.length > 0
      ? refuse.invoice_has_receivable({ reference: invoice.reference })
      : undefined,
    vendor && vendorProblem(state.vendorId, vendor, today),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...documentOf(state), valueDate, lines: linesOf(state), by };
  return ok([{ type: 'PaymentReleased', data, effectiveAt: valueDate }]);
}

function giveBack(command: ReturnPayment, state: PaymentState, facts: PaymentFacts): Decided {
  const { reason, effectiveAt, by } = command;
  const problem = firstRefusal(check(state, 'released'), facts.dateProblem);
  if (problem) return err(problem);
  const data = { ...documentOf(state), effectiveAt, reason, lines: linesOf(state), by };
  return ok([{ type: 'PaymentReturned', data, effectiveAt }]);
}
