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

/**
 * An amount of money: an integer of minor units, never a float. Immutable.
 * Arithmetic between two currencies is a programmer's error; conversion is `convert` (rate.ts).
 */
export class Money {
  private constructor(
    readonly amountMinor: bigint,
    readonly currency: Currency,
  ) {}

  static ofMinor(amountMinor: bigint, currency: Currency): Money {
    return new Money(amountMinor, currency);
  }

  static zero(currency: Currency): Money {
    return new Money(0n, currency);
  }

  /** From the wire form; undefined when it is no amount of that currency (never rounded). */
  static parse(json: MoneyJson): Money | undefined {
    if (!isCurrency(json.currency)) return undefined;
    const minor = parseScaled(json.amount, minorUnits(json.currency));
    return minor === undefined ? undefined : new Money(minor, json.currency);
  }

  /** From a wire form that was validated before (an event, a checked request). */
  static of(json: MoneyJson): Money {
    const money = Money.parse(json);
    invariant(money, `not an amount of money: ${json.amount} ${json.currency}`);
    return money;
  }

  plus(other: Money): Money {
    return new Money(this.amountMinor + this.same(other).amountMinor, this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.amountMinor - this.same(other).amountMinor, this.currency);
  }

  /** -1, 0 or 1. */
  compare(other: Money): number {
    const difference = this.amountMinor - this.same(other).amountMinor;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.amountMinor === other.amountMinor;
  }

  toJSON(): MoneyJson {
    return moneyJson(this.amountMinor, this.currency);
  }

  private same(other: Money): Money {
    invariant(other.currency === this.currency, `${this.currency} against ${other.currency}`);
    return other;
  }
}

/** The wire form of an integer of minor units: `(4800000n, 'USD')` is 48000.00 USD. */
export const moneyJson = (amountMinor: bigint, currency: Currency): MoneyJson => ({
  amount: formatScaled(amountMinor, minorUnits(currency)),
  currency,
});

/** Minor units of a validated wire form. */
export const minorOf = (json: MoneyJson): bigint => Money.of(json).amountMinor;

/** A sum of amounts of one currency. */
export const sumMinor = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/** The share `part / whole` of an amount, half up (DOMAIN.md: whatever is split). */
export const proportion = (amountMinor: bigint, part: bigint, whole: bigint): bigint =>
  divideHalfUp(amountMinor * part, whole);

const currencySchema = z
  .string()
  .length(3)
  .meta({ pattern: '^[A-Z]{3}$', examples: ['XOF'], description: 'ISO 4217' });

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
  const money = Money.parse(json);
  if (!money) return { message: 'amount_too_precise' };
  const magnitude = money.amountMinor < 0n ? -money.amountMinor : money.amountMinor;
  return magnitude > MAX_MINOR ? { message: 'amount_too_large' } : undefined;
}
