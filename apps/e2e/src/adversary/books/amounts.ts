/**
 * Amounts, rates and dates in the plainest way: nothing here is the product's, so that an error of
 * the product's cannot be in it as well.
 */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

const decimalsOf = (currency: string): number => (currency === 'XOF' ? 0 : 2);

/** Minor units of an amount. */
export const units = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''));

export const shown = (minor: bigint, currency = 'USD'): string => {
  const decimals = decimalsOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  return `${sign}${digits.slice(0, split)}${decimals > 0 ? `.${digits.slice(split)}` : ''}`;
};

/** n / d to the nearest whole, half away from zero. */
export function rounded(n: bigint, d: bigint): bigint {
  const twice = 2n * (n < 0n ? -n : n) + d;
  const whole = twice / (2n * d);
  return n < 0n ? -whole : whole;
}

/** Thousandths of a quantity. */
export const thousandths = (quantity: string): bigint => {
  const [whole = '0', part = ''] = quantity.split('.');
  return BigInt(whole + part.padEnd(3, '0'));
};

export const sum = (all: Iterable<bigint>): bigint => [...all].reduce((a, b) => a + b, 0n);

/** A rate as a whole number of millionths of a millionth. */
function scaled(rate: string): bigint {
  const [whole = '0', part = ''] = rate.split('.');
  return BigInt(whole + part.padEnd(12, '0'));
}

/** Rates of a month, in units for one dollar; by month. */
export type Rates = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Francs for a euro, always: the peg. */
const PEG = { EUR: '1', XOF: '655.957' };

interface At {
  readonly date: string;
  readonly rates: Rates;
}

/** What a dollar, or of the two that are pegged a euro, is in each of two currencies. */
function pair(from: string, to: string, { date, rates }: At): readonly [string, string] {
  const isPegged = Object.hasOwn(PEG, from) && Object.hasOwn(PEG, to);
  const month = isPegged ? PEG : { USD: '1', ...rates[date.slice(0, 7)] };
  const table: Readonly<Record<string, string>> = month;
  const [one, other] = [table[from], table[to]];
  if (one === undefined || other === undefined) throw new Error(`no rate on ${date}`);
  return [one, other];
}

/** The rate between two currencies, in a form that can be compared. */
export const rateOf = (from: string, to: string, at: At): string =>
  from === to ? '1' : pair(from, to, at).join(' for ');

/** An amount in another currency, at the rate of the month of a date. */
export function converted(of: Money, to: string, at: At): bigint {
  if (of.currency === to) return units(of);
  const [from, into] = pair(of.currency, to, at);
  const n = units(of) * scaled(into) * 10n ** BigInt(decimalsOf(to));
  return rounded(n, scaled(from) * 10n ** BigInt(decimalsOf(of.currency)));
}
