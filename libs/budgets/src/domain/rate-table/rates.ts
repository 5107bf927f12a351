import {
  convertMinor,
  derivedId,
  minorOf,
  type Currency,
  type Month,
  type MoneyJson,
  type RateJson,
} from '@tamani/kernel';
import { z } from 'zod';
import { isPegged, PEG } from './peg.js';

/** The rates of a month, as used by rules. */
export interface MonthlyRates {
  readonly month: Month;
  readonly base: Currency;
  readonly version: number;
  /** Units of a currency per unit of the base. */
  readonly rates: Readonly<Record<Currency, RateJson>>;
}

/** The rate used, as stored in the event; later corrections do not change it. */
export const usedRateSchema = z.strictObject({
  month: z.string(),
  base: z.string(),
  version: z.int(),
  from: z.string(),
  fromRate: z.string(),
  to: z.string(),
  toRate: z.string(),
});
export type UsedRate = z.output<typeof usedRateSchema>;

/** A rate for two currencies; `null` if they are the same and none is needed. */
export type Rate = { readonly used: UsedRate | null };

/** Whether two rates convert alike, whatever their months. */
export const sameRate = (one: UsedRate | null, other: UsedRate | null): boolean =>
  one === null || other === null
    ? one === other
    : one.from === other.from &&
      one.to === other.to &&
      one.fromRate === other.fromRate &&
      one.toRate === other.toRate;

/** One table per base and month. */
export const rateTableId = (base: Currency, month: Month): string =>
  derivedId('rate-table', base, month);

/**
 * The rate from one currency to another, across the table's base; undefined if missing. Between
 * XOF and EUR it is the peg.
 */
export function rateFor(
  from: Currency,
  to: Currency,
  table: MonthlyRates | null,
): Rate | undefined {
  if (from === to) return { used: null };
  if (isPegged(from, to)) return crossRate(from, to, PEG);
  return table === null ? undefined : crossRate(from, to, table);
}

function crossRate(from: Currency, to: Currency, table: MonthlyRates): Rate | undefined {
  const fromRate = rateIn(table, from);
  const toRate = rateIn(table, to);
  if (fromRate === undefined || toRate === undefined) return undefined;
  const { month, base, version } = table;
  return { used: { month, base, version, from, fromRate, to, toRate } };
}

/** The base itself has rate 1. */
const rateIn = (table: MonthlyRates, currency: Currency): RateJson | undefined =>
  currency === table.base ? '1' : table.rates[currency];

/** Minor units of the target currency, half up, once. */
export const converted = (amount: MoneyJson, { used }: Rate): bigint =>
  used === null ? minorOf(amount) : convertMinor(minorOf(amount), used);
