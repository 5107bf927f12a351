import { minorOf, type MoneyJson } from '@tamani/kernel';
import type { BudgetLineEventData, BudgetLineEventType } from '../../budget-line.events.js';
import type { BudgetLineState, Commitment, Delivery } from '../budget-line.state.js';
import { NEVER } from './account-dates.evolve.js';
import { documentMinorOf } from '../../events/document-amount.js';
import { withCommitment } from './funds.evolve.js';

type State = BudgetLineState;
type Data<T extends BudgetLineEventType> = BudgetLineEventData<T>;

function newDelivery(
  { deliveryId, document }: Pick<Delivery, 'deliveryId' | 'document'>,
  amount: MoneyJson | null,
  documentAmount: MoneyJson | null,
): Delivery {
  return {
    deliveryId,
    document,
    increasedOn: NEVER,
    reversed: false,
    amountMinor: documentMinorOf(amount),
    documentMinor: documentMinorOf(documentAmount),
    liquidatedMinor: 0n,
    liquidatedDocumentMinor: 0n,
    differenceMinor: 0n,
    settledMinor: 0n,
    settledDocumentMinor: 0n,
  };
}

export const changedDelivery = (
  commitment: Commitment,
  id: string,
  change: (delivery: Delivery) => Delivery,
): Commitment => ({
  ...commitment,
  deliveries: commitment.deliveries.map((one) => (one.deliveryId === id ? change(one) : one)),
});

const differed = (state: State, data: Data<'ExchangeDifferenceRecognised'>): State =>
  withCommitment(state, data.commitmentId, (commitment) =>
    changedDelivery(commitment, data.deliveryId, (one) => ({
      ...one,
      differenceMinor: one.differenceMinor + minorOf(data.amount),
    })),
  );

const accrued = (state: State, data: Data<'ExpenditureAccrued'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    deliveries: [...commitment.deliveries, newDelivery(data, data.amount, data.documentAmount)],
  }));

/** A held and then reversed delivery is remembered, so that it is not accrued later. */
const heldWithdrawn = (state: State, data: Data<'HeldDeliveryWithdrawn'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    status: commitment.status === 'closed' ? 'committed' : commitment.status,
    deliveries: [...commitment.deliveries, { ...newDelivery(data, null, null), reversed: true }],
  }));

function liquidated(state: State, data: Data<'CommitmentLiquidated'>): State {
  const amountMinor = minorOf(data.amount);
  const documentMinor = documentMinorOf(data.documentAmount);
  return withCommitment(state, data.commitmentId, (commitment) =>
    changedDelivery(
      {
        ...commitment,
        openMinor: commitment.openMinor - amountMinor,
        documentOpenMinor: commitment.documentOpenMinor - documentMinor,
      },
      data.deliveryId,
      (delivery) => ({
        ...delivery,
        liquidatedMinor: delivery.liquidatedMinor + amountMinor,
        liquidatedDocumentMinor: delivery.liquidatedDocumentMinor + documentMinor,
      }),
    ),
  );
}

/** A returned delivery is to come again: at the price at which it was accrued at last. */
const reinstated = (state: State, data: Data<'CommitmentReinstated'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    status: commitment.status === 'closed' ? 'committed' : commitment.status,
    openMinor: commitment.openMinor + minorOf(data.amount),
    documentOpenMinor: commitment.documentOpenMinor + documentMinorOf(data.documentAmount),
  }));

/** Folds the events of deliveries. */
export const deliveryEvolvers = {
  ExpenditureAccrued: accrued,
  CommitmentLiquidated: liquidated,
  ExchangeDifferenceRecognised: differed,
  DeliveryHeld: (state: State): State => state,
  HeldDeliveryWithdrawn: heldWithdrawn,
  ExpenditureReversed: (state: State, data: Data<'ExpenditureReversed'>): State =>
    withCommitment(state, data.commitmentId, (commitment) =>
      changedDelivery(commitment, data.deliveryId, (one) => ({ ...one, reversed: true })),
    ),
  CommitmentReinstated: reinstated,
};
