import { minorOf, moneyJson, type MoneyJson } from '@tamani/kernel';
import { sameRate } from '../../../rate-table/rates.js';
import type { BudgetLineEventData, BudgetLineEventType } from '../../budget-line.events.js';
import { documentMinorOf } from '../../events/document-amount.js';
import { commitmentOf, type BudgetLineState, type Commitment } from '../budget-line.state.js';
import { noCommitment, withCommitment } from './funds.evolve.js';
import { adjusted, answered, type Moved } from './pricing.evolve.js';
import { put } from '../register.js';

type State = BudgetLineState;
type Data<T extends BudgetLineEventType> = BudgetLineEventData<T>;

/** Each line answers a carry-over once. */
const known = (state: State, { carryOverId }: { readonly carryOverId: string }): State => ({
  ...state,
  carryOvers: [...state.carryOvers, carryOverId],
});

const opposite = ({ amount, documentAmount }: Moved): Moved => ({
  amount: negative(amount),
  documentAmount: documentAmount && negative(documentAmount),
});
const negative = (money: MoneyJson): MoneyJson => moneyJson(-minorOf(money), money.currency);

const changeOf = ({ amount, documentAmount }: Moved) => ({
  committedMinor: minorOf(amount),
  committedDocumentMinor: documentMinorOf(documentAmount),
});

const carriedOut = (state: State, data: Data<'CommitmentCarriedOut'>): State =>
  withCommitment(known(state, data), data.commitmentId, (commitment) => ({
    ...answered(adjusted(commitment, opposite(data)), {
      id: data.carryOverId,
      ...changeOf(opposite(data)),
    }),
    carriedOutMinor: commitment.carriedOutMinor + minorOf(data.amount),
  }));

function carriedIn(state: State, data: Data<'CommitmentCarriedIn'>): State {
  const { commitmentId, carryOverId: id, fromLineId, requestedBy } = data;
  const before = commitmentOf(state, commitmentId) ?? newCommitment(data);
  const carried = { id, fromLineId, ...changeOf(data) };
  const commitment: Commitment = {
    ...answered(adjusted(before, data), carried),
    ...{ status: 'committed', bookedRate: rateAfter(before, data.rate), requestedBy },
  };
  const after = known(state, data);
  return { ...after, commitments: put(after.commitments, commitmentId, commitment) };
}

function newCommitment(data: Data<'CommitmentCarriedIn'>): Commitment {
  const { approval, document, vendorId, amount, documentAmount } = data;
  const currency = documentAmount?.currency ?? amount.currency;
  return { ...noCommitment, status: 'committed', approval, document, vendorId, currency };
}

/** A part of the order may have been carried over earlier. */
function rateAfter(
  { documentMinor, bookedRate }: Commitment,
  rate: Commitment['bookedRate'],
): Commitment['bookedRate'] {
  if (documentMinor === 0n) return rate;
  if (bookedRate === 'several' || rate === 'several') return 'several';
  return sameRate(bookedRate, rate) ? bookedRate : 'several';
}

const inTakenBack = (state: State, data: Data<'CommitmentCarryInTakenBack'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => {
    const after = answered(adjusted(commitment, opposite(data)), {
      ...{ id: data.carryOverId, status: 'taken_back' },
    });
    return after.documentMinor === 0n ? { ...after, status: 'cancelled' } : after;
  });

const outTakenBack = (state: State, data: Data<'CommitmentCarryOutTakenBack'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...answered(adjusted(commitment, data), { id: data.carryOverId, status: 'taken_back' }),
    carriedOutMinor: commitment.carriedOutMinor - minorOf(data.amount),
  }));

/** Folds the events by which commitments are carried over to the next year. */
export const carriedEvolvers = {
  CommitmentCarriedOut: carriedOut,
  CommitmentCarryOutRejected: known,
  CommitmentCarriedIn: carriedIn,
  CommitmentCarryInRejected: known,
  CommitmentCarryInTakenBack: inTakenBack,
  CommitmentCarryOutTakenBack: outTakenBack,
};
