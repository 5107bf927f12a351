import { monthOf, type BusinessDate, type Currency, type Rejection } from '@tamani/kernel';
import type { PeriodStatus } from '../fiscal-period/fiscal-period.events.js';
import { rateFor, type MonthlyRates } from '../rate-table/rates.js';
import { refuseDate } from './business-date.rejections.js';

/** A business date to check, with the currencies of document and budget lines. */
export interface BusinessDateUse {
  readonly date: BusinessDate;
  /** Today in Africa/Bamako. */
  readonly today: BusinessDate;
  /** Currency of the document; omitted if no document is converted (an allotment). */
  readonly from?: Currency;
  /** Currencies of the budget lines it is booked on. */
  readonly to?: readonly Currency[];
  /**
   * A delivery, payment or reversal of an earlier order: allowed in a period that is
   * softly closed, as on a softly closed line.
   */
  readonly settling?: boolean;
}

/** Period and rates of the month of a business date. */
export interface BusinessDateFacts {
  readonly period: PeriodStatus;
  /** Null if none are published. */
  readonly rates: MonthlyRates | null;
}

/**
 * Why a business date cannot be used: it must not be in the future, be in an open period, and
 * have a rate for every currency to convert. Undefined if it can; else date_in_future,
 * period_closed or rate_missing.
 */
export function checkBusinessDate(
  use: BusinessDateUse,
  facts: BusinessDateFacts,
): Rejection | undefined {
  const { date, today } = use;
  const month = monthOf(date);
  if (date > today) return refuseDate.date_in_future({ date, today });
  if (!accepts(facts.period, use.settling === true)) {
    return refuseDate.period_closed({ month, status: facts.period });
  }
  const { from, to = [] } = use;
  if (from === undefined) return undefined;
  const missing = to.find((currency) => !rateFor(from, currency, facts.rates));
  return missing === undefined ? undefined : refuseDate.rate_missing({ from, to: missing, month });
}

const accepts = (period: PeriodStatus, settling: boolean): boolean =>
  period === 'open' || period === 'reopened' || (period === 'soft_closed' && settling);
