import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  monthOf,
  ok,
  proportion,
  type Decision,
} from '@tamani/kernel';
import { converted, rateFor, type Rate } from '../../rate-table/rates.js';
import { refuseDate } from '../../shared/business-date.rejections.js';
import type {
  AdjustReservation,
  ReleaseReservation,
  ReserveFunds,
} from '../budget-line.commands.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { refuse } from '../budget-line.rejections.js';
import {
  reservationOf,
  type BudgetLineState,
  type Reservation,
} from '../state/budget-line.state.js';
import { refusalOf } from './refusal.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  moved,
  shortfallProblem,
  statusProblem,
  type BudgetLineFacts,
} from './rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Sets the document's amount aside, or stores the refusal: another service waits for the answer.
 * The same reservation again has its answer already.
 */
export function reserve(command: ReserveFunds, state: State, facts: BudgetLineFacts): Decided {
  const { reservationId, amount, document, effectiveAt } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const known = reservationOf(state, reservationId);
  if (known) {
    const same = known.currency === amount.currency && known.documentMinor === minorOf(amount);
    return same ? ok([]) : err(refuse.reservation_differs());
  }
  const rate = rateFor(amount.currency, state.currency, facts.rates);
  const requested = rate && converted(amount, rate);
  const context = contextOf(state, document);
  const refusal = refusalOf(state, { requested, fromAvailable: requested ?? 0n });
  if (refusal) {
    const data = { ...context, ...refusal, documentAmount: amount, reservationId };
    return ok([{ type: 'ReservationRejected', data, effectiveAt }]);
  }
  const money = moved(state, requested ?? 0n, {
    minor: minorOf(amount),
    currency: amount.currency,
  });
  const data = { ...context, ...money, reservationId, rate: rate?.used ?? null };
  return ok([{ type: 'FundsReserved', data, effectiveAt }]);
}

/**
 * The document's amount has changed. More is converted at the rate of the change's own date and
 * must be available; less gives back a proportion of what was reserved, the whole of it at zero.
 */
export function adjustReservation(
  command: AdjustReservation,
  state: State,
  facts: BudgetLineFacts,
): Decided {
  const { reservationId, amount, document, effectiveAt } = command;
  const known = reservationOf(state, reservationId);
  if (known?.status !== 'reserved') {
    return err(refuse.reservation_not_held({ reference: state.reference }));
  }
  const documentChange = minorOf(amount) - known.documentMinor;
  if (documentChange === 0n) return ok([]);
  const rate = documentChange > 0n ? rateFor(known.currency, state.currency, facts.rates) : null;
  if (rate === undefined) {
    const month = monthOf(effectiveAt);
    return err(refuseDate.rate_missing({ from: known.currency, to: state.currency, month }));
  }
  const change = lineChange(known, { documentChange, rate });
  const problem = firstRefusal(
    statusProblem(state, 'open'),
    documentCurrencyProblem(known, amount),
    documentChange + known.documentOpenMinor < 0n
      ? refuse.reservation_not_held({ reference: state.reference })
      : undefined,
    change > 0n ? shortfallProblem(state, change) : undefined,
  );
  if (problem) return err(problem);
  const money = moved(state, change, { minor: documentChange, currency: known.currency });
  const data = {
    ...contextOf(state, document),
    ...money,
    reservationId,
    rate: rate?.used ?? null,
  };
  return ok([{ type: 'ReservationAdjusted', data, effectiveAt }]);
}

function lineChange(
  known: Reservation,
  { documentChange, rate }: { readonly documentChange: bigint; readonly rate: Rate | null },
): bigint {
  if (rate) return convertedMinor(documentChange, known.currency, rate);
  const less = -documentChange;
  if (less >= known.documentOpenMinor) return -known.openMinor;
  return -minimum(known.openMinor, proportion(known.amountMinor, less, known.documentMinor));
}

const convertedMinor = (minor: bigint, currency: string, rate: Rate): bigint =>
  converted(moneyJson(minor, currency), rate);

/** Gives back what was not ordered. Of a reservation that holds nothing, nothing. */
export function releaseReservation(command: ReleaseReservation, state: State): Decided {
  const { reservationId, effectiveAt } = command;
  const known = reservationOf(state, reservationId);
  if (known?.status !== 'reserved') return ok([]);
  const { openMinor, documentOpenMinor: minor, currency, document } = known;
  const data = {
    ...contextOf(state, document),
    ...moved(state, openMinor, { minor, currency }),
    ...{ reservationId, commitmentId: null, cause: 'withdrawn' as const },
  };
  return ok([{ type: 'ReservationReleased', data, effectiveAt }]);
}
