import {
  decideBy,
  err,
  firstRefusal,
  ok,
  type Decider,
  type Decision,
  type FactsOf,
} from '@tamani/kernel';
import { allocationProblem, partsOf } from '../invoice/payments/invoice.payments.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import type { DateFacts } from '../shared/dates.js';
import { statusCheck } from '../shared/document.js';
import { clashProblem } from '../shared/segregation.js';
import type { ClearanceFacts } from '../purchase-order/billing/clearance.js';
import { vendorProblem, type VendorFacts } from '../vendor/vendor.decide.js';
import { prepareAdvance, type AdvancePreparationFacts } from './payment.advance.js';
import type {
  AcceptClearance,
  ApprovePayment,
  PaymentCommand,
  PreparePayment,
  ReleasePayment,
} from './payment.commands.js';
import { clearanceProblem, type Billed } from './payment.clearance.js';
import {
  acceptConfirmation,
  confirm,
  refuseConfirmation,
  type ConfirmationFacts,
} from './payment.confirmation.js';
import { paymentEvents, type PaymentEvent } from './payment.events.js';
import { payableProblem, paymentProblem, type BilledFacts } from './payment.problems.js';
import { refuse } from './payment.rejections.js';
import { giveBack, refuseReturn, returned, type ReturnFacts } from './payment.return.js';
import {
  documentOf,
  evolvePayment,
  initialPayment,
  linesOf,
  type PaymentState,
  type PaymentStatus,
} from './payment.state.js';

interface PreparationFacts {
  /** With its vendor and its order; null if there is no invoice with that id. */
  readonly invoice: (Billed & { readonly vendor: VendorFacts }) | null;
}
type PartiesFacts = Pick<ClearanceFacts, 'parties' | 'requisition'>;
interface ReleaseFacts extends DateFacts, BilledFacts, PartiesFacts {
  readonly vendor: VendorFacts;
}
export interface PaymentFacts {
  readonly PreparePayment: PreparationFacts;
  readonly PrepareAdvance: AdvancePreparationFacts;
  readonly CertifyPayment: BilledFacts;
  /** The duties of the purchase, or the refusal if a document is missing. */
  readonly ApprovePayment: BilledFacts;
  readonly ReleasePayment: ReleaseFacts;
  readonly ConfirmPayment: ConfirmationFacts;
  readonly ReturnPayment: ReturnFacts;
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
    PrepareAdvance: prepareAdvance,
    AcceptAdvance: ({ lines }, { status }) =>
      ok(status === 'preparing' ? [{ type: 'AdvancePrepared', data: { lines: [...lines] } }] : []),
    AcceptAllocation: ({ lines }, { status }) =>
      ok(status === 'preparing' ? [{ type: 'PaymentPrepared', data: { lines: [...lines] } }] : []),
    RefuseAllocation: ({ refusal }, { status }) =>
      ok(status === 'preparing' ? [{ type: 'PaymentRefused', data: { refusal } }] : []),
    CertifyPayment({ by }, state, { id, billed }) {
      const problem = check(state, 'prepared') ?? payableProblem(id, state, billed);
      return problem ? err(problem) : ok([{ type: 'PaymentCertified', data: { by } }]);
    },
    ApprovePayment: approve,
    ReleasePayment: release,
    AcceptClearance: acceptClearance,
    RefuseClearance: ({ refusal }, { status }) =>
      ok(status === 'releasing' ? [{ type: 'PaymentReleaseRefused', data: { refusal } }] : []),
    ConfirmPayment: confirm,
    AcceptConfirmation: acceptConfirmation,
    RefuseConfirmation: refuseConfirmation,
    ReturnPayment: giveBack,
    AcceptReturn: (_, state) => ok(returned(state)),
    RefuseReturn: refuseReturn,
    CancelPayment({ reason, by }, state) {
      const problem = check(state, 'prepared', 'certified', 'approved');
      if (problem) return err(problem);
      return ok([{ type: 'PaymentCancelled', data: { ...documentOf(state), reason, by } }]);
    },
  }),
};

/** The invoice decides; what it would refuse now is refused here, before a number is drawn. */
function prepare(
  command: PreparePayment,
  _: PaymentState,
  { id, invoice }: PreparationFacts & { readonly id: string },
): Decided {
  const { reference, invoiceId, amount, by, today } = command;
  if (invoice === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const { state } = invoice;
  const problem =
    allocationProblem(command, state, invoice.vendor) ??
    clearanceProblem(
      { paymentId: id, invoiceId, lines: partsOf(amount, state), valueDate: null },
      invoice,
    );
  if (problem) return err(problem);
  const { vendorId, purchaseOrderId: orderId } = state;
  const document = { reference, invoiceId, orderId, vendorId };
  const data = { ...document, amount, by, requestedOn: today };
  return ok([{ type: 'PaymentRequested', data }]);
}

function approve(
  { by }: ApprovePayment,
  state: PaymentState,
  { id, billed }: FactsOf<PaymentFacts, 'ApprovePayment'>,
): Decided {
  const problem = check(state, 'certified') ?? payableProblem(id, state, billed);
  return problem ? err(problem) : ok([{ type: 'PaymentApproved', data: { by } }]);
}

/** The order decides; what it would refuse now is refused here, and nothing is written. */
function release(
  command: ReleasePayment,
  state: PaymentState,
  facts: ReleaseFacts & { readonly id: string },
): Decided {
  const { valueDate, by, today } = command;
  const { id: paymentId, billed, vendor } = facts;
  const wrong = check(state, 'approved');
  if (wrong) return err(wrong);
  if (!billed.ok) return billed;
  const problem = firstRefusal(
    vendorProblem(state.vendorId, vendor, today),
    facts.dateProblem,
    clashProblem(facts.parties, [...billed.value.order.parties, ...facts.requisition]),
    paymentProblem({ paymentId, state, valueDate }, billed.value),
  );
  if (problem) return err(problem);
  const data = { ...documentOf(state), valueDate, by, requestedOn: today };
  return ok([{ type: 'PaymentReleaseRequested', data }]);
}

function acceptClearance(_: AcceptClearance, state: PaymentState): Decided {
  const { status, valueDate, treasurer: by } = state;
  if (status !== 'releasing' || valueDate === undefined || !by) return ok([]);
  const data = { ...documentOf(state), valueDate, lines: linesOf(state), by };
  return ok([{ type: 'PaymentReleased', data, effectiveAt: valueDate }]);
}
