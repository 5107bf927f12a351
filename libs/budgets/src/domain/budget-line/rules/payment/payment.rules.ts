import { err, minorOf, ok, type Decision } from '@tamani/kernel';
import { converted, type UsedRate } from '../../../rate-table/rates.js';
import type {
  RecordAdvance,
  RecordDisbursement,
  RecordReturnedPayment,
} from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import { commitmentOf, type BudgetLineState, type Payment } from '../../state/budget-line.state.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  movedIn,
  type BookingFacts,
  type InCommitment,
} from '../rule-parts.js';
import { withAdvances } from './advance.rules.js';
import { cashPart, settle, summed, unsettle, unsettledOf, type Cash } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;
type Recording = RecordDisbursement | RecordAdvance;

/** The commitment of a payment, or why it cannot be booked. */
function inCommitment(
  command: Recording,
  state: State,
  facts: PostingFacts,
): Decision<BudgetLineEvent> | InCommitment {
  const { commitmentId, paymentId, amount, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment || ['rejected', 'cancelled'].includes(commitment.status)) {
    return err(refuse.commitment_not_held({ reference: state.reference }));
  }
  if (commitment.payments.some((one) => one.paymentId === paymentId)) return ok([]);
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const effectiveAt = postingDate(facts, [documentDate]);
  return { state, commitmentId, commitment, effectiveAt, documentDate };
}

function cashOf(command: Recording, { rate }: BookingFacts) {
  const { amount, paymentId, document } = command;
  const minor = converted(amount, rate);
  return { paymentId, document, minor, documentMinor: minorOf(amount), rate: rate.used };
}

/**
 * Cash at the rate of the payment's month settles deliveries, the oldest first, at the rate at
 * which they were accrued. The part without a delivery is an advance to the vendor, until the
 * date of the delivery.
 */
export function recordDisbursement(
  command: RecordDisbursement,
  state: State,
  facts: BookingFacts & PostingFacts,
): Decided {
  const at = inCommitment(command, state, facts);
  if ('ok' in at) return at;
  const cash = cashOf(command, facts);
  const { paymentId, document, rate } = cash;
  const { deliveries } = at.commitment;
  const before = deliveries.filter((one) => one.increasedOn <= at.effectiveAt);
  const documentMinor = minimum(cash.documentMinor, unsettledOf(before));
  const minor = cashPart(cash, documentMinor);
  const events: BudgetLineEvent[] = [];
  if (documentMinor > 0n) {
    const data = { ...paidData(at, { ...cash, minor, documentMinor }), rate };
    events.push({ type: 'DisbursementRecorded', data, effectiveAt: at.effectiveAt });
    events.push(...settle(at, { paymentId, document, minor, documentMinor }, before));
  }
  const rest = { minor: cash.minor - minor, documentMinor: cash.documentMinor - documentMinor };
  if (rest.documentMinor === 0n) return ok(events);
  events.push(advance(at, { ...cash, ...rest }, true));
  return ok(withAdvances(at, events, { liquidationId: paymentId, facts }));
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

/** An advance that invoices recover, not the next delivery. */
export function recordAdvance(
  command: RecordAdvance,
  state: State,
  facts: BookingFacts & PostingFacts,
): Decided {
  const at = inCommitment(command, state, facts);
  if ('ok' in at) return at;
  return ok([advance(at, cashOf(command, facts), false)]);
}

/** The bank returned a payment: everything it had settled is open again. */
export function recordReturned(
  command: RecordReturnedPayment,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, paymentId, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  const payment = commitment?.payments.find((one) => one.paymentId === paymentId);
  if (!commitment || !payment) {
    return err(refuse.payment_not_recorded({ reference: state.reference }));
  }
  if (payment.returned) return ok([]);
  const settled = summed(commitment.settlements.filter((one) => one.paymentId === paymentId));
  const dates = settled.map((one) => one.increasedOn);
  const effectiveAt = postingDate(facts, [documentDate, payment.increasedOn, ...dates]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const events = settled.flatMap((settlement) => unsettle(at, settlement));
  return ok(
    withAdvances(at, [...events, ...cashBack(at, payment)], { liquidationId: paymentId, facts }),
  );
}

/** What is left of its cash; refunds have come back already. */
function cashBack(at: InCommitment, payment: Payment): readonly BudgetLineEvent[] {
  const { effectiveAt } = at;
  const { advanceMinor, advanceDocumentMinor, writtenOffMinor, writtenOffDocumentMinor } = payment;
  const back = (
    type: 'DisbursementReturned' | 'AdvanceReturned' | 'WriteOffReturned',
    minor: bigint,
    documentMinor: bigint,
  ): readonly BudgetLineEvent[] =>
    documentMinor === 0n
      ? []
      : [{ type, data: paidData(at, { ...payment, minor, documentMinor }), effectiveAt }];
  const minor = payment.amountMinor - advanceMinor - writtenOffMinor;
  const documentMinor = payment.documentMinor - advanceDocumentMinor - writtenOffDocumentMinor;
  return [
    ...back('DisbursementReturned', minor, documentMinor),
    ...back('AdvanceReturned', advanceMinor, advanceDocumentMinor),
    ...back('WriteOffReturned', writtenOffMinor, writtenOffDocumentMinor),
  ];
}
