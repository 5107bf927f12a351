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

  /** From the wire form; undefined when it is not an amount of that currency (never rounded). */
  static parse(json: MoneyJson): Money | undefined {
    if (!isCurrency(json.currency)) return undefined;
    const minor = parseScaled(json.amount, minorUnits(json.currency));
    return minor === undefined ? undefined : new Money(minor, json.currency);
  }

  /** From a wire form that has been validated (an event, a checked request). */
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

/** The share `part / whole` of an amount, half up (DOMAIN.md: every split). */
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
  const money = Money.parse(json);
  if (!money) return { message: 'amount_too_precise' };
  const magnitude = money.amountMinor < 0n ? -money.amountMinor : money.amountMinor;
  return magnitude > MAX_MINOR ? { message: 'amount_too_large' } : undefined;
}
