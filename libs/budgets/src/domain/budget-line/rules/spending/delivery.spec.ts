import { describe, expect, test } from '@jest/globals';
import { fold, sumMinor, minorOf } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  by,
  commit,
  deliver,
  factsAt,
  first,
  openWith,
  pay,
  usd,
} from '../../../../../testing/budget-line.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { availableOf } from '../../movements.js';

const { given } = givenWhenThen(budgetLine);
const september = factsAt('2026-09-15');
const october = factsAt('2026-10-12');
type Step = readonly [BudgetLineCommand, ReturnType<typeof factsAt>];
const after = (dollars: string, ...steps: readonly Step[]) =>
  steps.reduce<readonly BudgetLineEvent[]>(
    (history, [command, facts]) => [...history, ...given(history).when(command, facts).events()],
    openWith(dollars),
  );
const order = commit('o1', 5_800_000, { reservationId: null });
const reverse = (deliveryId: string) =>
  ({
    type: 'ReverseDelivery',
    ...{ commitmentId: 'o1', deliveryId, effectiveAt: '2026-11-02' },
  }) as const;

describe('a delivery above the available funds', () => {
  /** 10,000.00 of 10,050.00 committed; at 576 it is 10,069.44: 69.44 more, 50.00 available. */
  const committed = after('10050.00', [order, september]);
  const all = deliver('d1', 5_800_000);
  const held = [...committed, ...given(committed).when(all, october).events()];

  test('is held, with the shortfall', () => {
    given(committed)
      .when(all, october)
      .thenLike([
        {
          type: 'DeliveryHeld',
          data: { code: 'insufficient_funds', accrual: usd('10069.44'), shortfall: usd('19.44') },
        },
      ])
      .thenState({ figures: { expended: 0n, committed: 1_000_000n } });
  });

  test.each([
    ['an allotment', { type: 'AllotFunds', amount: usd('19.44') }],
    ['a revision', { type: 'ReviseAllotment', amount: usd('10069.44') }],
  ] as const)('is accrued by %s, dated as it was delivered', (_, funds) => {
    const why = { reason: 'Rate', effectiveAt: '2026-11-01', today: '2026-11-25', by, ...first };
    const events = given(held)
      .when({ ...funds, ...why }, factsAt('2026-11-01'))
      .events();
    expect(events.slice(1).map(({ type, effectiveAt }) => [type, effectiveAt])).toEqual([
      ['ExpenditureAccrued', '2026-10-12'],
      ['CommitmentLiquidated', '2026-10-12'],
      ['ExchangeDifferenceRecognised', '2026-10-12'],
    ]);
    const state = fold(budgetLine, [...held, ...events]);
    expect(state).toMatchObject({ held: [], figures: { committed: 0n, expended: 1_006_944n } });
    expect(availableOf(state.figures)).toBe(0n);
  });

  const overrun = (cap: string, expiresOn: string) =>
    ({
      type: 'AuthoriseOverrun',
      ...{ cap: usd(cap), expiresOn, authority: 'Chef de section', reason: 'Rate', by },
      today: '2026-10-13',
    }) as const;

  test('is accrued under an authorised overrun, within its cap and until its date', () => {
    given(held)
      .when(overrun('19.44', '2026-12-31'), september)
      .thenLike([
        { type: 'OverrunAuthorised' },
        { type: 'ExpenditureAccrued' },
        { type: 'CommitmentLiquidated' },
        { type: 'ExchangeDifferenceRecognised' },
      ])
      .thenState((state) => expect(availableOf(state.figures)).toBe(-1_944n));
    given(held)
      .when(overrun('19.43', '2026-12-31'), september)
      .thenLike([{ type: 'OverrunAuthorised' }]);
    given(held).when(overrun('19.44', '2026-10-12'), september).thenRejected('overrun_expired');
  });

  test('is posted in the first open month, if its own is closed when the funds come', () => {
    const why = { reason: 'Rate', effectiveAt: '2026-12-01', today: '2026-12-05', by, ...first };
    const periods = { '2026-10': 'closed', '2026-11': 'closed' } as const;
    const [, accrued] = given(held)
      .when(
        { type: 'AllotFunds', amount: usd('19.44'), ...why },
        { ...factsAt('2026-12-01'), periods },
      )
      .events();
    expect(accrued).toMatchObject({
      ...{ type: 'ExpenditureAccrued', effectiveAt: '2026-12-01' },
      data: { documentDate: '2026-10-12', amount: usd('10069.44') },
    });
  });

  test('reversed before it is accrued, leaves its part of the order open', () => {
    // 100 of 290,000 francs for 50,000.00; 40 are held for want of 138.89, 60 follow.
    const of = (id: string, pieces: number, on: string) =>
      [deliver(id, pieces * 290_000, { on }), factsAt(on)] as const;
    const waiting = after(
      '50000.00',
      [commit('o1', 29_000_000, { reservationId: null }), september],
      of('d1', 40, '2026-10-12'),
      of('d2', 60, '2026-11-01'),
    );
    const rest = given(waiting)
      .when(reverse('d1'), september)
      .thenState({
        figures: { committed: 2_000_000n, expended: 3_000_000n, deliveryExchangeDifference: 0n },
      });
    given([...waiting, ...rest.events])
      .when(...of('d3', 40, '2026-11-03'))
      .thenState({
        figures: { committed: 0n, expended: 5_000_000n, deliveryExchangeDifference: 0n },
      });
  });

  test('keeps the sequence of deliveries: the next one waits behind it', () => {
    const more = commit('o2', 580, { reservationId: null });
    given([...held, ...given(held).when(more, september).events()])
      .when(deliver('d2', 100), october)
      .thenLike([{ type: 'DeliveryHeld', data: { code: 'follows_held' } }]);
  });

  test('is recorded once: a second message has no effect', () => {
    given(held).when(all, october).thenNothing();
  });

  test('is dropped when reversed, and not accrued later', () => {
    const withdrawn = given(held)
      .when(reverse('d1'), september)
      .thenLike([{ type: 'HeldDeliveryWithdrawn' }])
      .thenState({ held: [] });
    given([...held, ...withdrawn.events])
      .when(all, october)
      .thenNothing();
  });

  test('keeps its share when the order ends', () => {
    const half = deliver('d1', 5_796_000, {});
    const waiting = [...committed, ...given(committed).when(half, october).events()];
    const close = {
      type: 'CloseCommitment',
      commitmentId: 'o1',
      ...({ outcome: 'terminated', effectiveAt: '2026-11-20' } as const),
    } as const;
    const events = given(waiting).when(close, september).events();
    // 4,000 francs were not delivered: 6.90 are released; the delivery still lacks 5.60.
    expect(events).toMatchObject([{ type: 'CommitmentReleased', data: { amount: usd('6.90') } }]);
    const state = fold(budgetLine, [...waiting, ...events]);
    expect(state.figures.committed).toBe(999_310n);
    const gone = given([...waiting, ...events]).when(reverse('d1'), september);
    gone
      .thenLike([{ type: 'HeldDeliveryWithdrawn' }, { type: 'CommitmentReleased' }])
      .thenState({ figures: { committed: 0n } });
  });
});

describe('goods sent back that had become cheaper', () => {
  /** 10,069.44 committed at 576, 10,000.00 delivered at 580; another order spends the 69.44. */
  const other = { ...deliver('d2', 40_000), commitmentId: 'o2' };
  const spent = after(
    '10069.44',
    [order, october],
    [deliver('d1', 5_800_000), september],
    [commit('o2', 40_000, { reservationId: null }), october],
    [other, october],
  );
  const returned = [...spent, ...given(spent).when(reverse('d1'), october).events()];
  const again = deliver('d3', 5_800_000);

  test('leave the line short by the difference that is spent', () => {
    const { figures } = fold(budgetLine, returned);
    expect(figures).toMatchObject({ committed: 1_006_944n, expended: 6_944n });
    expect(availableOf(figures)).toBe(-6_944n);
    given(returned)
      .when(commit('o3', 1_000, { reservationId: null }), october)
      .thenLike([{ type: 'CommitmentRejected', data: { code: 'insufficient_funds' } }]);
  });

  test('are held when they come again for more than the line was allotted', () => {
    const held = given(returned)
      .when(again, october)
      .thenLike([
        { type: 'DeliveryHeld', data: { code: 'insufficient_funds', shortfall: usd('69.44') } },
      ]);
    const why = { reason: 'Rate', effectiveAt: '2026-11-02', today: '2026-11-25', by, ...first };
    given([...returned, ...held.events])
      .when({ type: 'AllotFunds', amount: usd('69.44'), ...why }, factsAt('2026-11-01'))
      .thenState({ figures: { expended: 1_013_888n, committed: 0n }, held: [] });
  });

  test('come again in parts as far as the line was allotted', () => {
    given(returned)
      .when(deliver('d3', 5_760_000), october)
      .thenState({ figures: { expended: 1_006_944n }, held: [] });
  });
});

describe('a delivery', () => {
  test('in any parts ends the commitment at zero, to the cent', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 999_983 }), { minLength: 1, maxLength: 12 });
    const { parameters } = seeded('deliveries in parts', { runs: 200 });
    fc.assert(
      fc.property(parts, (francs) => {
        const total = francs.reduce((sum, part) => sum + part, 0);
        const steps = francs.map((part, n): Step => {
          return [deliver(`d${n}`, part), n % 2 === 0 ? september : october];
        });
        const whole = commit('o1', total, { reservationId: null });
        let history = openWith('999999.00');
        let state = fold(budgetLine, history);
        for (const [command, facts] of [[whole, september] as Step, ...steps]) {
          const decision = budgetLine.decide(command, state, { id: 'line', ...facts });
          const events = decision.ok ? decision.value : [];
          history = [...history, ...events];
          state = fold(budgetLine, events, state);
        }
        const { figures } = state;
        expect(figures.committed).toBe(0n);
        const amounts = (type: BudgetLineEvent['type']) =>
          history.flatMap(({ type: t, data }) =>
            t === type && 'amount' in data ? minorOf(data.amount) : [],
          );
        const sum = (type: BudgetLineEvent['type']) => sumMinor(amounts(type));
        expect(sum('CommitmentLiquidated')).toBe(sum('FundsCommitted'));
        expect(figures.expended - sum('FundsCommitted')).toBe(figures.deliveryExchangeDifference);
      }),
      parameters,
    );
  });

  test('at the rate of the order gives no exchange difference, in any parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 99_991 }), { minLength: 1, maxLength: 12 });
    const { parameters } = seeded('deliveries at the booked rate', { runs: 20 });
    fc.assert(
      fc.property(parts, (francs) => {
        const total = francs.reduce((sum, part) => sum + part, 0);
        const steps = francs.map((part, n): Step => [deliver(`d${n}`, part), september]);
        const whole: Step = [commit('o1', total, { reservationId: null }), september];
        const { figures } = fold(budgetLine, after('999999.00', whole, ...steps));
        expect(figures.deliveryExchangeDifference).toBe(0n);
        const committed = fold(budgetLine, after('999999.00', whole)).figures.committed;
        expect([figures.committed, figures.expended]).toEqual([0n, committed]);
      }),
      parameters,
    );
  });

  test('is dated no earlier than its order', () => {
    given(after('60000.00', [order, september]))
      .when(deliver('d1', 580, { on: '2026-09-05' }), september)
      .thenLike([
        {
          type: 'ExpenditureAccrued',
          ...{ effectiveAt: '2026-09-20', data: { documentDate: '2026-09-05' } },
        },
        { type: 'CommitmentLiquidated', effectiveAt: '2026-09-20' },
      ]);
  });

  test('is accepted on a frozen or softly closed line', () => {
    for (const type of ['FreezeLine', 'SoftCloseLine'] as const) {
      given(after('60000.00', [order, september], [{ type, reason: 'x', by }, september]))
        .when(deliver('d1', 580), september)
        .thenLike([{ type: 'ExpenditureAccrued' }, { type: 'CommitmentLiquidated' }]);
    }
  });

  test('above the order liquidates the open part; the rest is spent without difference', () => {
    given(after('60000.00', [order, september]))
      .when(deliver('d1', 6_380_000), september)
      .thenLike([
        { type: 'ExpenditureAccrued', data: { amount: usd('11000.00') } },
        { type: 'CommitmentLiquidated', data: { amount: usd('10000.00') } },
      ]);
  });

  test('needs a commitment, and its currency', () => {
    given(openWith('1.00')).when(deliver('d1', 1), september).thenRejected('commitment_not_held');
    given(after('60000.00', [order, september]))
      .when({ ...deliver('d1', 1), amount: usd('1.00') }, september)
      .thenRejected('document_currency', { expected: 'XOF', actual: 'USD' });
  });
});

describe('a reversed delivery', () => {
  const delivered = after('60000.00', [order, september], [deliver('d1', 2_320_000), october]);

  test('restores the figures, at its own date', () => {
    const reversed = given(delivered)
      .when(reverse('d1'), september)
      .thenLike([
        {
          type: 'ExpenditureReversed',
          data: { amount: usd('4027.78') },
          effectiveAt: '2026-11-02',
        },
        { type: 'CommitmentReinstated', data: { amount: usd('4000.00') } },
        { type: 'ExchangeDifferenceRecognised', data: { amount: usd('-27.78') } },
      ])
      .thenState({
        figures: { expended: 0n, committed: 1_000_000n, deliveryExchangeDifference: 0n },
      });
    given([...delivered, ...reversed.events])
      .when(reverse('d1'), september)
      .thenNothing();
    given(delivered).when(reverse('d9'), september).thenRejected('delivery_not_recorded');
  });

  test('a paid part becomes a receivable, used by the next delivery', () => {
    const paid = [...delivered, ...given(delivered).when(pay('p1', 2_320_000), september).events()];
    const owed = given(paid)
      .when(reverse('d1'), september)
      .thenState({
        figures: {
          ...{ expended: 0n, settled: 0n, disbursed: 400_000n, advances: 400_000n },
          paymentExchangeDifference: 0n,
        },
      });
    given([...paid, ...owed.events])
      .when(deliver('d2', 5_800_000, {}), september)
      .thenState({ figures: { advances: 0n, settled: 400_000n, paymentExchangeDifference: 0n } });
  });

  const close = (outcome: 'closed' | 'terminated') =>
    ({
      type: 'CloseCommitment',
      commitmentId: 'o1',
      ...{ outcome, effectiveAt: '2026-11-01' },
    }) as const;

  test('on a terminated order, the commitment is not restored', () => {
    given([...delivered, ...given(delivered).when(close('terminated'), september).events()])
      .when(reverse('d1'), september)
      .thenState({ figures: { committed: 0n, expended: 0n } });
  });

  test('opens a closed order again, for its replacement', () => {
    const closed = [...delivered, ...given(delivered).when(close('closed'), september).events()];
    const open = given(closed)
      .when(reverse('d1'), september)
      .thenState({ figures: { committed: 400_000n, expended: 0n } });
    given([...closed, ...open.events])
      .when(deliver('d2', 2_320_000), october)
      .thenState({ figures: { committed: 0n, expended: 402_778n } });
  });

  test('is not dated before it was accrued and paid', () => {
    const paid = [...delivered, ...given(delivered).when(pay('p1', 2_320_000), september).events()];
    const early = { ...reverse('d1'), effectiveAt: '2026-10-01' };
    const dates = given(paid)
      .when(early, september)
      .events()
      .map(({ effectiveAt, data }) => [effectiveAt, 'documentDate' in data && data.documentDate]);
    expect(new Set(dates.map(String))).toEqual(new Set(['2026-11-05,2026-10-01']));
  });
});
