import {
  decideBy,
  err,
  firstRefusal,
  ok,
  type Decider,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import {
  acceptPrice,
  approve,
  match,
  refuseFunds,
  refusePrice,
  settleDispute,
} from './invoice.approval.js';
import type { InvoiceCommand, RecordReplacement } from './invoice.commands.js';
import { correct, register } from './invoice.content.js';
import {
  allocateCredit,
  pendingProblem,
  recordOverpaymentEnd,
  releaseCredit,
  settleCredit,
} from './credits/invoice.credits.js';
import { invoiceEvents, type InvoiceEvent } from './invoice.events.js';
import type { InvoiceFacts } from './invoice.match.js';
import {
  allocatePayment,
  check,
  releaseAllocation,
  settlePayment,
} from './payments/invoice.payments.js';
import { refuse } from './invoice.rejections.js';
import {
  evolveInvoice,
  initialInvoice,
  type InvoiceState,
  type InvoiceStatus,
} from './invoice.state.js';

export const invoice: Decider<InvoiceState, InvoiceCommand, InvoiceEvent, InvoiceFacts> = {
  category: 'procurement.Invoice',
  events: invoiceEvents,
  initial: initialInvoice,
  evolve: evolveInvoice,
  decide: decideBy<InvoiceState, InvoiceCommand, InvoiceEvent, InvoiceFacts>({
    RegisterInvoice: register,
    RecordReplacement: recordReplacement,
    CorrectInvoice: correct,
    MatchInvoice: match,
    ApproveInvoice: approve,
    AcceptPrice: acceptPrice,
    RefusePrice: refusePrice,
    RefuseFunds: refuseFunds,
    RefuseClaim({ refusal }, state) {
      if (endProblem(state, ...OPEN, 'approving', 'disputed')) return ok([]);
      const { purchaseOrderId } = state;
      return ok([{ type: 'InvoiceClaimRefused', data: { purchaseOrderId, refusal } }]);
    },
    RejectInvoice({ reason, by }, state) {
      const problem = endProblem(state, ...OPEN, 'disputed');
      if (problem) return err(problem);
      const data = { purchaseOrderId: state.purchaseOrderId, reason, by };
      return ok([{ type: 'InvoiceRejected', data }]);
    },
    CancelInvoice({ reason, by }, state) {
      const problem = endProblem(state, ...OPEN, 'disputed');
      if (problem) return err(problem);
      const data = { purchaseOrderId: state.purchaseOrderId, reason, by };
      return ok([{ type: 'InvoiceCancelled', data }]);
    },
    DisputeInvoice({ reason, by }, state) {
      const problem = endProblem(state, ...OPEN);
      return problem ? err(problem) : ok([{ type: 'InvoiceDisputed', data: { reason, by } }]);
    },
    SettleDispute: settleDispute,
    AllocatePayment: allocatePayment,
    SettlePayment: settlePayment,
    ReleasePaymentAllocation: releaseAllocation,
    AllocateCredit: allocateCredit,
    SettleCredit: settleCredit,
    ReleaseCredit: releaseCredit,
    RecordOverpaymentEnd: recordOverpaymentEnd,
  }),
};

/** Where an invoice stands that nothing is paid of. */
const OPEN = ['matched', 'exception', 'approved_for_payment'] as const;

const endProblem = (
  state: InvoiceState,
  ...needed: readonly InvoiceStatus[]
): Rejection | undefined =>
  firstRefusal(check(state, ...needed), paymentsProblem(state), pendingProblem(state));

const paymentsProblem = (state: InvoiceState): Rejection | undefined =>
  state.payments.length > 0
    ? refuse.invoice_has_payments({ reference: state.reference })
    : state.recoveries.length > 0
      ? refuse.invoice_has_recoveries({ reference: state.reference })
      : undefined;

function recordReplacement(
  { replacedBy }: RecordReplacement,
  state: InvoiceState,
): Decision<InvoiceEvent> {
  const isOld = state.replacedBy !== null || state.status === 'none';
  return ok(isOld ? [] : [{ type: 'InvoiceReplaced', data: { replacedBy } }]);
}
