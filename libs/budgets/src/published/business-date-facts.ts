import { monthOf, type BusinessDate, type Currency } from '@tamani/kernel';
import type { FactReader } from '@tamani/runtime';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import { rateTableId, type MonthlyRates } from '../domain/rate-table/rates.js';
import type { BusinessDateFacts } from '../domain/shared/business-date.js';
import { FUNCTIONAL_CURRENCY } from '../domain/shared/vocabulary.js';
import { fiscalPeriodView, rateTableView } from './views.js';

/**
 * Reads the inputs of checkBusinessDate: the period of its month and the month's rates.
 * Rates are stored against the functional currency (USD); other pairs are cross rates.
 */
export async function businessDateFacts(
  read: FactReader,
  { date }: { readonly date: BusinessDate },
): Promise<BusinessDateFacts> {
  const month = monthOf(date);
  const [period, rates] = await Promise.all([
    read.state(fiscalPeriodView, fiscalPeriodId(month)),
    ratesOfDate(read, date),
  ]);
  return { period: period ?? 'open', rates };
}

/** The rates of the month of a date against a base; null when none are published. */
export const ratesOfDate = (
  read: FactReader,
  date: BusinessDate,
  base: Currency = FUNCTIONAL_CURRENCY,
): Promise<MonthlyRates | null> => read.state(rateTableView, rateTableId(base, monthOf(date)));
