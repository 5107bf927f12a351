import {
  decideBy,
  derivedId,
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  sharesIdentity,
  sumMinor,
  type Decider,
  type Decision,
  type MoneyJson,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { check as checkInvoice, partsOf } from '../invoice/invoice.payments.js';
import { refuse as refuseInvoice } from '../invoice/invoice.rejections.js';
import { openOf } from '../invoice/credits/open.js';
import { invoiceProblem, type Billed } from '../payment/payment.clearance.js';
import { linesProblem } from '../purchase-order/billing/clearance.js';
import { splitOver } from '../shared/amounts.js';
import { notBefore, type DateFacts } from '../shared/dates.js';
import { statusCheck } from '../shared/document.js';
import type {
  ApproveWriteOff,
  OffsetReceivable,
  ReceivableCommand,
  RecordRefund,
} from './receivable.commands.js';
import { answers } from './receivable.answers.js';
import { receivableEvents, type ReceivableEvent } from './receivable.events.js';
import { refuse } from './receivable.rejections.js';
import {
  evolveReceivable,
  initialReceivable,
  linesJson,
  openMinor,
  type ReceivableState,
  type ReceivableStatus,
} from './receivable.state.js';

interface OffsetFacts extends DateFacts {
  /** The other invoice with its order; null if there is none with that id. */
  readonly against: Billed | null;
}
interface WriteOffFacts extends DateFacts {
  /** What may be written off, and what is owed in its currency. */
  readonly limit: Result<{ readonly most: MoneyJson; readonly valueMinor: bigint }, Rejection>;
}
export interface ReceivableFacts {
  readonly RecordRefund: DateFacts;
  readonly OffsetReceivable: OffsetFacts;
  readonly ApproveWriteOff: WriteOffFacts;
}
type Decided = Decision<ReceivableEvent>;
interface Identified {
  readonly id: string;
}

const check = statusCheck<ReceivableStatus>(refuse.receivable_wrong_status);

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

/** What is asked of the order: its part of each line, under an id of its own. */
function askOf(amount: MoneyJson, state: ReceivableState, id: string) {
  const lines = splitOver(minorOf(amount), state.open);
  return {
    endingId: derivedId('receivable-ending', id, String(state.endings + 1)),
    purchaseOrderId: state.purchaseOrderId,
    lines: linesJson(lines, state.currency),
  };
}

function amountProblem(amount: MoneyJson, state: ReceivableState): Rejection | undefined {
  const { currency: expected, reference } = state;
  const { currency } = amount;
  if (currency !== expected) return refuse.receivable_currency_differs({ currency, expected });
  const open = openMinor(state);
  if (minorOf(amount) <= open) return undefined;
  return refuse.receivable_exceeded({
    reference,
    currency,
    left: moneyJson(open, currency).amount,
  });
}

/** The order decides; what it would refuse now is refused here. */
function refund(
  command: RecordRefund,
  state: ReceivableState,
  { id, dateProblem }: DateFacts & Identified,
): Decided {
  const { amount, valueDate, bankReference, by } = command;
  const problem = firstRefusal(
    check(state, 'open'),
    amountProblem(amount, state),
    notBefore(valueDate, state.arisenOn),
    dateProblem,
  );
  if (problem) return err(problem);
  const data = { ...askOf(amount, state, id), valueDate, bankReference, by };
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

/** By somebody else than who asked for it, within the limit. */
function approveWriteOff(
  { effectiveAt, by }: ApproveWriteOff,
  state: ReceivableState,
  { id, dateProblem, limit }: WriteOffFacts & Identified,
): Decided {
  const { requester } = state;
  const own = requester && sharesIdentity(by, requester);
  const who = by.onBehalfOf ?? by.id;
  const problem = firstRefusal(
    check(state, 'write_off_requested'),
    own ? refuse.segregation_requester_approves_write_off({ who }) : undefined,
    limit.ok ? limitProblem(limit.value) : limit.error,
    notBefore(effectiveAt, state.arisenOn),
    dateProblem,
  );
  if (problem) return err(problem);
  const whole = moneyJson(openMinor(state), state.currency);
  const data = { ...askOf(whole, state, id), effectiveAt, by };
  return ok([{ type: 'WriteOffApproved', data }]);
}

function limitProblem({ most, valueMinor }: { most: MoneyJson; valueMinor: bigint }) {
  const { amount: limit, currency } = most;
  return valueMinor > minorOf(most)
    ? refuse.write_off_limit_exceeded({ limit, currency })
    : undefined;
}
