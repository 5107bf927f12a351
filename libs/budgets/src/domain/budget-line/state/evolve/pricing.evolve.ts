import { minorOf, type MoneyJson } from '@tamani/kernel';
import { sameRate } from '../../../rate-table/rates.js';
import type { BudgetLineEventData, BudgetLineEventType } from '../../budget-line.events.js';
import {
  commitmentOf,
  type Adjustment,
  type BudgetLineState,
  type Commitment,
  type RepricedPart,
} from '../budget-line.state.js';
import { changedDelivery } from './delivery.evolve.js';
import { documentMinorOf } from '../../events/document-amount.js';
import { withCommitment } from './funds.evolve.js';

type State = BudgetLineState;
type Data<T extends BudgetLineEventType> = BudgetLineEventData<T>;

const unchanged = {
  isRepricing: false,
  committedMinor: 0n,
  committedDocumentMinor: 0n,
  parts: [],
} as const;

/** The change of an answered adjustment, added to what it had changed already. */
export function answered(
  commitment: Commitment,
  { id, ...change }: Partial<Adjustment> & { readonly id: string },
): Commitment {
  const known = commitment.adjustments.find((one) => one.id === id);
  const others = commitment.adjustments.filter((one) => one.id !== id);
  const adjustment = { status: 'granted' as const, ...unchanged, ...known, ...change, id };
  return { ...commitment, adjustments: [...others, adjustment] };
}

export interface Moved {
  readonly amount: MoneyJson;
  readonly documentAmount: MoneyJson | null;
}

/** A change of the open amount. */
export function adjusted(commitment: Commitment, { amount, documentAmount }: Moved): Commitment {
  const [minor, documentMinor] = [minorOf(amount), documentMinorOf(documentAmount)];
  return {
    ...commitment,
    amountMinor: commitment.amountMinor + minor,
    openMinor: commitment.openMinor + minor,
    documentMinor: commitment.documentMinor + documentMinor,
    documentOpenMinor: commitment.documentOpenMinor + documentMinor,
  };
}

function commitmentAdjusted(state: State, data: Data<'CommitmentAdjusted'>): State {
  const { commitmentId, adjustmentId: id, rate } = data;
  const committedMinor = minorOf(data.amount);
  const committedDocumentMinor = documentMinorOf(data.documentAmount);
  return withCommitment(state, commitmentId, (commitment) => {
    const { bookedRate } = commitment;
    const same = bookedRate !== 'several' && sameRate(bookedRate, rate);
    const changed = answered(adjusted(commitment, data), {
      ...{ id, committedMinor, committedDocumentMinor },
    });
    return committedDocumentMinor <= 0n || same ? changed : { ...changed, bookedRate: 'several' };
  });
}

/** A line without that commitment keeps no answer. */
function rejected(state: State, commitmentId: string, id: string): State {
  if (!commitmentOf(state, commitmentId)) return state;
  return withCommitment(state, commitmentId, (commitment) =>
    answered(commitment, { id, status: 'rejected' }),
  );
}

type Part = Data<'DeliveriesRepriced'>['parts'][number];
const partOf = (part: Part): RepricedPart => ({
  deliveryId: part.deliveryId,
  minor: minorOf(part.amount),
  documentMinor: minorOf(part.documentAmount),
  liquidatedMinor: minorOf(part.liquidated),
  liquidatedDocumentMinor: minorOf(part.liquidatedDocument),
});

/** A delivery at another price; its commitment had been of that price from the beginning. */
export function repriced(commitment: Commitment, part: RepricedPart): Commitment {
  const changed = {
    ...commitment,
    amountMinor: commitment.amountMinor + part.liquidatedMinor,
    documentMinor: commitment.documentMinor + part.liquidatedDocumentMinor,
  };
  return changedDelivery(changed, part.deliveryId, (one) => ({
    ...one,
    amountMinor: one.amountMinor + part.minor,
    documentMinor: one.documentMinor + part.documentMinor,
    liquidatedMinor: one.liquidatedMinor + part.liquidatedMinor,
    liquidatedDocumentMinor: one.liquidatedDocumentMinor + part.liquidatedDocumentMinor,
  }));
}

function deliveriesRepriced(
  state: State,
  data: Data<'DeliveriesRepriced'>,
  status: 'granted' | 'taken_back',
): State {
  const parts = data.parts.map(partOf);
  return withCommitment(state, data.commitmentId, (commitment) =>
    answered(parts.reduce(repriced, commitment), {
      ...{ id: data.repricingId, status, parts, isRepricing: true },
    }),
  );
}

/** Another price of what is still to come. */
const commitmentRepriced = (state: State, data: Data<'CommitmentRepriced'>): State =>
  withCommitment(state, data.commitmentId, (commitment) =>
    answered(adjusted(commitment, data), {
      id: data.repricingId,
      committedMinor: minorOf(data.amount),
      committedDocumentMinor: documentMinorOf(data.documentAmount),
    }),
  );

const credited = (state: State, data: Data<'ExpenditureCredited'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => {
    const part: RepricedPart = {
      deliveryId: data.deliveryId,
      ...{ minor: -minorOf(data.amount), documentMinor: -documentMinorOf(data.documentAmount) },
      liquidatedMinor: -minorOf(data.liquidated),
      liquidatedDocumentMinor: -minorOf(data.liquidatedDocument),
    };
    return repriced(commitment, part);
  });

/** Folds the events by which the price of an order changes. */
export const pricingEvolvers = {
  CommitmentAdjusted: commitmentAdjusted,
  CommitmentAdjustmentRejected: (
    state: State,
    { commitmentId, adjustmentId }: Data<'CommitmentAdjustmentRejected'>,
  ): State => rejected(state, commitmentId, adjustmentId),
  CommitmentAdjustmentTakenBack: (
    state: State,
    data: Data<'CommitmentAdjustmentTakenBack'>,
  ): State =>
    withCommitment(state, data.commitmentId, (commitment) =>
      answered(adjusted(commitment, data), { id: data.adjustmentId, status: 'taken_back' }),
    ),
  DeliveriesRepriced: (state: State, data: Data<'DeliveriesRepriced'>): State =>
    deliveriesRepriced(state, data, 'granted'),
  CommitmentRepriced: commitmentRepriced,
  RepricingRejected: (
    state: State,
    { commitmentId, repricingId }: Data<'RepricingRejected'>,
  ): State => rejected(state, commitmentId, repricingId),
  RepricingTakenBack: (state: State, data: Data<'RepricingTakenBack'>): State =>
    deliveriesRepriced(state, data, 'taken_back'),
  ExpenditureCredited: credited,
};
