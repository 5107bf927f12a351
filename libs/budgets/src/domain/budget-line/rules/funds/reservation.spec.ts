import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  factsAt,
  first,
  openWith,
  ratesOf,
  reserve,
  usd,
  xof,
} from '../../../../../testing/budget-line.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { availableOf } from '../../movements.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const open = openWith('60000.00');
const after = (...commands: Parameters<ReturnType<typeof given>['when']>[0][]) =>
  commands.reduce<readonly BudgetLineEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    open,
  );

describe('reserving', () => {
  test('the exact amount that is available is given, a cent more is not', () => {
    // 34,800,000 francs are 60,000.00 dollars; 6 francs more are a cent.
    given(open)
      .when(reserve('r1', 34_800_000), facts)
      .thenLike([{ type: 'FundsReserved', data: { amount: usd('60000.00') } }])
      .thenState((state) => expect(availableOf(state.figures)).toBe(0n));
    given(open)
      .when(reserve('r1', 34_800_006), facts)
      .thenLike([
        {
          type: 'ReservationRejected',
          data: { code: 'insufficient_funds', shortfall: usd('0.01'), requested: usd('60000.01') },
        },
      ]);
  });

  test('the event holds the rate that was used, and the date it is of', () => {
    const [event] = given(open).when(reserve('r1', 580), facts).events();
    expect(event).toMatchObject({
      effectiveAt: '2026-09-15',
      data: {
        rate: { month: '2026-09', base: 'USD', version: 1, from: 'XOF', fromRate: '580' },
        document: { kind: 'requisition', id: 'r1', reference: 'REQ-r1' },
        documentAmount: xof(580),
      },
    });
  });

  test('the largest amount at the lowest rate is refused by an event, too', () => {
    const lowest = { ...ratesOf('2026-09'), rates: { XOF: '0.0001' } };
    const requested = usd('10000000000000000000.00');
    given(open)
      .when(reserve('r1', 1_000_000_000_000_000), { rates: lowest, project: null, periods: {} })
      .thenLike([{ type: 'ReservationRejected', data: { code: 'insufficient_funds', requested } }]);
  });

  test('a document in the line’s currency needs no rate', () => {
    const command = { ...reserve('r1', 1), amount: usd('12.34') };
    given(open)
      .when(command, { rates: null, project: null, periods: {} })
      .thenLike([{ type: 'FundsReserved', data: { amount: usd('12.34'), rate: null } }]);
  });

  test('without a rate it is refused, by an event: the requisition waits for the answer', () => {
    given(open)
      .when(reserve('r1', 580), { rates: null, project: null, periods: {} })
      .thenLike([
        {
          type: 'ReservationRejected',
          data: { code: 'rate_missing', requested: null, shortfall: usd('0.00') },
        },
      ]);
  });

  test.each(['FreezeLine', 'SoftCloseLine'] as const)('not after %s', (type) => {
    const history = after({ type, reason: 'Audit', by });
    given(history)
      .when(reserve('r1', 580), facts)
      .thenLike([{ type: 'ReservationRejected', data: { code: 'budget_line_not_open' } }]);
  });

  test('a line that does not exist answers nothing', () => {
    given([]).when(reserve('r1', 580), facts).thenRejected('budget_line_unknown');
  });

  test('the same reservation again has its answer: given or refused, whatever is there now', () => {
    given(after(reserve('r1', 580)))
      .when(reserve('r1', 580), facts)
      .thenNothing();
    const allotted = { effectiveAt: '2026-07-01', today: '2026-11-25', reason: 'x', by };
    const refused = after(reserve('r1', 40_000_000), {
      type: 'AllotFunds',
      amount: usd('90000.00'),
      ...allotted,
      ...first,
    });
    given(refused).when(reserve('r1', 40_000_000), facts).thenNothing();
    given(refused)
      .when(reserve('r2', 40_000_000), facts)
      .thenLike([{ type: 'FundsReserved' }]);
  });

  test('an amount that is nothing in the line’s currency is refused', () => {
    given(open)
      .when(reserve('r1', 2), facts)
      .thenLike([{ type: 'ReservationRejected', data: { code: 'amount_converts_to_zero' } }]);
    given(open)
      .when(reserve('r1', 3), facts)
      .thenLike([{ type: 'FundsReserved', data: { amount: usd('0.01') } }]);
  });

  test.each(['2026-06-30', '2027-07-01'])('not outside the financial year: %s', (date) => {
    given(open)
      .when(reserve('r1', 580, date), facts)
      .thenLike([{ type: 'ReservationRejected', data: { code: 'outside_financial_year' } }]);
  });

  test('the days that are inside are the first and the last of the year', () => {
    for (const date of ['2026-07-01', '2027-06-30']) {
      given(open)
        .when(reserve('r1', 580, date), facts)
        .thenLike([{ type: 'FundsReserved', effectiveAt: date }]);
    }
  });

  test('in a month that has closed meanwhile it is posted in the next one, within the year', () => {
    const closing = (month: string) => ({ ...facts, periods: { [month]: 'closed' as const } });
    given(open)
      .when(reserve('r1', 580), closing('2026-09'))
      .thenLike([
        { type: 'FundsReserved', effectiveAt: '2026-10-01', data: { documentDate: '2026-09-15' } },
      ]);
    given(open)
      .when(reserve('r1', 580, '2027-06-20'), closing('2027-06'))
      .thenLike([{ type: 'ReservationRejected', data: { code: 'outside_financial_year' } }]);
  });

  test('the same reservation with another amount is a mistake', () => {
    given(after(reserve('r1', 580)))
      .when(reserve('r1', 581), facts)
      .thenRejected('reservation_differs');
  });
});

describe('releasing', () => {
  const release = {
    type: 'ReleaseReservation',
    reservationId: 'r1',
    effectiveAt: '2026-09-18',
  } as const;

  test('all of it is available again, and once', () => {
    const released = given(after(reserve('r1', 580_000)))
      .when(release, facts)
      .thenLike([
        {
          type: 'ReservationReleased',
          data: { amount: usd('1000.00'), documentAmount: xof(580_000), cause: 'withdrawn' },
        },
      ])
      .thenState((state) => expect(availableOf(state.figures)).toBe(6_000_000n));
    given([...after(reserve('r1', 580_000)), ...released.events])
      .when(release, facts)
      .thenNothing();
  });

  test('not before it was reserved', () => {
    given(after(reserve('r1', 580_000)))
      .when({ ...release, effectiveAt: '2026-09-01' }, facts)
      .thenLike([
        {
          type: 'ReservationReleased',
          ...{ effectiveAt: '2026-09-15', data: { documentDate: '2026-09-01' } },
        },
      ]);
  });

  test('what is not held is not released', () => {
    given(open).when(release, facts).thenNothing();
    given(after(reserve('r1', 40_000_000)))
      .when(release, facts)
      .thenNothing();
  });
});

describe('adjusting', () => {
  const adjust = (francs: number) =>
    ({ ...reserve('r1', francs), type: 'AdjustReservation' }) as const;

  test('more must be available, less gives back its proportion', () => {
    const reserved = after(reserve('r1', 29_000_000));
    given(reserved)
      .when(adjust(34_800_000), facts)
      .thenLike([{ type: 'ReservationAdjusted', data: { amount: usd('10000.00') } }]);
    given(reserved)
      .when(adjust(34_800_006), facts)
      .thenRejected('insufficient_funds', { shortfall: '0.01' });
    given(reserved)
      .when(adjust(14_500_000), facts)
      .thenLike([
        {
          type: 'ReservationAdjusted',
          data: { amount: usd('-25000.00'), documentAmount: xof(-14_500_000) },
        },
      ]);
  });

  test('the same amount changes nothing; what is not held cannot change', () => {
    given(after(reserve('r1', 580)))
      .when(adjust(580), facts)
      .thenNothing();
    given(open).when(adjust(580), facts).thenRejected('reservation_not_held');
  });
});
