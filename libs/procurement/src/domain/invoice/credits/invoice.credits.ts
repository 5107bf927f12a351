import {
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { refuse } from '../../credit-note/credit-note.rejections.js';
import { refusalOf } from '../../shared/document.js';
import type {
  AllocateCredit,
  RecordOverpaymentEnd,
  ReleaseCredit,
  SettleCredit,
} from '../invoice.commands.js';
import type { InvoiceEvent } from '../invoice.events.js';
import { check, thenPaid } from '../payments/invoice.payments.js';
import type { InvoiceState } from '../invoice.state.js';
import type { PaidLine } from './credits.state.js';
import { creditableOf, openOf } from './open.js';
import type { Credit } from './credits.state.js';

type Decided = Decision<InvoiceEvent>;
type CreditedLine = Pick<PaidLine, 'orderLine' | 'amountMinor'>;

/** Why a credit cannot be taken off an invoice: nothing of what is being paid. */
export const creditProblem = (
  lines: readonly CreditedLine[],
  state: InvoiceState,
): Rejection | undefined =>
  firstRefusal(
    check(state, 'approved_for_payment', 'partially_paid', 'paid'),
    ...lines.map((line) => lineProblem(line, state)),
  );

function lineProblem(
  { orderLine, amountMinor }: CreditedLine,
  state: InvoiceState,
): Rejection | undefined {
  const { reference, currency } = state;
  const open = creditableOf(state).find((line) => line.orderLine === orderLine)?.amountMinor ?? 0n;
  if (amountMinor <= open) return undefined;
  const left = moneyJson(open, currency).amount;
  return refuse.credit_note_exceeds_invoice({ orderLine, left, currency, reference });
}

/** Sets the credit aside, or refuses; the credit note waits for the answer. */
export function allocateCredit(command: AllocateCredit, state: InvoiceState): Decided {
  const { creditNoteId, creditedOn, lines } = command;
  const { purchaseOrderId } = state;
  if (creditOf(state, creditNoteId)) return ok([]);
  const asked = lines.map(({ amount, ...line }) => ({ ...line, amountMinor: minorOf(amount) }));
  const problem = creditProblem(asked, state);
  if (problem) {
    const refused = { purchaseOrderId, creditNoteId, refusal: refusalOf(problem) };
    return ok([{ type: 'CreditAllocationRefused', data: refused }]);
  }
  const data = { purchaseOrderId, creditNoteId, creditedOn, lines: [...lines] };
  const paid = paidParts(lines, state);
  return ok([{ type: 'CreditAllocated', data: { ...data, paid } }]);
}

/** What is credited beyond what is open has been paid. */
const paidParts = (lines: AllocateCredit['lines'], state: InvoiceState) =>
  lines.flatMap(({ amount, ...line }) => {
    const open = openOf(state).find((one) => one.orderLine === line.orderLine)?.amountMinor ?? 0n;
    const paid = minorOf(amount) - open;
    return paid > 0n ? [{ ...line, amount: moneyJson(paid, state.currency) }] : [];
  });

const creditOf = (state: InvoiceState, creditNoteId: string): Credit | undefined =>
  state.credits.find((one) => one.creditNoteId === creditNoteId);

/** The credit is in the budget lines; with nothing left to pay the invoice is paid. */
export function settleCredit({ creditNoteId }: SettleCredit, state: InvoiceState): Decided {
  const credit = creditOf(state, creditNoteId);
  if (!credit || credit.agreed) return ok([]);
  const { purchaseOrderId } = state;
  return ok(
    thenPaid(state, [{ type: 'InvoiceCredited', data: { purchaseOrderId, creditNoteId } }]),
  );
}

export function releaseCredit({ creditNoteId }: ReleaseCredit, state: InvoiceState): Decided {
  const credit = creditOf(state, creditNoteId);
  if (!credit || credit.agreed) return ok([]);
  const { purchaseOrderId } = state;
  return ok([{ type: 'CreditAllocationReleased', data: { purchaseOrderId, creditNoteId } }]);
}

/**
 * The vendor has paid back what a credit note took off what was paid, or was let off it: so much
 * less is paid of the invoice.
 */
export function recordOverpaymentEnd(
  { endingId, lines }: RecordOverpaymentEnd,
  state: InvoiceState,
): Decided {
  if (state.overpayments.some((one) => one.endingId === endingId)) return ok([]);
  const own = state.lines.flatMap(({ orderLine, budgetLineId }) =>
    lines
      .filter((line) => line.orderLine === orderLine)
      .map(({ amount }) => ({ orderLine, budgetLineId, amount })),
  );
  const data = { purchaseOrderId: state.purchaseOrderId, endingId, lines: own };
  return ok(thenPaid(state, [{ type: 'InvoiceOverpaymentEnded', data }]));
}

/** An invoice is not ended while a credit note of it is in approval. */
export const pendingProblem = ({ reference, credits }: InvoiceState): Rejection | undefined =>
  credits.some((one) => !one.agreed) ? refuse.credit_note_pending({ reference }) : undefined;

/** What was credited is not entered anew. */
export const creditsProblem = ({ reference, credits }: InvoiceState): Rejection | undefined =>
  credits.length > 0 ? refuse.invoice_has_credit_notes({ reference }) : undefined;
