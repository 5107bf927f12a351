import { describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import type { z } from 'zod';
import { minorUnits } from './currency.js';
import { divideHalfUp, formatScaled, parseScaled } from './integer-math.js';
import {
  minorOf,
  moneyJson,
  isAmount,
  moneyFromZeroSchema,
  moneySchema,
  positiveMoneySchema,
  proportion,
  signedMoneySchema,
  sumMinor,
} from './money.js';

const { parameters, random } = seeded('kernel money');
/** XOF has no decimals, USD two, TND three. */
const currency = fc.constantFrom('XOF', 'USD', 'EUR', 'TND', 'BHD');
const amountMinor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe('the wire form', () => {
  test('minor units survive a round trip in every currency', () => {
    fc.assert(
      fc.property(amountMinor, currency, (minor, code) => {
        const json = moneyJson(minor, code);
        expect(minorOf(json)).toBe(minor);
        expect(signedMoneySchema.parse(json)).toEqual(json);
        const decimals = json.amount.split('.')[1]?.length ?? 0;
        expect(decimals).toBe(minorUnits(code));
      }),
      parameters,
    );
  });

  test('an amount with more decimals than its currency has is refused, never rounded', () => {
    fc.assert(
      fc.property(amountMinor, currency, fc.stringMatching(/^\d{1,4}$/), (minor, code, digits) => {
        const { amount } = moneyJson(minor, code);
        const finer = `${amount}${amount.includes('.') ? '' : '.'}${digits}`;
        expect(() => minorOf({ amount: finer, currency: code })).toThrow('not an amount');
        const checked = signedMoneySchema.safeParse({ amount: finer, currency: code });
        expect(checked.error?.issues).toMatchObject([
          { message: 'amount_too_precise', path: ['amount'] },
        ]);
      }),
      parameters,
    );
  });

  test('amounts too large for a float keep every digit', () => {
    const json = { amount: '9007199254740993.01', currency: 'USD' };
    expect(minorOf(json)).toBe(900719925474099301n);
    expect(moneyJson(minorOf(json), 'USD')).toEqual(json);
    const third = minorOf({ amount: '0.10', currency: 'USD' }) * 3n;
    expect(third).toBe(minorOf({ amount: '0.30', currency: 'USD' }));
  });

  test.each([
    ['1,5', 'USD', 'amount_malformed'],
    ['1e3', 'USD', 'amount_malformed'],
    ['NaN', 'USD', 'amount_malformed'],
    [' 1', 'USD', 'amount_malformed'],
    ['+1', 'USD', 'amount_malformed'],
    ['1.', 'USD', 'amount_malformed'],
    ['.5', 'USD', 'amount_malformed'],
    ['١', 'USD', 'amount_malformed'],
    ['1.5', 'XOF', 'amount_too_precise'],
    ['1', 'ZZZ', 'currency_unknown'],
    ['1', 'usd', 'currency_unknown'],
    [`1${'0'.repeat(28)}.01`, 'USD', 'amount_too_large'],
    [`-1${'0'.repeat(28)}.01`, 'USD', 'amount_too_large'],
  ])('%s %s is refused: %s', (amount, code, message) => {
    const checked = signedMoneySchema.safeParse({ amount, currency: code });
    expect(checked.error?.issues).toMatchObject([{ message }]);
  });

  test.each([
    ['USD', '10000000000000.00', '10000000000000.01'],
    ['XOF', '1000000000000000', '1000000000000001'],
    ['TND', '1000000000000.000', '1000000000000.001'],
  ])('a request in %s asks for at most %s', (currency, most, more) => {
    for (const schema of [moneyFromZeroSchema, positiveMoneySchema]) {
      expect(schema.safeParse({ amount: most, currency }).success).toBe(true);
      const { error } = schema.safeParse({ amount: more, currency });
      expect(error?.issues).toMatchObject([{ message: 'amount_too_large', path: ['amount'] }]);
    }
    expect(isAmount(minorOf({ amount: most, currency }))).toBe(true);
    expect(isAmount(minorOf({ amount: more, currency }))).toBe(false);
  });

  test('a request has no negative amount; a positive amount is above zero', () => {
    const code = (schema: z.ZodType, amount: string) =>
      schema.safeParse({ amount, currency: 'USD' }).error?.issues[0]?.message;
    for (const schema of [moneySchema, moneyFromZeroSchema]) {
      expect(code(schema, '-0.01')).toBe('amount_negative');
      expect(code(schema, '0.00')).toBeUndefined();
    }
    expect(code(positiveMoneySchema, '0.00')).toBe('amount_not_positive');
    expect(code(positiveMoneySchema, '0.01')).toBeUndefined();
    expect(moneySchema.safeParse({ amount: 1, currency: 'USD' }).success).toBe(false);
    expect(moneySchema.safeParse({ amount: '1', currency: 'USD', x: 1 }).success).toBe(false);
  });
});

describe('arithmetic', () => {
  test('sums are integer sums in any order', () => {
    fc.assert(
      fc.property(fc.array(amountMinor, { maxLength: 40 }), (amounts) => {
        const total = sumMinor(amounts);
        expect(sumMinor([...amounts].reverse())).toBe(total);
      }),
      parameters,
    );
  });
});

describe('rounding', () => {
  test.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [-15n, 10n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%d / %d is %d', (n, d, rounded) => expect(divideHalfUp(n, d)).toBe(rounded));

  test('is half away from zero, the same for a gain and a loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), positive, (n, d) => {
        const rounded = divideHalfUp(n, d);
        const error = 2n * (n - rounded * d);
        expect(error <= d && error >= -d).toBe(true);
        if (error === d) expect(n).toBeLessThan(0n);
        if (error === -d) expect(n).toBeGreaterThan(0n);
        expect(divideHalfUp(-n, d)).toBe(-rounded);
      }),
      parameters,
    );
    expect(() => divideHalfUp(1n, 0n)).toThrow('divisor');
    expect(() => divideHalfUp(1n, -2n)).toThrow('divisor');
  });

  test('proportional parts, with the remainder in the last one, sum to the whole', () => {
    const parts = fc.array(positive, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amountMinor, parts, (amount, weights) => {
        const whole = sumMinor(weights);
        const shares = weights.slice(0, -1).map((part) => proportion(amount, part, whole));
        const last = amount - sumMinor(shares);
        expect(sumMinor([...shares, last])).toBe(amount);
        // Each share is within half a unit of its exact figure, so the last is near its own.
        const exact = proportion(amount, weights.at(-1) ?? 0n, whole);
        const far = last > exact ? last - exact : exact - last;
        expect(far).toBeLessThanOrEqual(BigInt(weights.length));
        expect(proportion(amount, whole, whole)).toBe(amount);
        expect(proportion(amount, 0n, whole)).toBe(0n);
      }),
      parameters,
    );
  });

  test('half of an odd amount is rounded up, of a negative one down', () => {
    const chance = random();
    for (let n = 0; n < 200; n += 1) {
      const odd = BigInt(chance.below(1_000_000)) * 2n + 1n;
      expect(proportion(odd, 1n, 2n)).toBe((odd + 1n) / 2n);
      expect(proportion(-odd, 1n, 2n)).toBe(-(odd + 1n) / 2n);
    }
  });
});

describe('decimal texts', () => {
  test('scaled integers survive a round trip', () => {
    fc.assert(
      fc.property(amountMinor, fc.nat({ max: 12 }), (value, scale) => {
        expect(parseScaled(formatScaled(value, scale), scale)).toBe(value);
      }),
      parameters,
    );
  });

  test.each(['', '-', '00', '01', '1.', '.1', '1e1', '0x1', ' 1', '1 ', '1_0', '--1', '1.0001'])(
    '%j is no text of three decimals',
    (text) => expect(parseScaled(text, 3)).toBeUndefined(),
  );
});
