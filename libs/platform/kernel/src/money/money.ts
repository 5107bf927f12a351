import { z } from 'zod';
import { CURRENCY_PATTERN, isCurrency, minorUnits, type Currency } from './currency.js';
import { divideHalfUp, formatScaled, parseScaled } from './integer-math.js';
import { invariant } from '../invariant.js';

/** Money on the wire and in stored events: a decimal string in the currency's major unit. */
export interface MoneyJson {
  readonly amount: string;
  readonly currency: Currency;
}

/** Largest amount that is asked for, and of a document, in minor units. */
const MAX_MINOR = 10n ** 15n;
/** Largest amount that is kept: the largest asked for at the largest cross rate (`rateSchema`). */
const MAX_KEPT = 10n ** 30n;

/**
 * Whether an amount can be asked for, in minor units, or be the total of a document or the
 * allotment of a line.
 */
export const isAmount = (minor: bigint): boolean => isWithin(minor, MAX_MINOR);

const isWithin = (minor: bigint, max: bigint): boolean => (minor < 0n ? -minor : minor) <= max;

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
const wireForm = (pattern: string, max: bigint) =>
  z
    .strictObject({
      amount: z
        .string()
        .max(40)
        .meta({
          ...{ pattern, examples: ['290000'] },
          description: 'In the major unit, with no more decimals than the currency has',
        }),
      currency: currencySchema,
    })
    .check((context) => {
      const problem = moneyProblem(context.value, max);
      const { value: input } = context;
      if (problem) context.issues.push({ code: 'custom', input, path: ['amount'], ...problem });
    });
const notNegative = (money: MoneyJson): boolean => !money.amount.startsWith('-');
const positive = (money: MoneyJson): boolean => /[1-9]/.test(money.amount);
/** Sixteen digits: 10^15 of a currency without decimals. */
const ASKED = '(0|[1-9]\\d{0,15})(\\.\\d{1,4})?$';
const KEPT = '(0|[1-9]\\d{0,29})(\\.\\d{1,4})?$';

/** Money with a sign, as stored in events and answered by reads. */
export const signedMoneySchema = wireForm(`^-?${KEPT}`, MAX_KEPT).meta({
  ...{ id: 'Money', description: 'An amount: a decimal string, never a float' },
});

/** Money as stored in events, zero or more: it may be a conversion of what was asked for. */
export const moneySchema = wireForm(`^${KEPT}`, MAX_KEPT)
  .refine(notNegative, { error: 'amount_negative', path: ['amount'] })
  .meta({ id: 'UnsignedMoney', description: 'An amount of zero or more' });

/** Money of a request: zero or more. */
export const moneyFromZeroSchema = wireForm(`^${ASKED}`, MAX_MINOR)
  .refine(notNegative, { error: 'amount_negative', path: ['amount'] })
  .meta({ id: 'MoneyFromZero', description: 'An amount of zero or more' });

/** Money of a request: more than zero. */
export const positiveMoneySchema = wireForm(`^(?=.*[1-9])${ASKED}`, MAX_MINOR)
  .refine(notNegative, { error: 'amount_negative', path: ['amount'] })
  .refine(positive, { error: 'amount_not_positive', path: ['amount'] })
  .meta({ id: 'PositiveMoney', description: 'An amount above zero' });

function moneyProblem(json: MoneyJson, max: bigint): { message: string } | undefined {
  if (!isCurrency(json.currency)) return { message: 'currency_unknown' };
  if (!/^-?\d+(\.\d+)?$/.test(json.amount)) return { message: 'amount_malformed' };
  const minor = parsedMinor(json);
  if (minor === undefined) return { message: 'amount_too_precise' };
  return isWithin(minor, max) ? undefined : { message: 'amount_too_large' };
}
