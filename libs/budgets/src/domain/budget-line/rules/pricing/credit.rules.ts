import { err, minorOf, moneyJson, ok, type Decision } from '@tamani/kernel';
import type { RecordCredit } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type BudgetLineState,
  type Commitment,
  type Delivery,
} from '../../state/budget-line.state.js';
import { inCommitmentAfter } from '../after.js';
import { openOf, owedAgain, settlementPart, summed } from '../payment/settlement.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  contextOf,
  documentCurrencyProblem,
  lineMoney,
  minimum,
  movedIn,
  type InCommitment,
} from '../rule-parts.js';
import { exchangeDifference } from '../spending/exchange.js';
import { partOf } from './repricing.js';
import { withAdvances } from '../payment/advance.rules.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/** A part of a delivery that a credit note is for. */
interface Credited {
  readonly deliveryId: string;
  /** The payment that has settled it; null if nothing has. */
  readonly paymentId: string | null;
  readonly documentMinor: bigint;
}

/**
 * A credit note after the payment: the goods cost less, at the rate at which they were accrued,
 * and the vendor owes the cash that was paid for them, the oldest delivery first; what is unpaid
 * uses it.
 */
export function recordCredit(command: RecordCredit, state: State, facts: PostingFacts): Decided {
  const { commitmentId, creditNoteId, amount, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment) return err(refuse.commitment_not_held({ reference: state.reference }));
  const problem = documentCurrencyProblem(commitment, amount);
  if (problem) return err(problem);
  const { credited, left } = creditedOf(commitment, minorOf(amount));
  if (left > 0n) return err(refuse.delivery_not_recorded({ reference: state.reference }));
  const effectiveAt = postingDate(facts, [documentDate, ...datesOf(commitment, credited)]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const events: BudgetLineEvent[] = [];
  for (const part of credited) {
    events.push(...creditOf(inCommitmentAfter(at, events), part, creditNoteId));
  }
  return ok(withAdvances(at, events, { liquidationId: creditNoteId, facts }));
}

/** First what is paid, then what is not. */
function creditedOf(commitment: Commitment, amount: bigint) {
  let left = amount;
  const taking = (most: bigint, part: Omit<Credited, 'documentMinor'>): readonly Credited[] => {
    const documentMinor = minimum(most, left);
    left -= documentMinor;
    return documentMinor === 0n ? [] : [{ ...part, documentMinor }];
  };
  const credited = [
    ...summed(commitment.settlements).flatMap(({ deliveryId, paymentId, documentMinor }) =>
      taking(documentMinor, { deliveryId, paymentId }),
    ),
    ...commitment.deliveries.flatMap((one) =>
      taking(openOf(one), { deliveryId: one.deliveryId, paymentId: null }),
    ),
  ];
  return { credited, left };
}

/** Not before the goods were delivered and paid. */
const datesOf = (commitment: Commitment, credited: readonly Credited[]): readonly string[] =>
  credited.flatMap(({ deliveryId }) =>
    [...commitment.deliveries, ...commitment.settlements]
      .filter((one) => one.deliveryId === deliveryId)
      .map((one) => one.increasedOn),
  );

function creditOf(
  at: InCommitment,
  { deliveryId, paymentId, documentMinor }: Credited,
  creditNoteId: string,
): readonly BudgetLineEvent[] {
  const [settlement] = summed(
    at.commitment.settlements.filter(
      (one) => one.paymentId === paymentId && one.deliveryId === deliveryId,
    ),
  );
  const owed = settlement ? owedAgain(at, settlementPart(settlement, documentMinor)) : [];
  const now = inCommitmentAfter(at, owed);
  const delivery = now.commitment.deliveries.find((one) => one.deliveryId === deliveryId);
  return delivery ? [...owed, ...cheaper(now, delivery, { documentMinor, creditNoteId })] : owed;
}

function cheaper(
  at: InCommitment,
  delivery: Delivery,
  of: { readonly documentMinor: bigint; readonly creditNoteId: string },
): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, effectiveAt } = at;
  const { deliveryId } = delivery;
  const part = partOf(delivery, -of.documentMinor);
  const context = contextOf(state, delivery.document, commitment.vendorId);
  const ids = { commitmentId, deliveryId };
  const data = {
    ...context,
    ...movedIn(at, -part.minor, of.documentMinor),
    ...ids,
    creditNoteId: of.creditNoteId,
    liquidated: lineMoney(state, -part.liquidatedMinor),
    liquidatedDocument: moneyJson(-part.liquidatedDocumentMinor, commitment.currency),
  };
  return [
    { type: 'ExpenditureCredited', data, effectiveAt },
    ...exchangeDifference(at, {
      difference: part.minor - part.liquidatedMinor,
      context,
      ids,
    }),
  ];
}
