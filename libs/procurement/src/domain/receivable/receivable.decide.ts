import {
  decideBy,
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  sumMinor,
  type Decider,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import type { BankReferenceState } from '../bank-reference/bank-reference.decide.js';
import { check as checkInvoice, partsOf } from '../invoice/payments/invoice.payments.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import { openOf } from '../invoice/credits/open.js';
import { invoiceProblem, type Billed } from '../payment/payment.clearance.js';
import { linesProblem } from '../purchase-order/billing/clearance.js';
import { movementProblem } from '../shared/bank-movements.js';
import { notBefore, type DateFacts } from '../shared/dates.js';
import { amountProblem, askOf, check } from './receivable.ask.js';
import type { OffsetReceivable, ReceivableCommand, RecordRefund } from './receivable.commands.js';
import { answers } from './receivable.answers.js';
import { receivableEvents, type ReceivableEvent } from './receivable.events.js';
import { refuse } from './receivable.rejections.js';
import { evolveReceivable, initialReceivable, type ReceivableState } from './receivable.state.js';
import { approveWriteOff, type WriteOffFacts } from './write-off.js';

interface OffsetFacts extends DateFacts {
  /** The other invoice with its order; null if there is none with that id. */
  readonly against: Billed | null;
}
interface RefundFacts extends DateFacts {
  /** Who has named the bank's movement before; null if nobody. */
  readonly bankReference: BankReferenceState | null;
}
export interface ReceivableFacts {
  readonly RecordRefund: RefundFacts;
  readonly OffsetReceivable: OffsetFacts;
  readonly ApproveWriteOff: WriteOffFacts;
}
type Decided = Decision<ReceivableEvent>;
interface Identified {
  readonly id: string;
}

export const receivable: Decider<
  ReceivableState,
  ReceivableCommand,
  ReceivableEvent,
  ReceivableFacts
> = {
  category: 'procurement.Receivable',
  events: receivableEvents,
  initial: initialReceivable,
  evolve: evolveReceivable,
  decide: decideBy<ReceivableState, ReceivableCommand, ReceivableEvent, ReceivableFacts>({
    OpenReceivable: ({ type: _, lines, ...data }, { status }) =>
      ok(
        status === 'none'
          ? [{ type: 'ReceivableOpened', data: { ...data, lines: [...lines] } }]
          : [],
      ),
    RecordCover: ({ by, lines }, { status }) =>
      ok(status === 'none' ? [] : [{ type: 'ReceivableReduced', data: { by, lines: [...lines] } }]),
    RecordRefund: refund,
    OffsetReceivable: offset,
    RequestWriteOff({ reason, by }, state) {
      const problem = check(state, 'open');
      return problem ? err(problem) : ok([{ type: 'WriteOffRequested', data: { reason, by } }]);
    },
    RejectWriteOff({ reason, by }, state) {
      const problem = check(state, 'write_off_requested');
      return problem ? err(problem) : ok([{ type: 'WriteOffDeclined', data: { reason, by } }]);
    },
    ApproveWriteOff: approveWriteOff,
    ...answers,
  }),
};

/** The order decides; what it would refuse now is refused here. */
function refund(
  command: RecordRefund,
  state: ReceivableState,
  { id, dateProblem, bankReference: known }: RefundFacts & Identified,
): Decided {
  const { amount, valueDate, bankReference, transferAmount, by } = command;
  const problem = firstRefusal(
    check(state, 'open'),
    amountProblem(amount, state),
    notBefore(valueDate, state.arisenOn),
    dateProblem,
  );
  if (problem) return err(problem);
  const ask = askOf(amount, state, id);
  const movement = { bankReference, valueDate, amount, transferAmount };
  const { endingId: documentId } = ask;
  const { reference } = state;
  const taken = movementProblem({ ...movement, documentId, reference }, known?.taken ?? []);
  if (taken) return err(taken);
  const data = { ...ask, valueDate, bankReference, transferAmount, by };
  return ok([{ type: 'RefundRequested', data }]);
}

function offset(
  command: OffsetReceivable,
  state: ReceivableState,
  { id, dateProblem, against }: OffsetFacts & Identified,
): Decided {
  const { amount, invoiceId, effectiveAt, by, today: requestedOn } = command;
  if (against === null) return err(refuseInvoice.invoice_unknown({ invoiceId }));
  const problem = firstRefusal(
    check(state, 'open'),
    amountProblem(amount, state),
    againstProblem(command, state, against),
    notBefore(effectiveAt, state.arisenOn),
    dateProblem,
  );
  if (problem) return err(problem);
  const ask = askOf(amount, state, id);
  const uncovered = coverProblem(command, ask.endingId, against);
  if (uncovered) return err(uncovered);
  const data = { ...ask, invoiceId, effectiveAt, by, requestedOn };
  return ok([{ type: 'OffsetRequested', data }]);
}

/** Another invoice of the same vendor, of which that much can be paid. */
function againstProblem(
  { invoiceId, amount, effectiveAt: valueDate }: OffsetReceivable,
  { vendorId }: ReceivableState,
  against: Billed,
): Rejection | undefined {
  const { state } = against;
  const { reference, currency } = state;
  const open = sumMinor(openOf(state).map((line) => line.amountMinor));
  return firstRefusal(
    state.vendorId === vendorId ? undefined : refuse.offset_of_other_vendor({ reference }),
    checkInvoice(state, 'approved_for_payment', 'partially_paid'),
    currency === amount.currency
      ? undefined
      : refuseInvoice.payment_currency_differs({ currency: amount.currency, expected: currency }),
    minorOf(amount) <= open
      ? undefined
      : refuseInvoice.payment_exceeds_invoice({
          ...{ reference, currency },
          left: moneyJson(open, currency).amount,
        }),
    invoiceProblem({ invoiceId, valueDate }, against),
  );
}

/** Its order would not clear the offset now. */
function coverProblem(
  { invoiceId, amount, effectiveAt: valueDate }: OffsetReceivable,
  endingId: string,
  { state, order }: Billed,
): Rejection | undefined {
  const lines = partsOf(amount, state);
  return linesProblem(order, { paymentId: endingId, invoiceId, lines, valueDate });
}
