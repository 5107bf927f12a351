import { describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { minorOf, moneyJson, proportion, signedMoneySchema } from './money.js';
import {
  positiveQuantitySchema,
  priceOf,
  quantityJson,
  quantityOf,
  quantitySchema,
} from './quantity.js';
import { convertMinor, rateSchema } from './rate.js';

const { parameters } = seeded('kernel rates and quantities');
const amountMinor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const usd = (amount: string): bigint => minorOf({ amount, currency: 'USD' });
const xof = (amount: string): bigint => minorOf({ amount, currency: 'XOF' });
const toUsd = (amount: bigint, rate: string): bigint =>
  convertMinor(amount, { from: 'XOF', fromRate: rate, to: 'USD', toRate: '1' });

describe('the worked example of DOMAIN.md, figure by figure', () => {
  test('reservations at 580', () => {
    expect(toUsd(xof('29000000'), '580')).toBe(usd('50000.00'));
    expect(toUsd(xof('6000000'), '580')).toBe(usd('10344.83'));
    const available = usd('60000.00') - usd('50000.00');
    expect(usd('10344.83') - available).toBe(usd('344.83'));
  });

  test('the order and the remainder of the reservation', () => {
    const order = toUsd(xof('27840000'), '580');
    expect(order).toBe(usd('48000.00'));
    expect(usd('50000.00') - order).toBe(usd('2000.00'));
  });

  test('a receipt of 40 % at 576, liquidated at the booked rate', () => {
    const accrued = toUsd(xof('11136000'), '576');
    const liquidated = proportion(usd('48000.00'), xof('11136000'), xof('27840000'));
    expect(accrued).toBe(usd('19333.33'));
    expect(liquidated).toBe(usd('19200.00'));
    expect(accrued - liquidated).toBe(usd('133.33'));
    expect(usd('48000.00') - liquidated).toBe(usd('28800.00'));
  });

  test('the rest at 580 and the payment of the first receipt', () => {
    const second = toUsd(xof('16704000'), '580');
    expect(second).toBe(usd('28800.00'));
    expect(usd('19333.33') + second).toBe(usd('48133.33'));
    const paid = toUsd(xof('11136000'), '580');
    expect(paid).toBe(usd('19200.00'));
    expect(usd('19333.33') - paid).toBe(usd('133.33'));
  });
});

describe('conversion', () => {
  test('rounds half up, once, the same for both signs', () => {
    const rate = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((n) => `${n}.${n % 1000n}`);
    fc.assert(
      fc.property(amountMinor, rate, (amount, fromRate) => {
        const conversion = { from: 'XOF', fromRate, to: 'USD', toRate: '1' };
        const converted = convertMinor(amount, conversion);
        expect(convertMinor(-amount, conversion)).toBe(-converted);
        // |amount × 100 / rate − converted| ≤ ½, in thousandths of the rate: no float is used.
        const [whole = '', decimals = ''] = fromRate.split('.');
        const scaled = BigInt(whole) * 1_000n + BigInt(decimals.padEnd(3, '0'));
        const error = 2n * (amount * 100_000n - converted * scaled);
        expect(error <= scaled && error >= -scaled).toBe(true);
      }),
      parameters,
    );
  });

  test('of a currency to itself changes nothing at any rate', () => {
    fc.assert(
      fc.property(amountMinor, fc.constantFrom('1', '580', '655.957', '0.001'), (amount, rate) => {
        const same = { from: 'XOF', fromRate: rate, to: 'XOF', toRate: rate };
        expect(convertMinor(amount, same)).toBe(amount);
      }),
      parameters,
    );
  });

  test('knows the decimals of both currencies, and the peg of XOF', () => {
    const peg = { from: 'EUR', fromRate: '1', to: 'XOF', toRate: '655.957' };
    const euro = (amount: string): bigint => minorOf({ amount, currency: 'EUR' });
    expect(convertMinor(euro('1000.00'), peg)).toBe(xof('655957'));
    expect(convertMinor(euro('0.01'), peg)).toBe(xof('7'));
    const back = { from: 'XOF', fromRate: '655.957', to: 'EUR', toRate: '1' };
    expect(convertMinor(xof('655957'), back)).toBe(euro('1000.00'));
    const dinar = { from: 'USD', fromRate: '1', to: 'TND', toRate: '3.1' };
    expect(moneyJson(convertMinor(usd('1.00'), dinar), 'TND').amount).toBe('3.100');
  });

  test.each(['0', '-1', '0.0000000000001', '1,5', '', 'NaN', '580.'])('%j is no rate', (text) => {
    expect(rateSchema.safeParse(text).error?.issues[0]?.message).toBe('rate_malformed');
    const conversion = { from: 'XOF', fromRate: text, to: 'USD', toRate: '1' };
    expect(() => convertMinor(1n, conversion)).toThrow('not a rate');
  });

  test.each(['0.00009999', '10000000', '123456789'])('%j is out of the range of rates', (text) => {
    const { error } = rateSchema.safeParse(text);
    expect(error?.issues.map(({ message }) => message)).toEqual(['rate_out_of_range']);
    expect(new RegExp(String(rateSchema.meta()?.['pattern'])).test(text)).toBe(false);
  });

  test('the largest amount at the widest rates is still kept', () => {
    const widest = { from: 'XOF', fromRate: '0.0001', to: 'TND', toRate: '9999999.999999999999' };
    const most = convertMinor(10n ** 15n, widest);
    expect(signedMoneySchema.safeParse(moneyJson(most, 'TND')).success).toBe(true);
    expect(minorOf(moneyJson(-most, 'TND'))).toBe(-most);
  });

  test.each(['580', '655.957', '0.001524490172', '1', '0.0001', '9999999.5'])(
    '%j is a rate',
    (text) => expect(rateSchema.parse(text)).toBe(text),
  );
});

describe('quantities', () => {
  const thousandths = fc.bigInt({ min: 0n, max: 10n ** 14n });

  test('have a shortest form and survive a round trip', () => {
    fc.assert(
      fc.property(thousandths, (value) => {
        const json = quantityJson(value);
        expect(quantityOf(json)).toBe(value);
        expect(json).not.toMatch(/\.$|\.\d*0$/);
        expect(quantitySchema.parse(json)).toBe(json);
      }),
      parameters,
    );
  });

  test.each([
    [0n, '0'],
    [1n, '0.001'],
    [10n, '0.01'],
    [100n, '0.1'],
    [2500n, '2.5'],
    [40_000n, '40'],
    [100_000n, '100'],
    [1_000_000n, '1000'],
  ])('%d thousandths are %s', (value, json) => {
    expect(quantityJson(value)).toBe(json);
    expect(quantityOf(json)).toBe(value);
  });

  test.each(['0.0001', '-1', '1.', '.5', '1e3', '01', '', '1,5', '1234567890123'])(
    '%j is refused',
    (text) => {
      const checked = quantitySchema.safeParse(text);
      expect(checked.error?.issues[0]?.message).toBe('quantity_malformed');
    },
  );

  test('a positive quantity is below 10^9', () => {
    const { error } = positiveQuantitySchema.safeParse('1000000000');
    expect(error?.issues.map(({ message }) => message)).toEqual(['quantity_too_large']);
    expect(positiveQuantitySchema.safeParse('999999999.999').success).toBe(true);
  });

  test('a positive quantity is above zero', () => {
    const [none, some] = ['0.000', '0.001'].map((text) => positiveQuantitySchema.safeParse(text));
    expect(none?.error?.issues[0]?.message).toBe('quantity_not_positive');
    expect(some?.success).toBe(true);
  });

  test('times a price are rounded once, half up', () => {
    expect(priceOf(quantityOf('2.5'), 333n)).toBe(833n);
    expect(priceOf(quantityOf('0.001'), 500n)).toBe(1n);
    expect(priceOf(quantityOf('0.001'), 499n)).toBe(0n);
    fc.assert(
      fc.property(thousandths, fc.bigInt({ min: 0n, max: 10n ** 9n }), (quantity, price) => {
        const error = 2n * (quantity * price - priceOf(quantity, price) * 1_000n);
        expect(error < 1_000n && error >= -1_000n).toBe(true);
        expect(priceOf(quantity * 1_000n, price)).toBe(quantity * price);
      }),
      parameters,
    );
  });
});
