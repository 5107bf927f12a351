import {
  err,
  minorOf,
  moneyJson,
  ok,
  sumMinor,
  type Decision,
  type MoneyJson,
} from '@tamani/kernel';
import type { RecordRefund, WriteOffAdvance } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type BudgetLineState,
  type Commitment,
  type Payment,
} from '../../state/budget-line.state.js';
import { inCommitmentAfter } from '../after.js';
import { postingDate, type PostingFacts } from '../posting.js';
import { changeRefused, fundsRefusal } from '../pricing/change-refusal.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  movedIn,
  overrunOn,
  type InCommitment,
} from '../rule-parts.js';
import { automaticOf } from './advance.rules.js';
import { cashPart, owedAgain, settlementPart, summed } from './settlement.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;
type Ending = RecordRefund | WriteOffAdvance;

/** A part of the cash of one payment that the vendor owes. */
interface Owed {
  readonly paymentId: string;
  readonly documentMinor: bigint;
  /** The delivery that has used it in the meantime: it is unpaid again. */
  readonly deliveryId: string | null;
}

/** The vendor has paid back: the cash is here again, and no longer owed. */
export function recordRefund(command: RecordRefund, state: State, facts: PostingFacts): Decided {
  const found = inCommitment(command, state, facts);
  return 'ok' in found ? found : ok(ended(found, command, 'RefundRecorded'));
}

/**
 * The vendor will not pay back: the loss is charged to the line, which needs the funds for it.
 * The refusal is stored; the vendor owes the cash as before.
 */
export function writeOff(command: WriteOffAdvance, state: State, facts: PostingFacts): Decided {
  const found = inCommitment(command, state, facts);
  if ('ok' in found) return found;
  const events = ended(found, command, 'AdvanceWrittenOff');
  const loss = sumMinor(
    events.flatMap(({ type, data }) => (type === 'AdvanceWrittenOff' ? minorOf(data.amount) : [])),
  );
  const { documentDate, commitment, commitmentId } = found;
  const refusal = fundsRefusal(state, loss, overrunOn(state, commitmentId, documentDate));
  if (!refusal) return ok(events);
  const data = {
    ...contextOf(state, commitment.document, commitment.vendorId),
    ...changeRefused(state, command.amount, refusal),
    ...{ commitmentId, receivableId: command.receivableId },
  };
  return ok([{ type: 'WriteOffRejected', data, effectiveAt: documentDate }]);
}

interface Found extends InCommitment {
  readonly owed: readonly Owed[];
}

function inCommitment(
  { commitmentId, advanceId, amount, effectiveAt: documentDate }: Ending,
  state: State,
  facts: PostingFacts,
): Decision<BudgetLineEvent> | Found {
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment) return err(refuse.commitment_not_held({ reference: state.reference }));
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const { owed, left } = owedOf(commitment, advanceId, minorOf(amount));
  if (left > 0n) return err(notOpen(commitment, minorOf(amount) - left));
  const effectiveAt = postingDate(facts, [documentDate, ...datesOf(commitment, owed)]);
  return { state, commitmentId, commitment, owed, effectiveAt, documentDate };
}

function notOpen({ currency }: Commitment, open: bigint) {
  const { amount }: MoneyJson = moneyJson(open, currency);
  return refuse.advance_not_open({ open: amount, currency });
}

/** Not before the cash was paid or owed. */
function datesOf(commitment: Commitment, owed: readonly Owed[]): readonly string[] {
  const of = ({ paymentId, deliveryId }: Owed) => [
    ...commitment.payments.filter((one) => one.paymentId === paymentId),
    ...commitment.settlements.filter(
      (one) => one.paymentId === paymentId && one.deliveryId === deliveryId,
    ),
  ];
  return owed.flatMap(of).map((one) => one.increasedOn);
}

/**
 * Where an amount is owed: of a reclaimed advance in what invoices have not recovered of it. Else
 * in what deliveries may use of the advances, the oldest payment first, then in what deliveries
 * have used, the newest first: what invoices recover is not touched.
 */
function owedOf({ payments, settlements }: Commitment, advanceId: string | null, amount: bigint) {
  let left = amount;
  const taking = (most: bigint, part: Omit<Owed, 'documentMinor'>): readonly Owed[] => {
    const documentMinor = minimum(most, left);
    left -= documentMinor;
    return documentMinor === 0n ? [] : [{ ...part, documentMinor }];
  };
  const fromPayments = (
    some: readonly Payment[],
    most: (payment: Payment) => bigint,
  ): readonly Owed[] =>
    some.flatMap((payment) =>
      taking(most(payment), { paymentId: payment.paymentId, deliveryId: null }),
    );
  if (advanceId !== null) {
    const own = payments.filter(({ paymentId }) => paymentId === advanceId);
    const reclaimed = fromPayments(own, (payment) => payment.recoverableDocumentMinor);
    return { owed: reclaimed, left };
  }
  const owed = [
    ...fromPayments(payments, automaticOf),
    ...[...summed(settlements)]
      .reverse()
      .flatMap(({ paymentId, deliveryId, documentMinor }) =>
        taking(documentMinor, { paymentId, deliveryId }),
      ),
  ];
  return { owed, left };
}

function ended(
  found: Found,
  { receivableId, advanceId }: Ending,
  type: 'RefundRecorded' | 'AdvanceWrittenOff',
): readonly BudgetLineEvent[] {
  const { owed, ...at } = found;
  const events: BudgetLineEvent[] = [];
  for (const one of owed) {
    events.push(...unpaidAgain(inCommitmentAfter(at, events), one));
    const now = inCommitmentAfter(at, events);
    const payment = now.commitment.payments.find(({ paymentId }) => paymentId === one.paymentId);
    if (!payment) continue;
    const advance = { minor: payment.advanceMinor, documentMinor: payment.advanceDocumentMinor };
    const data = {
      ...contextOf(at.state, payment.document, at.commitment.vendorId),
      ...movedIn(at, cashPart(advance, one.documentMinor), one.documentMinor),
      ...{ commitmentId: at.commitmentId, paymentId: one.paymentId, receivableId },
      reclaimed: advanceId !== null,
    };
    events.push({ type, data, effectiveAt: at.effectiveAt });
  }
  return events;
}

function unpaidAgain(at: InCommitment, owed: Owed): readonly BudgetLineEvent[] {
  const { deliveryId, paymentId, documentMinor } = owed;
  const [settlement] = summed(
    at.commitment.settlements.filter(
      (one) => one.paymentId === paymentId && one.deliveryId === deliveryId,
    ),
  );
  return settlement ? owedAgain(at, settlementPart(settlement, documentMinor)) : [];
}
