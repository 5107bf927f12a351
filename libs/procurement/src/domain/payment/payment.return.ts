import { err, firstRefusal, ok, type Decision, type Rejection } from '@tamani/kernel';
import { returnProblem } from '../purchase-order/advance/advance.rules.js';
import { bankReturnProblem } from '../purchase-order/billing/returns/returns.js';
import type { OrderState } from '../purchase-order/order.state.js';
import type { DateFacts } from '../shared/dates.js';
import { statusCheck } from '../shared/document.js';
import type { RefuseReturn, ReturnPayment } from './payment.commands.js';
import type { PaymentEvent } from './payment.events.js';
import { refuse } from './payment.rejections.js';
import { documentOf, linesOf, type PaymentState, type PaymentStatus } from './payment.state.js';

type Decided = Decision<PaymentEvent>;
export interface ReturnFacts extends DateFacts {
  /** Null if there is none with that id. */
  readonly order: OrderState | null;
}

const check = statusCheck<PaymentStatus>(refuse.payment_wrong_status);

/** The bank returns a payment at any time, also long after it has confirmed it. */
export function giveBack(
  command: ReturnPayment,
  state: PaymentState,
  facts: ReturnFacts & { readonly id: string },
): Decided {
  const { reason, effectiveAt, by } = command;
  const { valueDate = '' } = state;
  const early = effectiveAt < valueDate;
  const problem = firstRefusal(
    check(state, 'released', 'confirmed'),
    early ? refuse.return_before_payment({ effectiveAt, valueDate }) : undefined,
    facts.dateProblem,
    facts.order ? orderReturnProblem(facts.id, state, facts.order) : undefined,
  );
  if (problem) return err(problem);
  const data = { ...documentOf(state), effectiveAt, reason, by };
  return ok([{ type: 'PaymentReturnRequested', data }]);
}

/** What the order would refuse now: an invoice may have recovered it, or it came back otherwise. */
const orderReturnProblem = (
  paymentId: string,
  { advance }: PaymentState,
  order: OrderState,
): Rejection | undefined =>
  advance ? returnProblem(order, paymentId) : bankReturnProblem(order, paymentId);

/** The order has let it go back. */
export function returned(state: PaymentState): readonly PaymentEvent[] {
  if (!state.returning) return [];
  const { from: _, ...of } = state.returning;
  const data = { ...documentOf(state), ...of, lines: linesOf(state) };
  return [{ type: 'PaymentReturned', data, effectiveAt: of.effectiveAt }];
}

export const refuseReturn = ({ refusal }: RefuseReturn, { status }: PaymentState): Decided =>
  ok(status === 'returning' ? [{ type: 'PaymentReturnRefused', data: { refusal } }] : []);
