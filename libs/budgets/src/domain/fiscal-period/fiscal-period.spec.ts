import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { checkBusinessDate } from '../shared/business-date.js';
import { fiscalPeriod } from './fiscal-period.decide.js';
import type { FiscalPeriodEvent } from './fiscal-period.events.js';

const { given } = givenWhenThen(fiscalPeriod);
const why = { reason: 'Month end', by: { id: 'budget-officer' } };
const happened = (type: FiscalPeriodEvent['type']): FiscalPeriodEvent => ({
  type,
  data: { month: '2026-09', ...why },
});
const opened = happened('FiscalPeriodOpened');

describe('a period', () => {
  test('is open, softly closed, closed, and reopened with a reason', () => {
    given()
      .when({ type: 'OpenPeriod', month: '2026-09', ...why })
      .then([opened]);
    const soft = happened('FiscalPeriodSoftClosed');
    given([opened])
      .when({ type: 'SoftClosePeriod', ...why })
      .then([soft]);
    const closed = happened('FiscalPeriodClosed');
    given([opened, soft])
      .when({ type: 'ClosePeriod', ...why })
      .then([closed]);
    given([opened, soft, closed])
      .when({ type: 'ReopenPeriod', ...why })
      .then([happened('FiscalPeriodReopened')])
      .thenState({ status: 'reopened', month: '2026-09', reason: 'Month end' });
  });

  test('is opened once, and only a closed period is reopened', () => {
    given([opened])
      .when({ type: 'OpenPeriod', month: '2026-09', ...why })
      .thenRejected('period_wrong_status');
    given([opened])
      .when({ type: 'ReopenPeriod', ...why })
      .thenRejected('period_wrong_status', { status: 'open', needed: 'soft_closed, closed' });
  });
});

describe('a business date', () => {
  const rates = { month: '2026-09', base: 'USD', version: 1, rates: { XOF: '580' } };
  const use = { date: '2026-09-15', today: '2026-09-15', from: 'XOF', to: ['USD'] };

  test.each([
    ['open', false, undefined],
    ['reopened', false, undefined],
    ['soft_closed', false, 'period_closed'],
    ['soft_closed', true, undefined],
    ['closed', true, 'period_closed'],
  ] as const)(
    'in a period that is %s, of what was ordered before: %s',
    (period, settling, code) => {
      expect(checkBusinessDate({ ...use, settling }, { period, rates })?.code).toBe(code);
    },
  );

  test('may be today and not tomorrow', () => {
    const facts = { period: 'open', rates } as const;
    expect(checkBusinessDate(use, facts)).toBeUndefined();
    const tomorrow = { ...use, today: '2026-09-14' };
    expect(checkBusinessDate(tomorrow, facts)?.code).toBe('date_in_future');
  });

  test('needs a rate of its month, unless nothing is converted', () => {
    const facts = { period: 'open', rates: null } as const;
    expect(checkBusinessDate(use, facts)).toEqual({
      code: 'rate_missing',
      params: { from: 'XOF', to: 'USD', month: '2026-09' },
    });
    expect(checkBusinessDate({ ...use, from: 'USD' }, facts)).toBeUndefined();
    expect(checkBusinessDate({ date: use.date, today: use.today }, facts)).toBeUndefined();
    const known = { period: 'open', rates } as const;
    expect(checkBusinessDate({ ...use, to: ['USD', 'GBP'] }, known)?.params).toMatchObject({
      to: 'GBP',
    });
  });
});
