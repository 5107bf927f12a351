import { describe, expect, test } from '@jest/globals';
import { moneyJson, signedMoneySchema } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { rateTable, type PublishRateTable } from './rate-table.decide.js';
import type { RateTableEvent } from './rate-table.events.js';
import { converted, rateFor, rateTableId, type MonthlyRates } from './rates.js';

const { given } = givenWhenThen(rateTable);
const by = { id: 'budget-officer' };
type Rates = readonly (readonly [currency: string, rate: string])[];
const rates = (...of: Rates) => of.map(([currency, rate]) => ({ currency, rate }));
const publish = (...of: Rates): PublishRateTable => ({
  type: 'PublishRateTable',
  ...{ month: '2026-09', base: 'USD', source: 'UN', rates: rates(...of), by },
});
const published: RateTableEvent = {
  type: 'RateTablePublished',
  data: {
    month: '2026-09',
    base: 'USD',
    source: 'UN',
    rates: rates(['XOF', '580']),
    version: 1,
    ...{ acknowledged: false, reason: '', by },
  },
};
const correct = (...of: Rates) =>
  ({
    type: 'CorrectRateTable',
    ...{ source: 'UN, corrected', rates: rates(...of), reason: 'Mistyped', by },
  }) as const;
/** Compared with a month before, or with none. */
const facts = (known: Readonly<Record<string, string>> = {}, percent = '20') => ({
  comparison: { rates: known, percent },
});

describe('a rate table', () => {
  test('is published once', () => {
    given()
      .when(publish(['XOF', '580']), facts())
      .then([published]);
    given([published])
      .when(publish(['XOF', '580']), facts())
      .thenRejected('rate_table_exists', { month: '2026-09', base: 'USD' });
    expect(rateTableId('USD', '2026-09')).not.toBe(rateTableId('USD', '2026-10'));
  });

  test('is corrected by a new version, with the reason', () => {
    given([published])
      .when(correct(['XOF', '581'], ['EUR', '0.8857']), facts())
      .thenLike([{ type: 'RateTableCorrected', data: { version: 2, reason: 'Mistyped' } }])
      .thenState({ month: '2026-09', base: 'USD', version: 2 });
  });

  test('keeps all currencies in a correction', () => {
    given([published])
      .when(correct(['EUR', '0.88']), facts())
      .thenRejected('rate_currency_missing', { currency: 'XOF' });
  });

  test.each([
    ['rate_currency', [['XXY', '1']]],
    [
      'rate_currency_twice',
      [
        ['XOF', '580'],
        ['XOF', '581'],
      ],
    ],
    ['rate_currency_twice', [['USD', '1']]],
  ] as const)('refused as %s', (code, of) => {
    given()
      .when(publish(...of), facts())
      .thenRejected(code);
  });

  test.each([
    // 580 / 655.957 = 0.884204…; each rate is rounded to its last decimal.
    ['580', '0.884204', true],
    ['580', '0.8842', true],
    ['580', '0.88', true],
    ['580.00', '0.884204', true],
    ['579.999', '0.8842', true],
    ['580', '0.8835', true],
    ['580.00', '0.8835', false],
    ['580', '0.8888', false],
    ['580', '0.87981', false],
    ['580', '8.84204', false],
  ])('with XOF at %s and EUR at %s agrees with the peg: %s', (franc, euro, agrees) => {
    const outcome = given().when(publish(['XOF', franc], ['EUR', euro]), facts());
    if (agrees) outcome.thenLike([{ type: 'RateTablePublished' }]);
    else outcome.thenRejected('rate_contradicts_peg', { euro, franc });
  });
});

describe('a rate far from the month before', () => {
  const before = facts({ XOF: '580' });
  const known = { currency: 'XOF', before: '580', percent: '20' };
  const acknowledged = { acknowledged: true, reason: 'The devaluation of 11 January' };

  test.each([
    ['0.58', false],
    ['5800', false],
    ['696.000001', false],
    ['696', true],
    ['483.333334', true],
    ['483.333333', false],
    ['580', true],
  ])('%s after 580 is likely: %s', (now, likely) => {
    const first = given().when(publish(['XOF', now]), before);
    const corrected = given([published]).when(correct(['XOF', now]), before);
    if (likely) {
      first.thenLike([{ type: 'RateTablePublished', data: { acknowledged: false, reason: '' } }]);
      corrected.thenLike([
        { type: 'RateTableCorrected', data: { acknowledged: false, reason: 'Mistyped' } },
      ]);
    } else {
      first.thenRejected('rate_unlikely', { ...known, now });
      corrected.thenRejected('rate_unlikely', { ...known, now });
    }
  });

  test('is taken when it is acknowledged, with a reason', () => {
    const command = publish(['XOF', '1160']);
    given()
      .when({ ...command, ...acknowledged }, before)
      .thenLike([{ type: 'RateTablePublished', data: acknowledged }]);
    for (const half of [{ acknowledged: true }, { ...acknowledged, acknowledged: false }])
      given()
        .when({ ...command, ...half }, before)
        .thenRejected('rate_unlikely', known);
    given([published])
      .when({ ...correct(['XOF', '1160']), acknowledged: true }, before)
      .thenLike([{ type: 'RateTableCorrected', data: { acknowledged: true, reason: 'Mistyped' } }]);
  });

  test('acknowledging what is likely leaves no trace of it', () => {
    given()
      .when({ ...publish(['XOF', '581']), ...acknowledged }, before)
      .thenLike([{ type: 'RateTablePublished', data: { acknowledged: false, reason: '' } }]);
  });

  test('is far by the policy; a currency without a rate before is not compared', () => {
    given()
      .when(publish(['XOF', '600']), facts({ XOF: '580' }, '2.5'))
      .thenRejected('rate_unlikely', { percent: '2.5' });
    given()
      .when(publish(['XOF', '0.58'], ['GBP', '75']), facts({ CHF: '0.8' }))
      .thenLike([{ type: 'RateTablePublished' }]);
  });
});

describe('a conversion', () => {
  const table: MonthlyRates = {
    ...{ month: '2026-09', base: 'USD', version: 3 },
    rates: { XOF: '580', GBP: '0.75' },
  };
  const xof = { amount: '655957', currency: 'XOF' };

  test('goes across the base', () => {
    const rate = rateFor('XOF', 'GBP', table);
    expect(rate?.used).toEqual({
      ...{ month: '2026-09', base: 'USD', version: 3 },
      ...{ from: 'XOF', fromRate: '580', to: 'GBP', toRate: '0.75' },
    });
    expect(rate && converted({ amount: '580000', currency: 'XOF' }, rate)).toBe(75_000n);
  });

  test.each([
    ['a table that says otherwise', { ...table, rates: { XOF: '600', EUR: '1' } }],
    ['no table', null],
  ])('between XOF and EUR is the peg, with %s', (_, rates) => {
    const rate = rateFor('XOF', 'EUR', rates);
    expect(rate?.used).toEqual({
      ...{ month: '1999-01', base: 'EUR', version: 1 },
      ...{ from: 'XOF', fromRate: '655.957', to: 'EUR', toRate: '1' },
    });
    expect(rate && converted(xof, rate)).toBe(100_000n);
    const back = rateFor('EUR', 'XOF', rates);
    expect(back && converted({ amount: '1000.00', currency: 'EUR' }, back)).toBe(655_957n);
  });

  test('of the largest amount at the widest rates is still an amount that is kept', () => {
    const widest = { ...table, rates: { XOF: '0.0001', TND: '9999999.999999999999' } };
    const rate = rateFor('XOF', 'TND', widest);
    const most = rate && converted({ amount: '1000000000000000', currency: 'XOF' }, rate);
    const kept = signedMoneySchema.safeParse(moneyJson(most ?? -1n, 'TND'));
    expect(kept.data?.amount).toMatch(/^\d{26}\./);
  });

  test('needs no table within one currency, and is undefined without a rate', () => {
    const same = rateFor('XOF', 'XOF', null);
    expect(same).toEqual({ used: null });
    expect(same && converted(xof, same)).toBe(655_957n);
    expect(rateFor('XOF', 'USD', null)).toBeUndefined();
    expect(rateFor('CHF', 'USD', table)).toBeUndefined();
  });
});
