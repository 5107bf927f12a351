import { z } from 'zod';
import { isCurrency, minorUnits, type Currency } from './currency.js';
import { divideHalfUp, formatScaled, parseScaled } from './integer-math.js';
import { invariant } from '../invariant.js';

/** Money on the wire and in stored events: a decimal string in the currency's major unit. */
export interface MoneyJson {
  readonly amount: string;
  readonly currency: Currency;
}

/** Largest amount accepted from outside, in minor units: sums of it stay below 2^63. */
const MAX_MINOR = 10n ** 15n;

/** The wire form of an integer of minor units: `(4800000n, 'USD')` is 48000.00 USD. */
export const moneyJson = (amountMinor: bigint, currency: Currency): MoneyJson => ({
  amount: formatScaled(amountMinor, minorUnits(currency)),
  currency,
});

/**
 * Minor units of a wire form that was validated before (an event, a checked request). Throws
 * when it is no amount of its currency.
 */
export function minorOf(json: MoneyJson): bigint {
  const minor = parsedMinor(json);
  invariant(minor !== undefined, `not an amount of money: ${json.amount} ${json.currency}`);
  return minor;
}

/** Minor units; undefined when it is no amount of that currency (never rounded). */
const parsedMinor = ({ amount, currency }: MoneyJson): bigint | undefined =>
  isCurrency(currency) ? parseScaled(amount, minorUnits(currency)) : undefined;

/** A sum of amounts of one currency. */
export const sumMinor = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/** The share `part / whole` of an amount, half up (docs/domain.md, "Rounding"). */
export const proportion = (amountMinor: bigint, part: bigint, whole: bigint): bigint =>
  divideHalfUp(amountMinor * part, whole);

/** Money with a sign, as stored in events and answered by reads. */
export const signedMoneySchema = z
  .strictObject({ amount: z.string().max(24), currency: z.string().length(3) })
  .check((context) => {
    const problem = moneyProblem(context.value);
    if (problem)
      context.issues.push({ code: 'custom', input: context.value, path: ['amount'], ...problem });
  })
  .meta({ id: 'Money', description: 'A decimal string in the major unit of the currency' });

/** Money of a request: zero or more. */
export const moneySchema = signedMoneySchema.refine((money) => !money.amount.startsWith('-'), {
  error: 'amount_negative',
  path: ['amount'],
});

/** Money of a request: more than zero. */
export const positiveMoneySchema = moneySchema.refine((money) => /[1-9]/.test(money.amount), {
  error: 'amount_not_positive',
  path: ['amount'],
});

function moneyProblem(json: MoneyJson): { message: string } | undefined {
  if (!isCurrency(json.currency)) return { message: 'currency_unknown' };
  if (!/^-?\d+(\.\d+)?$/.test(json.amount)) return { message: 'amount_malformed' };
  const minor = parsedMinor(json);
  if (minor === undefined) return { message: 'amount_too_precise' };
  const magnitude = minor < 0n ? -minor : minor;
  return magnitude > MAX_MINOR ? { message: 'amount_too_large' } : undefined;
}
