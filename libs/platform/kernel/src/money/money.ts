import { z } from 'zod';
import { CURRENCY_PATTERN, isCurrency, minorUnits, type Currency } from './currency.js';
import { divideHalfUp, formatScaled, parseScaled } from './integer-math.js';
import { invariant } from '../invariant.js';

/** Money on the wire and in stored events: a decimal string in the currency's major unit. */
export interface MoneyJson {
  readonly amount: string;
  readonly currency: Currency;
}

/** Largest amount accepted from outside, in minor units: sums of it stay below 2^63. */
const MAX_MINOR = 10n ** 15n;

/** Whether an amount of money can be so large, in minor units, as one that is asked for or kept. */
export const isAmount = (minor: bigint): boolean => (minor < 0n ? -minor : minor) <= MAX_MINOR;

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

/** For the documentation, as the pattern of an amount is; whoever uses it checks the code. */
export const currencySchema = z
  .string()
  .length(3)
  .meta({
    ...{ id: 'Currency', pattern: CURRENCY_PATTERN },
    ...{ examples: ['XOF'], description: 'ISO 4217' },
  });

/** The pattern is for the documentation: the check says more, and which part is wrong. */
const wireForm = (pattern: string) =>
  z
    .strictObject({
      amount: z
        .string()
        .max(24)
        .meta({
          ...{ pattern, examples: ['290000'] },
          description: 'In the major unit, with no more decimals than the currency has',
        }),
      currency: currencySchema,
    })
    .check((context) => {
      const problem = moneyProblem(context.value);
      const { value: input } = context;
      if (problem) context.issues.push({ code: 'custom', input, path: ['amount'], ...problem });
    });
const notNegative = (money: MoneyJson): boolean => !money.amount.startsWith('-');
const positive = (money: MoneyJson): boolean => /[1-9]/.test(money.amount);
const DIGITS = '(0|[1-9]\\d{0,17})(\\.\\d{1,4})?$';

/** Money with a sign, as stored in events and answered by reads. */
export const signedMoneySchema = wireForm(`^-?${DIGITS}`).meta({
  ...{ id: 'Money', description: 'An amount: a decimal string, never a float' },
});

/** Money of a request: zero or more. */
export const moneySchema = wireForm(`^${DIGITS}`)
  .refine(notNegative, { error: 'amount_negative', path: ['amount'] })
  .meta({ id: 'MoneyFromZero', description: 'An amount of zero or more' });

/** Money of a request: more than zero. */
export const positiveMoneySchema = wireForm(`^(?=.*[1-9])${DIGITS}`)
  .refine(notNegative, { error: 'amount_negative', path: ['amount'] })
  .refine(positive, { error: 'amount_not_positive', path: ['amount'] })
  .meta({ id: 'PositiveMoney', description: 'An amount above zero' });

function moneyProblem(json: MoneyJson): { message: string } | undefined {
  if (!isCurrency(json.currency)) return { message: 'currency_unknown' };
  if (!/^-?\d+(\.\d+)?$/.test(json.amount)) return { message: 'amount_malformed' };
  const minor = parsedMinor(json);
  if (minor === undefined) return { message: 'amount_too_precise' };
  return isAmount(minor) ? undefined : { message: 'amount_too_large' };
}
