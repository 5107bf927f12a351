import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  commit,
  deliver,
  factsAt,
  openWith,
  pay,
  usd,
  xof,
} from '../../../../../testing/budget-line.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';

const { given } = givenWhenThen(budgetLine);
const at580 = factsAt('2026-09-15');
const at576 = factsAt('2026-10-12');
type Step = readonly [BudgetLineCommand, ReturnType<typeof factsAt>];
const then = (history: readonly BudgetLineEvent[], ...steps: readonly Step[]) =>
  steps.reduce<readonly BudgetLineEvent[]>(
    (before, [command, facts]) => [...before, ...given(before).when(command, facts).events()],
    history,
  );
const ordered = then(openWith('60000.00'), [
  commit('o1', 5_800_000, { reservationId: null }),
  at580,
]);
const returned = {
  type: 'RecordReturnedPayment',
  ...{ commitmentId: 'o1', paymentId: 'p1', effectiveAt: '2026-11-09' },
} as const;

describe('a payment', () => {
  test('settles deliveries oldest first, each at its own rate, to the cent', () => {
    // Accrued 4,027.78 at 576 and 6,000.00 at 580.
    const delivered = then(
      ordered,
      [deliver('d1', 2_320_000), at576],
      [deliver('d2', 3_480_000, {}), at580],
    );
    const events = given(delivered)
      .when(pay('p1', 2_900_000), at580)
      .thenLike([
        { type: 'DisbursementRecorded', data: { amount: usd('5000.00') } },
        {
          type: 'AccrualSettled',
          data: { deliveryId: 'd1', amount: usd('4027.78'), paid: usd('4000.00') },
        },
        { type: 'PaymentExchangeDifferenceRecognised', data: { amount: usd('-27.78') } },
        {
          type: 'AccrualSettled',
          data: { deliveryId: 'd2', amount: usd('1000.00'), paid: usd('1000.00') },
        },
      ]);
    given([...delivered, ...events.events])
      .when(pay('p2', 2_900_000), at580)
      .thenState({
        figures: {
          ...{ settled: 1_002_778n, expended: 1_002_778n, disbursed: 1_000_000n, advances: 0n },
          paymentExchangeDifference: -2_778n,
        },
      });
  });

  test('is recorded once', () => {
    const paid = then(ordered, [deliver('d1', 580), at580], [pay('p1', 580), at580]);
    given(paid).when(pay('p1', 580), at580).thenNothing();
  });

  test('does not change the available funds', () => {
    const delivered = then(ordered, [deliver('d1', 2_320_000), at576]);
    given(delivered)
      .when(pay('p1', 2_320_000), at580)
      .thenState({ figures: { expended: 402_778n, committed: 600_000n } });
  });

  test('before its delivery is an advance, which the delivery uses', () => {
    const early = given(ordered)
      .when(pay('p1', 2_320_000), at580)
      .thenLike([{ type: 'AdvanceRecorded', data: { amount: usd('4000.00'), automatic: true } }]);
    given([...ordered, ...early.events])
      .when(deliver('d1', 3_480_000), at576)
      .thenLike([
        { type: 'ExpenditureAccrued', data: { amount: usd('6041.67') } },
        { type: 'CommitmentLiquidated' },
        { type: 'ExchangeDifferenceRecognised' },
        { type: 'AdvanceLiquidated', data: { amount: usd('4000.00') } },
        { type: 'AccrualSettled', data: { amount: usd('4027.78'), paid: usd('4000.00') } },
        { type: 'PaymentExchangeDifferenceRecognised', data: { amount: usd('-27.78') } },
      ])
      .thenState({ figures: { advances: 0n, disbursed: 400_000n, settled: 402_778n } });
  });

  test('needs a commitment of its order', () => {
    given(openWith('1.00')).when(pay('p1', 1), at580).thenRejected('commitment_not_held');
  });
});

describe('a payment dated before a delivery', () => {
  test('is an advance until the date of the delivery', () => {
    const delivered = then(ordered, [deliver('d1', 580_000, { on: '2026-11-10' }), at580]);
    given(delivered)
      .when(pay('p1', 580_000, { on: '2026-11-05' }), at580)
      .thenLike([
        { type: 'AdvanceRecorded', effectiveAt: '2026-11-05' },
        { type: 'AdvanceLiquidated', effectiveAt: '2026-11-10' },
        { type: 'AccrualSettled', effectiveAt: '2026-11-10' },
      ])
      .thenState({ figures: { advances: 0n, settled: 100_000n, disbursed: 100_000n } });
  });
});

describe('a payment returned by the bank', () => {
  test('reopens what it had settled; the next payment settles it again', () => {
    const paid = then(ordered, [deliver('d1', 2_320_000), at576], [pay('p1', 2_320_000), at580]);
    const back = given(paid)
      .when(returned, at580)
      .thenLike([
        { type: 'SettlementReversed', data: { amount: usd('4027.78') } },
        { type: 'PaymentExchangeDifferenceRecognised', data: { amount: usd('27.78') } },
        { type: 'DisbursementReturned', data: { amount: usd('4000.00') } },
      ])
      .thenState({
        figures: { disbursed: 0n, settled: 0n, paymentExchangeDifference: 0n, expended: 402_778n },
      });
    const open = [...paid, ...back.events];
    given(open).when(returned, at580).thenNothing();
    given(open)
      .when(pay('p2', 2_320_000), at576)
      .thenState({ figures: { settled: 402_778n, disbursed: 402_778n } });
  });

  test('cancels an advance', () => {
    given(then(ordered, [pay('p1', 580), at580]))
      .when(returned, at580)
      .thenLike([{ type: 'AdvanceReturned', data: { amount: usd('1.00') } }])
      .thenState({ figures: { disbursed: 0n, advances: 0n } });
  });

  test('gives back once what it had settled, and once what was an advance', () => {
    given(then(ordered, [deliver('d1', 580_000), at580], [pay('p1', 870_000), at580]))
      .when(returned, at580)
      .thenState({ figures: { disbursed: 0n, advances: 0n, settled: 0n, expended: 100_000n } });
  });

  test('is refused if the payment was not recorded', () => {
    given(ordered).when(returned, at580).thenRejected('payment_not_recorded');
  });
});

describe('an advance that invoices recover', () => {
  const advance = { ...pay('a1', 1_160_000), type: 'RecordAdvance' } as const;
  const liquidate = (francs: number, liquidationId = 'c1') =>
    ({
      type: 'LiquidateAdvance',
      ...{ commitmentId: 'o1', paymentId: 'a1', liquidationId, amount: xof(francs) },
      effectiveAt: '2026-11-10',
    }) as const;
  const advanced = then(ordered, [advance, at580], [deliver('d1', 2_320_000), at580]);

  test('is not used automatically by a delivery', () => {
    given(advanced)
      .when(liquidate(290_000), at580)
      .thenLike([
        { type: 'AdvanceLiquidated', data: { amount: usd('500.00') } },
        { type: 'AccrualSettled', data: { amount: usd('500.00') } },
      ])
      .thenState({ figures: { advances: 150_000n, settled: 50_000n, disbursed: 200_000n } });
  });

  test('by an invoice whose delivery is on hold, is used once that is accrued', () => {
    const early = then(ordered, [advance, at580]);
    const freed = given(early)
      .when(liquidate(290_000), at580)
      .thenLike([{ type: 'AdvanceFreed', data: { documentAmount: xof(290_000) } }])
      .thenState({ figures: { advances: 200_000n } });
    given([...early, ...freed.events])
      .when(deliver('d1', 2_320_000), at580)
      .thenState({ figures: { advances: 150_000n, settled: 50_000n } });
    given([...early, ...freed.events])
      .when(liquidate(290_000), at580)
      .thenNothing();
  });

  test('counts an invoice once, and recovers at most the rest', () => {
    const once = then(advanced, [liquidate(290_000), at576]);
    given(once).when(liquidate(290_000), at580).thenNothing();
    given(once)
      .when(liquidate(870_001, 'c2'), at580)
      .thenRejected('advance_not_open', { open: '870000', currency: 'XOF' });
    given(once)
      .when(liquidate(870_000, 'c2'), at580)
      .thenState({ figures: { advances: 0n } });
  });
});
