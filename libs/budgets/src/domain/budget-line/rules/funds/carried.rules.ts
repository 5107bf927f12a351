import {
  err,
  invariant,
  minorOf,
  ok,
  type Decision,
  type MoneyJson,
  type Rules,
} from '@tamani/kernel';
import type {
  CarriedCommand,
  CarryCommitmentIn,
  CarryCommitmentOut,
  TakeBackCarryIn,
  TakeBackCarryOut,
} from '../../carried.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type Adjustment,
  type BudgetLineState,
  type Commitment,
} from '../../state/budget-line.state.js';
import { destinationProblem } from '../carry-over.rules.js';
import { postingDate, type PostingFacts } from '../posting.js';
import { changeRefused, type ChangeRefusal } from '../pricing/change-refusal.js';
import {
  contextOf,
  moved,
  movedIn,
  requestersOf,
  type BudgetLineFacts,
  type CommitmentOutFacts,
  type InCommitment,
} from '../rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * The open part of a commitment leaves with as much allotment: what is available stays as it is.
 * What was delivered stays. The refusal is stored: the order waits for the answer.
 */
function carryOut(command: CarryCommitmentOut, state: State, facts: CommitmentOutFacts): Decided {
  const { commitmentId, carryOverId, toLineId, amount, document, orderedOn } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const commitment = commitmentOf(state, commitmentId);
  const code = refusalOf(command, state, facts);
  const ids = { commitmentId, carryOverId };
  const context = contextOf(state, document, commitment?.vendorId ?? null);
  if (code || !commitment) {
    const refused = changeRefused(state, amount, { code: code ?? 'commitment_not_held' });
    const data = { ...context, ...refused, ...ids };
    const { effectiveAt } = command;
    return ok([{ type: 'CommitmentCarryOutRejected', data, effectiveAt }]);
  }
  const effectiveAt = postingDate(facts, [command.effectiveAt]);
  const at: InCommitment = {
    state,
    commitmentId,
    commitment,
    effectiveAt,
    documentDate: orderedOn,
  };
  const { openMinor, documentOpenMinor, approval, bookedRate: rate } = commitment;
  const requestedBy = [...requestersOf(state, commitment)];
  const money = movedIn(at, openMinor, documentOpenMinor);
  const data = { ...context, ...money, ...ids, toLineId, approval, rate, requestedBy };
  return ok([{ type: 'CommitmentCarriedOut', data, effectiveAt }]);
}

/** Why it is refused; undefined if it is not. */
function refusalOf(
  { commitmentId, amount, effectiveAt }: CarryCommitmentOut,
  state: State,
  { destination }: CommitmentOutFacts,
): ChangeRefusal['code'] | undefined {
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.status !== 'committed') return 'commitment_not_held';
  if (!isWhole(commitment, amount)) return 'carry_over_amount_differs';
  if (commitment.payments.some((one) => one.advanceDocumentMinor > 0n)) return 'advance_open';
  if (effectiveAt < commitment.increasedOn || effectiveAt < state.allottedOn) {
    return 'date_before_what_it_follows';
  }
  return destinationProblem(state, destination) ? 'carry_over_destination' : undefined;
}

/** What the order has still to come is what is open: nothing waits to be booked or answered. */
const isWhole = ({ currency, documentOpenMinor }: Commitment, amount: MoneyJson): boolean =>
  amount.currency === currency && minorOf(amount) === documentOpenMinor;

/** What has left the old line is committed on the new one, as it was: to order, rate and date. */
function carryIn(command: CarryCommitmentIn, state: State, facts: PostingFacts): Decided {
  const { commitmentId, carryOverId, fromLineId, document, vendorId, orderedOn } = command;
  if (state.carryOvers.includes(carryOverId)) return ok([]);
  const { amount, documentAmount, approval, rate, effectiveAt } = command;
  const context = {
    ...contextOf(state, document, vendorId),
    commitmentId,
    carryOverId,
    fromLineId,
  };
  if (state.status !== 'open') {
    const refused = changeRefused(state, documentAmount, { code: 'budget_line_not_open' });
    return ok([
      { type: 'CommitmentCarryInRejected', data: { ...context, ...refused }, effectiveAt },
    ]);
  }
  const { currency } = documentAmount;
  const of = { minor: minorOf(documentAmount), currency, documentDate: orderedOn };
  const money = moved(state, minorOf(amount), of);
  const data = { ...context, ...money, approval, rate, requestedBy: [...command.requestedBy] };
  const on = postingDate(facts, [effectiveAt]);
  return ok([{ type: 'CommitmentCarriedIn', data, effectiveAt: on }]);
}

/** A carry-over that this line has granted and not taken back, with its commitment. */
function grantedOf(state: State, { commitmentId, carryOverId }: CarriedCommand) {
  const commitment = commitmentOf(state, commitmentId);
  const carried = commitment?.adjustments.find(({ id }) => id === carryOverId);
  return commitment && carried?.status === 'granted' ? { commitment, carried } : undefined;
}

function takeBackIn(command: TakeBackCarryIn, state: State, facts: PostingFacts): Decided {
  const granted = grantedOf(state, command);
  if (!granted) return ok([]);
  const { commitment, carried } = granted;
  const effectiveAt = postingDate(facts, [command.effectiveAt, commitment.increasedOn]);
  const at = { ...inCommitment(command, state, commitment), effectiveAt };
  const { fromLineId } = carried;
  invariant(fromLineId, 'what was carried in came from a line');
  const data = { ...takenBack(at, carried, 1n), carryOverId: command.carryOverId, fromLineId };
  return ok([{ type: 'CommitmentCarryInTakenBack', data, effectiveAt }]);
}

function takeBackOut(command: TakeBackCarryOut, state: State, facts: PostingFacts): Decided {
  const granted = grantedOf(state, command);
  if (!granted) return ok([]);
  const { commitment, carried } = granted;
  const effectiveAt = postingDate(facts, [command.effectiveAt]);
  const at = { ...inCommitment(command, state, commitment), effectiveAt };
  const { carryOverId, code } = command;
  const data = { ...takenBack(at, carried, -1n), carryOverId, code };
  return ok([{ type: 'CommitmentCarryOutTakenBack', data, effectiveAt }]);
}

const inCommitment = (
  { commitmentId, effectiveAt: documentDate }: TakeBackCarryIn | TakeBackCarryOut,
  state: State,
  commitment: Commitment,
) => ({ state, commitmentId, commitment, documentDate });

/** The exact opposite of what the line has granted. */
const takenBack = (at: InCommitment, { committedMinor, ...one }: Adjustment, sign: 1n | -1n) => ({
  ...contextOf(at.state, at.commitment.document, at.commitment.vendorId),
  ...movedIn(at, sign * committedMinor, sign * one.committedDocumentMinor),
  commitmentId: at.commitmentId,
});

/** Rules of carrying the open part of commitments over to the next year. */
export const carriedRules: Rules<State, CarriedCommand, BudgetLineEvent, BudgetLineFacts> = {
  CarryCommitmentOut: carryOut,
  CarryCommitmentIn: carryIn,
  TakeBackCarryIn: takeBackIn,
  TakeBackCarryOut: takeBackOut,
};
