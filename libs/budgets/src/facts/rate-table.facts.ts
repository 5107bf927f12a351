import { addMonths, type BusinessDate, type Currency, type Month } from '@tamani/kernel';
import { policyOn } from '@tamani/procurement/published';
import { aggregate, type FactReader } from '@tamani/runtime';
import { rateTable } from '../domain/rate-table/rate-table.decide.js';
import type { Comparison } from '../domain/rate-table/rate-change.js';
import { ratesOfDate } from '../published/index.js';

/** A rate table reads the rates of the months before, and how much of a change is expected. */
export const rateTableAggregate = aggregate(rateTable, {
  PublishRateTable: async ({ month, base }, _, read) => ({
    comparison: await comparisonFor(read, month, base),
  }),
  CorrectRateTable: async (_, { month, base, rates }, read) => {
    const found = await comparisonFor(read, month, base);
    const own = Object.fromEntries(rates.map(({ currency, rate }) => [currency, rate]));
    return { comparison: { ...found, rates: { ...own, ...found.rates } } };
  },
});

const MONTHS_BACK = 12;

/** The newest table of the year before; of a currency that has none, nothing. */
async function comparisonFor(read: FactReader, month: Month, base: Currency): Promise<Comparison> {
  const first: BusinessDate = `${month}-01`;
  const percent = await policyOn(read, 'rate_change_percent', first);
  for (let back = 1; back <= MONTHS_BACK; back += 1) {
    const table = await ratesOfDate(read, addMonths(first, -back), base);
    if (table) return { rates: table.rates, percent };
  }
  return { rates: {}, percent };
}
