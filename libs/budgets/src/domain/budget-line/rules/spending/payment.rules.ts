import { err, minorOf, moneyJson, ok, type Decision } from '@tamani/kernel';
import { converted, type UsedRate } from '../../../rate-table/rates.js';
import type {
  LiquidateAdvance,
  RecordAdvance,
  RecordDisbursement,
  RecordReturnedPayment,
} from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import { commitmentOf, type BudgetLineState, type Payment } from '../../state/budget-line.state.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  movedIn,
  type BookingFacts,
  type InCommitment,
} from '../rule-parts.js';
import {
  cashPart,
  liquidateAdvance,
  settle,
  summed,
  unsettle,
  unsettledOf,
  type Cash,
} from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/** The commitment of a payment, or why it cannot be booked. */
function inCommitment(
  command: RecordDisbursement | RecordAdvance,
  state: State,
): Decision<BudgetLineEvent> | InCommitment {
  const { commitmentId, paymentId, amount, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment || !['committed', 'released'].includes(commitment.status)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (commitment.payments.some((one) => one.paymentId === paymentId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  return problem ? err(problem) : { state, commitmentId, commitment, effectiveAt };
}

function cashOf(command: RecordDisbursement | RecordAdvance, { rate }: BookingFacts) {
  const { amount, paymentId, document } = command;
  const minor = converted(amount, rate);
  return { paymentId, document, minor, documentMinor: minorOf(amount), rate: rate.used };
}

/**
 * Cash at the rate of the payment's month settles deliveries, the oldest first, at the rate at
 * which they were accrued. The part without a delivery is an advance to the vendor.
 */
export function recordDisbursement(
  command: RecordDisbursement,
  state: State,
  facts: BookingFacts,
): Decided {
  const at = inCommitment(command, state);
  if ('ok' in at) return at;
  const cash = cashOf(command, facts);
  const { paymentId, document, rate } = cash;
  const documentMinor = minimum(cash.documentMinor, unsettledOf(at.commitment.deliveries));
  const minor = cashPart(cash, documentMinor);
  const events: BudgetLineEvent[] = [];
  if (documentMinor > 0n) {
    const data = { ...paidData(at, { ...cash, minor, documentMinor }), rate };
    events.push({ type: 'DisbursementRecorded', data, effectiveAt: at.effectiveAt });
    events.push(...settle(at, { paymentId, document, minor, documentMinor }));
  }
  const rest = { minor: cash.minor - minor, documentMinor: cash.documentMinor - documentMinor };
  if (rest.documentMinor > 0n) events.push(advance(at, { ...cash, ...rest }, true));
  return ok(events);
}

const paidData = (at: InCommitment, cash: Cash) => ({
  ...contextOf(at.state, cash.document, at.commitment.vendorId),
  ...movedIn(at, cash.minor, cash.documentMinor),
  commitmentId: at.commitmentId,
  paymentId: cash.paymentId,
});

const advance = (
  at: InCommitment,
  cash: Cash & { readonly rate: UsedRate | null },
  automatic: boolean,
): BudgetLineEvent => ({
  type: 'AdvanceRecorded',
  data: { ...paidData(at, cash), rate: cash.rate, automatic },
  effectiveAt: at.effectiveAt,
});

/** An advance that certificates recover, not the next delivery. */
export function recordAdvance(command: RecordAdvance, state: State, facts: BookingFacts): Decided {
  const at = inCommitment(command, state);
  if ('ok' in at) return at;
  return ok([advance(at, cashOf(command, facts), false)]);
}

/** A certificate recovers a part of an advance: at most what is delivered and unpaid. */
export function liquidate(command: LiquidateAdvance, state: State): Decided {
  const { commitmentId, paymentId, liquidationId, amount, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  const payment = commitment?.payments.find((one) => one.paymentId === paymentId);
  if (!commitment || !payment) {
    return err(refuse.payment_not_recorded({ reference: state.reference }));
  }
  if (payment.liquidations.includes(liquidationId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const documentMinor = minorOf(amount);
  const most = minimum(payment.advanceDocumentMinor, unsettledOf(commitment.deliveries));
  if (documentMinor > most) {
    const open = moneyJson(most, commitment.currency);
    return err(refuse.advance_not_open({ open: open.amount, currency: open.currency }));
  }
  const at = { state, commitmentId, commitment, effectiveAt };
  return ok(liquidateAdvance(at, { payment, documentMinor, liquidationId }));
}

/** The bank returned a payment: everything it had settled is open again. */
export function recordReturned(command: RecordReturnedPayment, state: State): Decided {
  const { commitmentId, paymentId, effectiveAt } = command;
  const commitment = commitmentOf(state, commitmentId);
  const payment = commitment?.payments.find((one) => one.paymentId === paymentId);
  if (!commitment || !payment) {
    return err(refuse.payment_not_recorded({ reference: state.reference }));
  }
  if (payment.returned) return ok([]);
  const at = { state, commitmentId, commitment, effectiveAt };
  const settled = summed(commitment.settlements.filter((one) => one.paymentId === paymentId));
  const events = settled.flatMap((settlement) => unsettle(at, settlement, payment.document));
  return ok([...events, ...cashBack(at, payment)]);
}

function cashBack(at: InCommitment, payment: Payment): readonly BudgetLineEvent[] {
  const { effectiveAt } = at;
  const { advanceMinor, advanceDocumentMinor } = payment;
  const minor = payment.amountMinor - advanceMinor;
  const documentMinor = payment.documentMinor - advanceDocumentMinor;
  const events: BudgetLineEvent[] = [];
  if (documentMinor > 0n) {
    const data = paidData(at, { ...payment, minor, documentMinor });
    events.push({ type: 'DisbursementReturned', data, effectiveAt });
  }
  if (advanceDocumentMinor > 0n) {
    const open = { ...payment, minor: advanceMinor, documentMinor: advanceDocumentMinor };
    events.push({ type: 'AdvanceReturned', data: paidData(at, open), effectiveAt });
  }
  return events;
}
