import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  deliver,
  factsAt,
  openWith,
  pay,
  reserve,
  usd,
  xof,
} from '../../../../../testing/budget-line.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';

const { given } = givenWhenThen(budgetLine);
const at580 = factsAt('2026-11-05');
const at576 = factsAt('2026-10-12');
type Step = readonly [BudgetLineCommand, typeof at580];
const then = (history: readonly BudgetLineEvent[], ...steps: readonly Step[]) =>
  steps.reduce(
    (all, [command, facts]) => [...all, ...given(all).when(command, facts).events()],
    history,
  );
const reverse = {
  type: 'ReverseDelivery',
  ...{ commitmentId: 'o1', deliveryId: 'd1', effectiveAt: '2026-11-12' },
} as const;
const end = <T extends 'RecordRefund' | 'WriteOffAdvance'>(type: T, francs: number) => ({
  ...{ type, commitmentId: 'o1', receivableId: 'v1', advanceId: null, amount: xof(francs) },
  effectiveAt: '2026-11-20',
});
const reclaimed = <T extends 'RecordRefund' | 'WriteOffAdvance'>(type: T, francs: number) => ({
  ...end(type, francs),
  advanceId: 'a1',
});
/** 2,320,000 of 5,800,000 francs delivered, paid with 4,000.00, returned: the vendor owes them. */
const owed = then(
  openWith('60000.00'),
  [commit('o1', 5_800_000, { reservationId: null }), at580],
  [deliver('d1', 2_320_000), at576],
  [pay('p1', 2_320_000), at580],
  [reverse, at580],
);

describe('a refund of what the vendor owes', () => {
  test('is the cash at the rate at which it was paid, in parts', () => {
    const part = given(owed)
      .when(end('RecordRefund', 580_000), at580)
      .thenLike([{ type: 'RefundRecorded', data: { amount: usd('1000.00'), paymentId: 'p1' } }])
      .thenState({ figures: { disbursed: 300_000n, advances: 300_000n } });
    given([...owed, ...part.events])
      .when(end('RecordRefund', 1_740_000), at580)
      .thenState({ figures: { disbursed: 0n, advances: 0n, paymentExchangeDifference: 0n } });
  });

  test('is at most what was paid', () => {
    given(owed)
      .when(end('RecordRefund', 2_320_001), at580)
      .thenRejected('advance_not_open', { open: '2320000', currency: 'XOF' });
    given(openWith('1.00')).when(end('RecordRefund', 1), at580).thenRejected('commitment_not_held');
  });

  test('is not dated before the vendor owed it', () => {
    given(owed)
      .when({ ...end('RecordRefund', 580), effectiveAt: '2026-11-06' }, at580)
      .thenLike([
        {
          type: 'RefundRecorded',
          ...{ effectiveAt: '2026-11-12', data: { documentDate: '2026-11-06' } },
        },
      ]);
  });

  test('leaves a delivery unpaid that had used it in the meantime', () => {
    const used = then(owed, [deliver('d2', 2_320_000, { on: '2026-11-15' }), at580]);
    given(used)
      .when(end('RecordRefund', 2_320_000), at580)
      .thenLike([
        { type: 'SettlementReversed', data: { deliveryId: 'd2', amount: usd('4000.00') } },
        { type: 'ReceivableRecognised' },
        { type: 'RefundRecorded', data: { amount: usd('4000.00') } },
      ])
      .thenState({ figures: { disbursed: 0n, advances: 0n, settled: 0n, expended: 400_000n } });
  });

  test('is not returned by the bank once more', () => {
    const part = then(owed, [end('RecordRefund', 580_000), at580]);
    given(part)
      .when(
        {
          type: 'RecordReturnedPayment',
          ...{ commitmentId: 'o1', paymentId: 'p1', effectiveAt: '2026-11-25' },
        },
        at580,
      )
      .thenLike([{ type: 'AdvanceReturned', data: { amount: usd('3000.00') } }])
      .thenState({ figures: { disbursed: 0n, advances: 0n } });
  });
});

describe('writing off what the vendor owes', () => {
  test('charges the loss to the line', () => {
    given(owed)
      .when(end('WriteOffAdvance', 2_320_000), at580)
      .thenLike([{ type: 'AdvanceWrittenOff', data: { amount: usd('4000.00') } }])
      .thenState({
        figures: { advances: 0n, disbursed: 400_000n, expended: 400_000n, settled: 400_000n },
      });
  });

  test('is refused without funds, and asked for again with an overrun', () => {
    // 10,000.00 are committed, 50,000.00 reserved: nothing is available.
    const full = then(owed, [reserve('r9', 29_000_000, '2026-11-12'), at580]);
    const refused = given(full)
      .when(end('WriteOffAdvance', 2_320_000), at580)
      .thenLike([
        {
          type: 'WriteOffRejected',
          data: { code: 'insufficient_funds', shortfall: usd('4000.00'), receivableId: 'v1' },
        },
      ])
      .thenState({ figures: { advances: 400_000n, expended: 0n } });
    const overrun = {
      type: 'AuthoriseOverrun',
      ...{ cap: usd('4000.00'), expiresOn: '2026-12-31', authority: 'Chief', reason: 'Loss', by },
      today: '2026-11-21',
    } as const;
    given(then([...full, ...refused.events], [overrun, at580]))
      .when(end('WriteOffAdvance', 2_320_000), at580)
      .thenLike([{ type: 'AdvanceWrittenOff' }]);
  });

  test('is undone if the bank returns the cash after all', () => {
    const lost = then(owed, [end('WriteOffAdvance', 580_000), at580]);
    given(lost)
      .when(
        {
          type: 'RecordReturnedPayment',
          ...{ commitmentId: 'o1', paymentId: 'p1', effectiveAt: '2026-11-25' },
        },
        at580,
      )
      .thenLike([
        { type: 'AdvanceReturned', data: { amount: usd('3000.00') } },
        { type: 'WriteOffReturned', data: { amount: usd('1000.00') } },
      ])
      .thenState({ figures: { disbursed: 0n, advances: 0n, expended: 0n, settled: 0n } });
  });
});

describe('a reclaimed advance', () => {
  const advance = { ...pay('a1', 1_160_000), type: 'RecordAdvance' } as const;
  const recover = (francs: number) =>
    ({
      type: 'LiquidateAdvance',
      ...{ commitmentId: 'o1', paymentId: 'a1', liquidationId: 'c1', amount: xof(francs) },
      effectiveAt: '2026-11-10',
    }) as const;
  /** 2,000.00 in advance at 580, of which an invoice has recovered 500.00. */
  const partly = then(
    openWith('60000.00'),
    [commit('o1', 5_800_000, { reservationId: null }), at580],
    [advance, at580],
    [deliver('d1', 2_320_000), at576],
    [recover(290_000), at580],
  );

  test('is paid back at the rate at which it was paid, in parts; no invoice uses it then', () => {
    const part = given(partly)
      .when(reclaimed('RecordRefund', 580_000), at576)
      .thenLike([
        {
          type: 'RefundRecorded',
          data: { paymentId: 'a1', reclaimed: true, amount: usd('1000.00') },
        },
      ])
      .thenState({ figures: { disbursed: 100_000n, advances: 50_000n } });
    const rest = [...partly, ...part.events];
    given(rest)
      .when({ ...recover(290_001), liquidationId: 'c2' }, at580)
      .thenRejected('advance_not_open', { open: '290000', currency: 'XOF' });
    given(rest)
      .when(reclaimed('RecordRefund', 290_000), at576)
      .thenState({
        figures: { disbursed: 50_000n, advances: 0n, paymentExchangeDifference: -347n },
      });
  });

  test('is at most what no invoice has recovered of it, whatever is owed besides', () => {
    const both = then(partly, [pay('p1', 2_030_000), at580], [reverse, at580]);
    given(both)
      .when(reclaimed('RecordRefund', 870_001), at580)
      .thenRejected('advance_not_open', { open: '870000', currency: 'XOF' });
    given(both)
      .when({ ...reclaimed('RecordRefund', 1), advanceId: 'a9' }, at580)
      .thenRejected('advance_not_open', { open: '0', currency: 'XOF' });
  });

  test('and goods that were sent back end apart: neither takes what the other owes', () => {
    const both = then(partly, [pay('p1', 2_030_000), at580], [reverse, at580]);
    const ofGoods = 2_320_000;
    given(both)
      .when(end('RecordRefund', ofGoods + 1), at580)
      .thenRejected('advance_not_open', { open: String(ofGoods), currency: 'XOF' });
    const first = then(both, [reclaimed('RecordRefund', 870_000), at580]);
    given(first)
      .when(deliver('d2', ofGoods, { on: '2026-11-15' }), at580)
      .thenState({ figures: { advances: 0n, settled: 400_000n, disbursed: 400_000n } });
  });

  test('that is lost is charged to the line, and only that part of it', () => {
    given(partly)
      .when(reclaimed('WriteOffAdvance', 290_000), at580)
      .thenLike([{ type: 'AdvanceWrittenOff', data: { amount: usd('500.00'), reclaimed: true } }])
      .thenState({
        figures: { advances: 100_000n, disbursed: 200_000n, settled: 100_347n },
      });
  });

  test('leaves alone what a delivery on its way may use of the same advance', () => {
    const early = then(
      openWith('60000.00'),
      [commit('o1', 5_800_000, { reservationId: null }), at580],
      [advance, at580],
      [recover(290_000), at580],
      [reclaimed('RecordRefund', 870_000), at580],
    );
    given(early)
      .when(deliver('d1', 290_000, { on: '2026-11-15' }), at580)
      .thenLike([
        { type: 'ExpenditureAccrued' },
        { type: 'CommitmentLiquidated' },
        { type: 'AdvanceLiquidated', data: { automatic: true, amount: usd('500.00') } },
        { type: 'AccrualSettled' },
      ])
      .thenState({ figures: { advances: 0n, disbursed: 50_000n, settled: 50_000n } });
  });
});
