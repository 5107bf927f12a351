import type { BusinessDate } from '@tamani/kernel';
import type {
  BudgetLineEvent,
  BudgetLineEventData,
  BudgetLineEventType,
} from '../../budget-line.events.js';
import { commitmentIn, reservationOf } from '../budget-line.state.js';
import type { BudgetLineState, Commitment } from '../budget-line.state.js';
import { put } from '../register.js';

type State = BudgetLineState;

/** Before every date. */
export const NEVER: BusinessDate = '';

export const latest = (...dates: readonly BusinessDate[]): BusinessDate =>
  dates.reduce((last, date) => (date > last ? date : last), NEVER);

interface Dated {
  readonly increasedOn: BusinessDate;
}
const dated = <T extends Dated>(account: T, date: BusinessDate): T => ({
  ...account,
  increasedOn: latest(account.increasedOn, date),
});

type Change<D> = (state: State, data: D, date: BusinessDate) => State;
type Increases = { readonly [K in BudgetLineEventType]?: Change<BudgetLineEventData<K>> };

const reserved: Change<{ readonly reservationId: string }> = (state, { reservationId }, date) =>
  reservationDated(state, reservationId, date);
const committed: Change<InOrder> = (state, data, date) =>
  changed(state, data, (one) => dated(one, date));
const delivered: Change<InOrder & OfDelivery> = (state, data, date) =>
  changed(state, data, (one) => deliveryDated(one, data, date));
const repriced: Change<InOrder & { readonly parts: readonly OfDelivery[] }> = (state, data, date) =>
  changed(state, data, (commitment) =>
    data.parts.reduce((one, part) => deliveryDated(one, part, date), commitment),
  );
const settled: Change<InOrder & OfDelivery & OfPayment> = (state, data, date) =>
  changed(state, data, (one) => settlementDated(one, data, date));
const paid: Change<InOrder & OfPayment> = (state, data, date) =>
  changed(state, data, (one) => paymentDated(one, data, date));

/** The account to which an event adds. */
const increases: Increases = {
  FundsReserved: reserved,
  ReservationAdjusted: reserved,
  ReservationReinstated: reserved,
  FundsCommitted: committed,
  CommitmentAdjusted: committed,
  CommitmentAdjustmentTakenBack: committed,
  CommitmentRepriced: committed,
  CommitmentReinstated: committed,
  CommitmentCarriedIn: committed,
  CommitmentCarryOutTakenBack: committed,
  ExpenditureAccrued: delivered,
  DeliveriesRepriced: repriced,
  RepricingTakenBack: repriced,
  SettlementReversed: delivered,
  AccrualSettled: settled,
  DisbursementRecorded: paid,
  AdvanceRecorded: paid,
  ReceivableRecognised: paid,
  AdvanceWrittenOff: paid,
};

/** Remembers the date on which an event adds to an account. */
export function evolveAccountDates(state: State, event: BudgetLineEvent): State {
  const change = increases[event.type] as Change<BudgetLineEvent['data']> | undefined;
  return change && event.effectiveAt !== undefined
    ? change(state, event.data, event.effectiveAt)
    : state;
}

interface InOrder {
  readonly commitmentId: string;
}
interface OfDelivery {
  readonly deliveryId: string;
}
interface OfPayment {
  readonly paymentId: string;
}

function reservationDated(state: State, id: string, date: BusinessDate): State {
  const known = reservationOf(state, id);
  return known
    ? { ...state, reservations: put(state.reservations, id, dated(known, date)) }
    : state;
}

const changed = (
  state: State,
  { commitmentId: id }: InOrder,
  change: (one: Commitment) => Commitment,
): State => ({
  ...state,
  commitments: put(state.commitments, id, change(commitmentIn(state, id))),
});

const deliveryDated = (
  commitment: Commitment,
  { deliveryId }: OfDelivery,
  date: BusinessDate,
): Commitment => ({
  ...commitment,
  deliveries: commitment.deliveries.map((one) =>
    one.deliveryId === deliveryId ? dated(one, date) : one,
  ),
});

const settlementDated = (
  commitment: Commitment,
  pair: OfDelivery & OfPayment,
  date: BusinessDate,
): Commitment => ({
  ...commitment,
  settlements: commitment.settlements.map((one) =>
    one.deliveryId === pair.deliveryId && one.paymentId === pair.paymentId ? dated(one, date) : one,
  ),
});

const paymentDated = (
  commitment: Commitment,
  { paymentId }: OfPayment,
  date: BusinessDate,
): Commitment => ({
  ...commitment,
  payments: commitment.payments.map((one) =>
    one.paymentId === paymentId ? dated(one, date) : one,
  ),
});
