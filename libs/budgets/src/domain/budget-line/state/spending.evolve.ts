import { invariant, minorOf, type MoneyJson } from '@tamani/kernel';
import type { BudgetLineEventData, BudgetLineEventType } from '../budget-line.events.js';
import type { BudgetLineState, Commitment, Delivery, Payment } from './budget-line.state.js';
import { documentMinorOf } from './document-amount.js';
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
    reversed: false,
    amountMinor: documentMinorOf(amount),
    documentMinor: documentMinorOf(documentAmount),
    liquidatedMinor: 0n,
    liquidatedDocumentMinor: 0n,
    settledMinor: 0n,
    settledDocumentMinor: 0n,
  };
}

const changedDelivery = (
  commitment: Commitment,
  id: string,
  change: (delivery: Delivery) => Delivery,
): Commitment => ({
  ...commitment,
  deliveries: commitment.deliveries.map((one) => (one.deliveryId === id ? change(one) : one)),
});

const changedPayment = (
  commitment: Commitment,
  id: string,
  change: (payment: Payment) => Payment,
): Commitment => ({
  ...commitment,
  payments: commitment.payments.map((one) => (one.paymentId === id ? change(one) : one)),
});

const accrued = (state: State, data: Data<'ExpenditureAccrued'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    deliveries: [...commitment.deliveries, newDelivery(data, data.amount, data.documentAmount)],
  }));

/** A held and then reversed delivery is remembered, so that it is not accrued later. */
const heldWithdrawn = (state: State, data: Data<'HeldDeliveryWithdrawn'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
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

const reinstated = (state: State, data: Data<'CommitmentReinstated'>): State =>
  withCommitment(state, data.commitmentId, (commitment) => ({
    ...commitment,
    openMinor: commitment.openMinor + minorOf(data.amount),
    documentOpenMinor: commitment.documentOpenMinor + documentMinorOf(data.documentAmount),
  }));

/** A payment may be recorded in two parts: the settlement of deliveries, and an advance. */
function paid(
  state: State,
  data: Data<'DisbursementRecorded'> | Data<'AdvanceRecorded'>,
  advance: { readonly automatic: boolean } | undefined,
): State {
  const { commitmentId, paymentId, document } = data;
  const cash = minorOf(data.amount);
  const documentCash = documentMinorOf(data.documentAmount);
  return withCommitment(state, commitmentId, (commitment) => {
    const known = commitment.payments.find((one) => one.paymentId === paymentId);
    const payment: Payment = {
      paymentId,
      document,
      returned: false,
      amountMinor: (known?.amountMinor ?? 0n) + cash,
      documentMinor: (known?.documentMinor ?? 0n) + documentCash,
      advanceMinor: advance ? cash : 0n,
      advanceDocumentMinor: advance ? documentCash : 0n,
      automatic: advance?.automatic ?? true,
      liquidations: [],
    };
    if (known) return changedPayment(commitment, paymentId, () => payment);
    return { ...commitment, payments: [...commitment.payments, payment] };
  });
}

function settled(state: State, data: Data<'AccrualSettled'>): State {
  const { commitmentId, paymentId, deliveryId } = data;
  const amountMinor = minorOf(data.amount);
  const documentMinor = documentMinorOf(data.documentAmount);
  const settlement = {
    ...{ paymentId, deliveryId, documentMinor, amountMinor },
    paidMinor: minorOf(data.paid),
  };
  return withCommitment(state, commitmentId, (commitment) =>
    changedDelivery(
      { ...commitment, settlements: [...commitment.settlements, settlement] },
      deliveryId,
      (delivery) => ({
        ...delivery,
        settledMinor: delivery.settledMinor + amountMinor,
        settledDocumentMinor: delivery.settledDocumentMinor + documentMinor,
      }),
    ),
  );
}

/** The settlements of one payment and one delivery are reversed together. */
function unsettled(state: State, data: Data<'SettlementReversed'>): State {
  const { commitmentId, paymentId, deliveryId } = data;
  return withCommitment(state, commitmentId, (commitment) => {
    const stays = commitment.settlements.filter(
      (one) => one.paymentId !== paymentId || one.deliveryId !== deliveryId,
    );
    return changedDelivery({ ...commitment, settlements: stays }, deliveryId, (delivery) => ({
      ...delivery,
      settledMinor: delivery.settledMinor - minorOf(data.amount),
      settledDocumentMinor: delivery.settledDocumentMinor - documentMinorOf(data.documentAmount),
    }));
  });
}

function advanceMoved(
  state: State,
  data: Data<'ReceivableRecognised'> | Data<'AdvanceLiquidated'>,
  change: { readonly sign: 1n | -1n } & Partial<Pick<Payment, 'automatic' | 'liquidations'>>,
): State {
  const { sign, ...more } = change;
  return withCommitment(state, data.commitmentId, (commitment) =>
    changedPayment(commitment, data.paymentId, (payment) => {
      const advanceMinor = payment.advanceMinor + sign * minorOf(data.amount);
      const part = sign * documentMinorOf(data.documentAmount);
      invariant(advanceMinor >= 0n, `advance ${data.paymentId} below zero`);
      return {
        ...payment,
        advanceMinor,
        advanceDocumentMinor: payment.advanceDocumentMinor + part,
        automatic: more.automatic ?? payment.automatic,
        liquidations: [...payment.liquidations, ...(more.liquidations ?? [])],
      };
    }),
  );
}

const returned = (
  state: State,
  data: Data<'DisbursementReturned'> | Data<'AdvanceReturned'>,
): State =>
  withCommitment(state, data.commitmentId, (commitment) =>
    changedPayment(commitment, data.paymentId, (payment) => ({
      ...payment,
      returned: true,
      advanceMinor: 0n,
      advanceDocumentMinor: 0n,
    })),
  );

/** Folds the events of deliveries and payments. */
export const spendingEvolvers = {
  ExpenditureAccrued: accrued,
  CommitmentLiquidated: liquidated,
  ExchangeDifferenceRecognised: (state: State): State => state,
  DeliveryHeld: (state: State): State => state,
  HeldDeliveryWithdrawn: heldWithdrawn,
  ExpenditureReversed: (state: State, data: Data<'ExpenditureReversed'>): State =>
    withCommitment(state, data.commitmentId, (commitment) =>
      changedDelivery(commitment, data.deliveryId, (one) => ({ ...one, reversed: true })),
    ),
  CommitmentReinstated: reinstated,
  DisbursementRecorded: (state: State, data: Data<'DisbursementRecorded'>): State =>
    paid(state, data, undefined),
  AdvanceRecorded: (state: State, data: Data<'AdvanceRecorded'>): State => paid(state, data, data),
  AdvanceLiquidated: (state: State, data: Data<'AdvanceLiquidated'>): State =>
    advanceMoved(state, data, { sign: -1n, liquidations: [data.liquidationId] }),
  AccrualSettled: settled,
  PaymentExchangeDifferenceRecognised: (state: State): State => state,
  SettlementReversed: unsettled,
  ReceivableRecognised: (state: State, data: Data<'ReceivableRecognised'>): State =>
    advanceMoved(state, data, { sign: 1n, automatic: true }),
  DisbursementReturned: returned,
  AdvanceReturned: returned,
};
