import { invariant, minorOf } from '@tamani/kernel';
import type { BudgetLineEventData, BudgetLineEventType } from '../../budget-line.events.js';
import { NEVER } from './account-dates.evolve.js';
import type { BudgetLineState, Commitment, Payment, Settlement } from '../budget-line.state.js';
import { changedDelivery } from './delivery.evolve.js';
import { documentMinorOf } from '../../events/document-amount.js';
import { withCommitment } from './funds.evolve.js';

type State = BudgetLineState;
type Data<T extends BudgetLineEventType> = BudgetLineEventData<T>;

const changedPayment = (
  commitment: Commitment,
  id: string,
  change: (payment: Payment) => Payment,
): Commitment => ({
  ...commitment,
  payments: commitment.payments.map((one) => (one.paymentId === id ? change(one) : one)),
});

const newPayment: Omit<Payment, 'paymentId' | 'document'> = {
  increasedOn: NEVER,
  returned: false,
  amountMinor: 0n,
  documentMinor: 0n,
  advanceMinor: 0n,
  advanceDocumentMinor: 0n,
  recoverableDocumentMinor: 0n,
  writtenOffMinor: 0n,
  writtenOffDocumentMinor: 0n,
  liquidations: [],
};

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
    const before = known ?? { ...newPayment, paymentId, document };
    const payment: Payment = {
      ...before,
      amountMinor: before.amountMinor + cash,
      documentMinor: before.documentMinor + documentCash,
      advanceMinor: advance ? cash : 0n,
      advanceDocumentMinor: advance ? documentCash : 0n,
      recoverableDocumentMinor: advance && !advance.automatic ? documentCash : 0n,
    };
    if (known) return changedPayment(commitment, paymentId, () => payment);
    return { ...commitment, payments: [...commitment.payments, payment] };
  });
}

function settled(state: State, data: Data<'AccrualSettled'>): State {
  const { commitmentId, paymentId, deliveryId } = data;
  const amountMinor = minorOf(data.amount);
  const documentMinor = documentMinorOf(data.documentAmount);
  const settlement: Settlement = {
    ...{ paymentId, deliveryId, documentMinor, amountMinor, increasedOn: NEVER },
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

/** The settlements of one payment and one delivery are one from now on, where the first was. */
function unsettled(state: State, data: Data<'SettlementReversed'>): State {
  const { commitmentId, paymentId, deliveryId } = data;
  const isPair = (one: Settlement): boolean =>
    one.paymentId === paymentId && one.deliveryId === deliveryId;
  const back = {
    amountMinor: minorOf(data.amount),
    documentMinor: documentMinorOf(data.documentAmount),
    paidMinor: minorOf(data.paid),
  };
  return withCommitment(state, commitmentId, (commitment) => {
    const pairs = commitment.settlements.filter(isPair);
    const left = remaining(pairs, back);
    const settlements = commitment.settlements.flatMap((one) => {
      if (!isPair(one)) return [one];
      return one === pairs[0] && left.documentMinor > 0n ? [left] : [];
    });
    return changedDelivery({ ...commitment, settlements }, deliveryId, (delivery) => ({
      ...delivery,
      settledMinor: delivery.settledMinor - back.amountMinor,
      settledDocumentMinor: delivery.settledDocumentMinor - back.documentMinor,
    }));
  });
}

type Settled = Pick<Settlement, 'amountMinor' | 'documentMinor' | 'paidMinor'>;

const remaining = (all: readonly Settlement[], back: Settled): Settlement => {
  const [first] = all;
  invariant(first, 'a settlement to reverse');
  const minus = (amounts: readonly bigint[], less: bigint): bigint =>
    amounts.reduce((sum, one) => sum + one, -less);
  return {
    ...first,
    amountMinor: minus(
      all.map((one) => one.amountMinor),
      back.amountMinor,
    ),
    documentMinor: minus(
      all.map((one) => one.documentMinor),
      back.documentMinor,
    ),
    paidMinor: minus(
      all.map((one) => one.paidMinor),
      back.paidMinor,
    ),
    increasedOn: all.reduce(
      (date, one) => (one.increasedOn > date ? one.increasedOn : date),
      NEVER,
    ),
  };
};

type AdvanceMoved =
  'ReceivableRecognised' | 'AdvanceLiquidated' | 'RefundRecorded' | 'AdvanceWrittenOff';

function advanceMoved(state: State, data: Data<AdvanceMoved>, sign: 1n | -1n): State {
  return withPayment(state, data, (payment) => {
    const advanceMinor = payment.advanceMinor + sign * minorOf(data.amount);
    const part = sign * documentMinorOf(data.documentAmount);
    const advanceDocumentMinor = payment.advanceDocumentMinor + part;
    invariant(
      advanceMinor >= 0n && advanceDocumentMinor >= payment.recoverableDocumentMinor,
      `advance ${data.paymentId} below zero, or below what invoices recover`,
    );
    return { ...payment, advanceMinor, advanceDocumentMinor };
  });
}

const withPayment = (
  state: State,
  { commitmentId, paymentId }: { readonly commitmentId: string; readonly paymentId: string },
  change: (payment: Payment) => Payment,
): State =>
  withCommitment(state, commitmentId, (commitment) =>
    changedPayment(commitment, paymentId, change),
  );

function liquidated(state: State, data: Data<'AdvanceLiquidated'>): State {
  if (data.automatic) return advanceMoved(state, data, -1n);
  const freed = advanceFreed(state, { ...data, documentAmount: data.documentAmount });
  return advanceMoved(freed, data, -1n);
}

/** Recovered: only the rest is kept for further invoices. */
const advanceFreed = (
  state: State,
  data: Pick<
    Data<'AdvanceLiquidated'>,
    'commitmentId' | 'paymentId' | 'liquidationId' | 'documentAmount'
  >,
): State =>
  withPayment(state, data, (payment) => ({
    ...payment,
    recoverableDocumentMinor:
      payment.recoverableDocumentMinor - documentMinorOf(data.documentAmount),
    liquidations: [...payment.liquidations, data.liquidationId],
  }));

/** What was reclaimed is kept for invoices no more. */
const reclaimed = (state: State, data: Data<'RefundRecorded' | 'AdvanceWrittenOff'>): State =>
  data.reclaimed
    ? withPayment(state, data, (payment) => ({
        ...payment,
        recoverableDocumentMinor:
          payment.recoverableDocumentMinor - documentMinorOf(data.documentAmount),
      }))
    : state;

const refunded = (state: State, data: Data<'RefundRecorded'>): State =>
  withPayment(advanceMoved(reclaimed(state, data), data, -1n), data, (payment) => ({
    ...payment,
    amountMinor: payment.amountMinor - minorOf(data.amount),
    documentMinor: payment.documentMinor - documentMinorOf(data.documentAmount),
  }));

const writtenOff = (state: State, data: Data<'AdvanceWrittenOff'>): State =>
  withPayment(advanceMoved(reclaimed(state, data), data, -1n), data, (payment) => ({
    ...payment,
    writtenOffMinor: payment.writtenOffMinor + minorOf(data.amount),
    writtenOffDocumentMinor: payment.writtenOffDocumentMinor + documentMinorOf(data.documentAmount),
  }));

const returned = (
  state: State,
  data: Data<'DisbursementReturned'> | Data<'AdvanceReturned'> | Data<'WriteOffReturned'>,
): State =>
  withPayment(state, data, ({ paymentId, document, increasedOn, liquidations }) => ({
    ...newPayment,
    ...{ paymentId, document, increasedOn, liquidations },
    returned: true,
  }));

/** Folds the events of payments. */
export const paymentEvolvers = {
  DisbursementRecorded: (state: State, data: Data<'DisbursementRecorded'>): State =>
    paid(state, data, undefined),
  AdvanceRecorded: (state: State, data: Data<'AdvanceRecorded'>): State => paid(state, data, data),
  AdvanceLiquidated: liquidated,
  AdvanceFreed: advanceFreed,
  AccrualSettled: settled,
  PaymentExchangeDifferenceRecognised: (state: State): State => state,
  SettlementReversed: unsettled,
  ReceivableRecognised: (state: State, data: Data<'ReceivableRecognised'>): State =>
    advanceMoved(state, data, 1n),
  RefundRecorded: refunded,
  AdvanceWrittenOff: writtenOff,
  WriteOffRejected: (state: State): State => state,
  DisbursementReturned: returned,
  AdvanceReturned: returned,
  WriteOffReturned: returned,
};
