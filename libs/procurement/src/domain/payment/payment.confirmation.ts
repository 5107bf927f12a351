import { err, moneyJson, ok, type Decision } from '@tamani/kernel';
import type { BankReferenceState } from '../bank-reference/bank-reference.decide.js';
import { movementProblem } from '../shared/bank-movements.js';
import { statusCheck } from '../shared/document.js';
import type { AcceptConfirmation, ConfirmPayment, RefuseConfirmation } from './payment.commands.js';
import type { PaymentEvent } from './payment.events.js';
import { refuse } from './payment.rejections.js';
import type { PaymentState, PaymentStatus } from './payment.state.js';

type Decided = Decision<PaymentEvent>;
export interface ConfirmationFacts {
  /** Who has named the bank's movement before; null if nobody. */
  readonly bankReference: BankReferenceState | null;
}

const check = statusCheck<PaymentStatus>(refuse.payment_wrong_status);

/** The bank's reference decides; what it would refuse now is refused here. */
export function confirm(
  { bankReference, transferAmount, by }: ConfirmPayment,
  state: PaymentState,
  { id: documentId, ...facts }: ConfirmationFacts & { readonly id: string },
): Decided {
  const { reference, orderId, vendorId, currency, valueDate = '' } = state;
  const wrong = check(state, 'released');
  if (wrong) return err(wrong);
  const amount = moneyJson(state.amountMinor, currency);
  const movement = { reference, bankReference, valueDate, amount, transferAmount };
  const problem = movementProblem({ ...movement, documentId }, facts.bankReference?.taken ?? []);
  if (problem) return err(problem);
  const data = { movement: { kind: 'payment' as const, orderId, vendorId, ...movement }, by };
  return ok([{ type: 'PaymentConfirmationRequested', data }]);
}

export function acceptConfirmation(_: AcceptConfirmation, state: PaymentState): Decided {
  const { confirming, reference, invoiceId, orderId, vendorId, currency } = state;
  if (!confirming) return ok([]);
  const amount = moneyJson(state.amountMinor, currency);
  const data = { reference, invoiceId, orderId, vendorId, amount, ...confirming };
  return ok([{ type: 'PaymentConfirmed', data }]);
}

export const refuseConfirmation = (
  { refusal }: RefuseConfirmation,
  { status }: PaymentState,
): Decided =>
  ok(status === 'confirming' ? [{ type: 'PaymentConfirmationRefused', data: { refusal } }] : []);
