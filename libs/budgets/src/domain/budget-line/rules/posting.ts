import { addMonths, monthOf, type BusinessDate, type Month } from '@tamani/kernel';
import type { PeriodStatus } from '../../fiscal-period/fiscal-period.events.js';
import { latest } from '../state/evolve/account-dates.evolve.js';
import { commitmentOf, reservationOf, type BudgetLineState } from '../state/budget-line.state.js';

/** The months that are not open, of those in which something may be posted. */
export type Periods = Readonly<Record<Month, PeriodStatus>>;
export interface PostingFacts {
  readonly periods: Periods;
}

/** Whether a month takes a delivery, a payment, a reversal; `new`: a reservation or an order. */
export type PostingKind = 'new' | 'settling';

/** Whether a month of this status takes such a posting. */
export const takes = (status: PeriodStatus, kind: PostingKind): boolean =>
  status === 'open' || status === 'reopened' || (status === 'soft_closed' && kind === 'settling');

export const nextMonth = (month: Month): Month => monthOf(addMonths(`${month}-01`, 1));

/**
 * The business date of what a process posts: no earlier than any of these, and in a month that is
 * open. What comes too late for its month is posted on the first day of the first open one.
 */
export function postingDate(
  { periods }: PostingFacts,
  dates: readonly BusinessDate[],
  kind: PostingKind = 'settling',
): BusinessDate {
  const wanted = latest(...dates);
  let month = monthOf(wanted);
  while (!takes(periods[month] ?? 'open', kind)) month = nextMonth(month);
  return month === monthOf(wanted) ? wanted : `${month}-01`;
}

interface Dated {
  readonly increasedOn: BusinessDate;
}
const datesOf = (accounts: readonly Dated[]): readonly BusinessDate[] =>
  accounts.map((one) => one.increasedOn);

/** The dates that a document's postings follow. */
function accountDates(state: BudgetLineState, id: string): readonly BusinessDate[] {
  const commitment = commitmentOf(state, id);
  const reservation = reservationOf(state, commitment?.reservationId ?? id);
  return [
    ...datesOf(reservation ? [reservation] : []),
    ...(commitment
      ? datesOf([
          commitment,
          ...commitment.deliveries,
          ...commitment.payments,
          ...commitment.settlements,
        ])
      : []),
  ];
}

/** What a command may name, as far as its dates depend on it. */
export interface Posting {
  readonly effectiveAt?: BusinessDate;
  readonly commitmentId?: string;
  readonly reservationId?: string | null;
}

/** All dates on which a command may post something, deliveries on hold included. */
export function datesInPlay(command: Posting, state: BudgetLineState): readonly BusinessDate[] {
  const { effectiveAt = '', commitmentId, reservationId } = command;
  const own = [commitmentId, reservationId].flatMap((id) => (id ? accountDates(state, id) : []));
  const held = state.held.flatMap(({ commitmentId: id, deliveredOn }) => [
    deliveredOn,
    ...accountDates(state, id).filter((date) => date > deliveredOn),
  ]);
  const after = own.filter((date) => date > effectiveAt);
  return [effectiveAt, ...after, ...held].filter((date) => date !== '');
}
