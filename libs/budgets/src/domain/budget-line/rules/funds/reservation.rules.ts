import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  proportion,
  type Decision,
} from '@tamani/kernel';
import { converted, rateFor, type Rate } from '../../../rate-table/rates.js';
import type {
  AdjustReservation,
  ReleaseReservation,
  ReserveFunds,
} from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  reservationOf,
  type BudgetLineState,
  type Reservation,
} from '../../state/budget-line.state.js';
import { postingDate, type PostingFacts } from '../posting.js';
import { assessed } from './refusal.js';
import {
  contextOf,
  lineMoney,
  documentCurrencyProblem,
  minimum,
  moved,
  rateMissing,
  shortfallProblem,
  statusProblem,
  type FundingFacts,
  type RateFacts,
} from '../rule-parts.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * Sets the document's amount aside, or stores the refusal: another service waits for the answer.
 * The same reservation again has its answer already.
 */
export function reserve(
  command: ReserveFunds,
  state: State,
  facts: FundingFacts & PostingFacts,
): Decided {
  const { reservationId, amount, document, effectiveAt: documentDate } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const known = reservationOf(state, reservationId);
  if (known) {
    const same = known.currency === amount.currency && known.documentMinor === minorOf(amount);
    return same ? ok([]) : err(refuse.reservation_differs());
  }
  const effectiveAt = postingDate(facts, [documentDate], 'new');
  const dates = { documentDate, effectiveAt, follows: '' };
  const answer = assessed(state, { amount, dates, isZeroRefused: true }, facts);
  const requestedBy = [...command.requestedBy];
  const context = { ...contextOf(state, document), reservationId, requestedBy };
  if ('refusal' in answer) {
    const data = { ...context, ...answer.refusal, documentAmount: amount };
    return ok([{ type: 'ReservationRejected', data, effectiveAt: documentDate }]);
  }
  const { minor, rate } = answer;
  const money = { amount: lineMoney(state, minor), documentAmount: amount, documentDate };
  const data = { ...context, ...money, rate };
  return ok([{ type: 'FundsReserved', data, effectiveAt }]);
}

/**
 * The document's amount has changed. More is converted at the rate of the change's own date and
 * must be available; less gives back a proportion of what was reserved, the whole of it at zero.
 */
export function adjustReservation(
  command: AdjustReservation,
  state: State,
  facts: RateFacts & PostingFacts,
): Decided {
  const { reservationId, amount, document, effectiveAt: documentDate } = command;
  const known = reservationOf(state, reservationId);
  const documentChange = known ? minorOf(amount) - known.documentMinor : 0n;
  if (known?.status !== 'reserved' || documentChange + known.documentOpenMinor < 0n) {
    return err(refuse.reservation_not_held({ reference: state.reference }));
  }
  if (documentChange === 0n) return ok([]);
  const { currency } = known;
  const rate = documentChange > 0n ? rateFor(currency, state.currency, facts.rates) : null;
  if (rate === undefined) return err(rateMissing(state, { currency, effectiveAt: documentDate }));
  const change = lineChange(known, { documentChange, rate });
  const problem = firstRefusal(
    statusProblem(state, 'open'),
    documentCurrencyProblem(known, amount),
    change > 0n ? shortfallProblem(state, change) : undefined,
  );
  if (problem) return err(problem);
  const effectiveAt = postingDate(facts, [documentDate, known.increasedOn], 'new');
  const money = moved(state, change, { minor: documentChange, currency, documentDate });
  const context = contextOf(state, document);
  const data = { ...context, ...money, reservationId, rate: rate?.used ?? null };
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
export function releaseReservation(
  command: ReleaseReservation,
  state: State,
  facts: PostingFacts,
): Decided {
  const { reservationId, effectiveAt: documentDate } = command;
  const known = reservationOf(state, reservationId);
  if (known?.status !== 'reserved') return ok([]);
  const { openMinor, documentOpenMinor: minor, currency, document } = known;
  const effectiveAt = postingDate(facts, [documentDate, known.increasedOn]);
  const data = {
    ...contextOf(state, document),
    ...moved(state, openMinor, { minor, currency, documentDate }),
    ...{ reservationId, commitmentId: null, cause: 'withdrawn' as const },
  };
  return ok([{ type: 'ReservationReleased', data, effectiveAt }]);
}
