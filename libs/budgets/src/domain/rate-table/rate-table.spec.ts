import { describe, expect, test } from '@jest/globals';
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
    by,
  },
};
const correct = (...of: Rates) =>
  ({
    type: 'CorrectRateTable',
    ...{ source: 'UN, corrected', rates: rates(...of), reason: 'Mistyped', by },
  }) as const;

describe('a rate table', () => {
  test('is published once', () => {
    given()
      .when(publish(['XOF', '580']))
      .then([published]);
    given([published])
      .when(publish(['XOF', '580']))
      .thenRejected('rate_table_exists', { month: '2026-09', base: 'USD' });
    expect(rateTableId('USD', '2026-09')).not.toBe(rateTableId('USD', '2026-10'));
  });

  test('is corrected by a new version, with the reason', () => {
    given([published])
      .when(correct(['XOF', '581'], ['EUR', '0.8857']))
      .thenLike([{ type: 'RateTableCorrected', data: { version: 2, reason: 'Mistyped' } }])
      .thenState({ month: '2026-09', base: 'USD', version: 2 });
  });

  test('keeps all currencies in a correction', () => {
    given([published])
      .when(correct(['EUR', '0.88']))
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
      .when(publish(...of))
      .thenRejected(code);
  });

  test.each([
    // 580 / 655.957 = 0.884204; half a percent off at the most.
    ['0.884204', true],
    ['0.87981', true],
    ['0.8886', true],
    ['0.8797', false],
    ['0.8887', false],
    ['8.84204', false],
  ])('with XOF at 580 and EUR at %s: %s', (euro, fits) => {
    const outcome = given().when(publish(['XOF', '580'], ['EUR', euro]));
    if (fits) outcome.thenLike([{ type: 'RateTablePublished' }]);
    else outcome.thenRejected('rate_off_peg', { euro, franc: '580' });
  });
});

describe('a conversion', () => {
  const table: MonthlyRates = {
    ...{ month: '2026-09', base: 'USD', version: 3 },
    rates: { XOF: '580', EUR: '0.884204' },
  };
  const xof = { amount: '655957', currency: 'XOF' };

  test('goes across the base', () => {
    const rate = rateFor('XOF', 'EUR', table);
    expect(rate?.used).toEqual({
      ...{ month: '2026-09', base: 'USD', version: 3 },
      ...{ from: 'XOF', fromRate: '580', to: 'EUR', toRate: '0.884204' },
    });
    expect(rate && converted(xof, rate)).toBe(100_000n);
  });

  test('needs no table within one currency, and is undefined without a rate', () => {
    const same = rateFor('XOF', 'XOF', null);
    expect(same).toEqual({ used: null });
    expect(same && converted(xof, same)).toBe(655_957n);
    expect(rateFor('XOF', 'USD', null)).toBeUndefined();
    expect(rateFor('GBP', 'USD', table)).toBeUndefined();
  });
});
