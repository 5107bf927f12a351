import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { checkBusinessDate } from '../shared/business-date.js';
import { fiscalPeriod } from './fiscal-period.decide.js';
import type { FiscalPeriodEvent } from './fiscal-period.events.js';

const { given } = givenWhenThen(fiscalPeriod);
const why = { reason: 'Month end', by: { id: 'budget-officer' } };
const manager = { id: 'programme-manager' };
type Happened = Exclude<FiscalPeriodEvent['type'], 'FiscalPeriodClosing'>;
const happened = (type: Happened, by = why.by): FiscalPeriodEvent => ({
  type,
  data: { month: '2026-09', ...why, by },
});
const closing = (round = 1, by = why.by): FiscalPeriodEvent => ({
  type: 'FiscalPeriodClosing',
  data: { month: '2026-09', ...why, by, closing: round },
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
      .then([closing()]);
    given([opened, soft, closing()]).when({ type: 'CompleteClose', closing: 1 }).then([closed]);
    given([opened, soft, closed])
      .when({ type: 'ReopenPeriod', ...why, by: manager })
      .thenState({ status: 'reopened', month: '2026-09', reason: 'Month end' });
    given([opened, soft, closed])
      .when({ type: 'CertifyPeriod', ...why, by: manager })
      .thenState({ status: 'certified' });
  });

  test('is closed, reopened and certified by different people, over all its rounds', () => {
    const closed = [opened, closing(), happened('FiscalPeriodClosed')];
    const who = { who: 'budget-officer', month: '2026-09' };
    for (const type of ['ReopenPeriod', 'CertifyPeriod'] as const) {
      const own = [why.by, { id: 'x', onBehalfOf: why.by.id }, { id: why.by.id, onBehalfOf: 'x' }];
      for (const by of own) {
        given(closed).when({ type, reason: 'x', by }).thenRejected('segregation_period');
      }
      given(closed)
        .when({ type, ...why })
        .thenRejected('segregation_period', who);
    }
    const reopened = [...closed, happened('FiscalPeriodReopened', manager)];
    given(reopened)
      .when({ type: 'ClosePeriod', ...why, by: manager })
      .thenRejected('segregation_period');
    const again = [...reopened, closing(2), happened('FiscalPeriodClosed')];
    given(again)
      .when({ type: 'CertifyPeriod', ...why, by: manager })
      .thenRejected('segregation_period');
    const certified = given(again).when({ type: 'CertifyPeriod', ...why, by: { id: 'certifier' } });
    given([...again, ...certified.events()])
      .when({ type: 'ReopenPeriod', ...why, by: manager })
      .thenState({ status: 'reopened' });
  });

  test('is closed only when the lines have fenced it, for this closing', () => {
    const waiting = [opened, closing()];
    given(waiting)
      .when({ type: 'CertifyPeriod', ...why, by: manager })
      .thenRejected('period_wrong_status', { status: 'closing' });
    given(waiting)
      .when({ type: 'ClosePeriod', ...why })
      .thenRejected('period_wrong_status');
    const reopened = [...waiting, happened('FiscalPeriodReopened', manager)];
    given(reopened).when({ type: 'CompleteClose', closing: 1 }).thenNothing();
    const again = [...reopened, closing(2)];
    given(again).when({ type: 'CompleteClose', closing: 1 }).thenNothing();
    given(again)
      .when({ type: 'CompleteClose', closing: 2 })
      .then([happened('FiscalPeriodClosed')]);
  });

  test('is opened once, and only a closed period is reopened', () => {
    given([opened])
      .when({ type: 'OpenPeriod', month: '2026-09', ...why })
      .thenRejected('period_wrong_status');
    given([opened])
      .when({ type: 'ReopenPeriod', ...why })
      .thenRejected('period_wrong_status', {
        status: 'open',
        needed: 'soft_closed, closing, closed, certified',
      });
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
    ['closing', true, 'period_closed'],
    ['closed', true, 'period_closed'],
    ['certified', true, 'period_closed'],
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
