import { describe, expect, test } from '@jest/globals';
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
const facts = factsAt('2026-09-15');
const after = (...commands: readonly BudgetLineCommand[]) =>
  commands.reduce<readonly BudgetLineEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    openWith('60000.00'),
  );
/** 50,000.00 of 60,000.00 are reserved. */
const reserved = after(reserve('r1', 29_000_000));

describe('committing an order', () => {
  test('orders consume the reservation by their estimates; the last one gets the remainder', () => {
    // 1,000 francs are 1.72 dollars; a third of them is 0.57, and 0.58 is left for the last.
    const third = (id: string, estimate: number, last = false) =>
      commit(id, estimate, { lastOfReservation: last });
    const history = after(reserve('r1', 1_000), third('o1', 333), third('o2', 333));
    const amounts = history.flatMap((e) => (e.type === 'ReservationConsumed' ? e.data.amount : []));
    expect(amounts).toEqual([usd('0.57'), usd('0.57')]);
    given(history)
      .when(third('o3', 334, true), facts)
      .thenLike([
        { type: 'FundsCommitted', data: { amount: usd('0.58') } },
        { type: 'ReservationConsumed', data: { amount: usd('0.58'), documentAmount: xof(334) } },
      ])
      .thenState({ figures: { reserved: 0n } });
  });

  test('an order below its estimate releases the difference at once, in both currencies', () => {
    given(reserved)
      .when(commit('o1', 14_000_000, { estimate: 14_500_000 }), facts)
      .thenLike([
        { type: 'FundsCommitted', data: { amount: usd('24137.93') } },
        {
          type: 'ReservationConsumed',
          data: { amount: usd('24137.93'), documentAmount: xof(14_000_000) },
        },
        {
          type: 'ReservationReleased',
          data: { amount: usd('862.07'), documentAmount: xof(500_000), cause: 'remainder' },
        },
      ])
      .thenState({ figures: { reserved: 2_500_000n } });
  });

  test('an excess over the estimate comes from the available funds, or is refused', () => {
    given(reserved)
      .when(commit('o1', 34_800_000, { estimate: 29_000_000 }), facts)
      .thenLike([
        { type: 'FundsCommitted', data: { amount: usd('60000.00') } },
        { type: 'ReservationConsumed', data: { amount: usd('50000.00') } },
      ]);
    given(reserved)
      .when(commit('o1', 34_800_006, { estimate: 29_000_000 }), facts)
      .thenLike([
        {
          type: 'CommitmentRejected',
          data: { code: 'insufficient_funds', shortfall: usd('0.01'), approval: 1 },
        },
      ])
      .thenState({ figures: { reserved: 5_000_000n, committed: 0n } });
  });

  test('at another rate than the reservation’s, the excess must be available', () => {
    const october = factsAt('2026-10-01');
    given(reserved)
      .when(commit('o1', 29_000_000, { lastOfReservation: true }), october)
      .thenLike([
        { type: 'FundsCommitted', data: { amount: usd('50347.22') } },
        { type: 'ReservationConsumed', data: { amount: usd('50000.00') } },
      ]);
  });

  test('takes no more from the reservation than it holds for the order', () => {
    const ordered = after(reserve('r1', 1_000), commit('o1', 600, {}));
    given(ordered)
      .when(commit('o2', 401, {}), facts)
      .thenLike([{ type: 'CommitmentRejected', data: { code: 'reservation_missing' } }]);
  });

  test('is not dated before its reservation, nor outside the financial year', () => {
    const code = (effectiveAt: string) =>
      given(reserved)
        .when(commit('o1', 580, { effectiveAt }), facts)
        .events()
        .map(({ data }) => ('code' in data ? data.code : null));
    expect(code('2026-09-14')).toEqual(['date_before_what_it_follows']);
    expect(code('2027-07-01')).toEqual(['outside_financial_year']);
    given(reserved)
      .when(commit('o1', 580, { effectiveAt: '2026-09-15' }), facts)
      .thenLike([{ type: 'FundsCommitted' }, { type: 'ReservationConsumed' }]);
  });

  test('a reservation keeps its dimensions: the vendor is the commitment’s alone', () => {
    const vendors = after(
      reserve('r1', 29_000_000),
      commit('o1', 27_840_000, { estimate: 29_000_000, lastOfReservation: true }),
      {
        type: 'CancelCommitment',
        ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2026-09-20' },
      },
    ).flatMap(({ type, data }) =>
      'vendorId' in data && 'documentAmount' in data && data.documentAmount
        ? [[type, data.vendorId]]
        : [],
    );
    expect(vendors).toEqual([
      ['FundsReserved', null],
      ['FundsCommitted', 'vendor'],
      ['ReservationConsumed', null],
      ['ReservationReleased', null],
      ['CommitmentCancelled', 'vendor'],
      ['ReservationReinstated', null],
    ]);
  });

  test('a withdrawn, refused or unknown reservation provides no funds', () => {
    const withdrawn = after(reserve('r1', 29_000_000), {
      type: 'ReleaseReservation',
      reservationId: 'r1',
      effectiveAt: '2026-09-18',
    });
    const refused = after(reserve('r1', 50_000_000));
    for (const history of [withdrawn, refused, openWith('60000.00')]) {
      given(history)
        .when(commit('o1', 1_000, {}), facts)
        .thenLike([{ type: 'CommitmentRejected', data: { code: 'reservation_missing' } }]);
    }
  });

  test('an order without a requisition takes the available funds', () => {
    given(openWith('100.00'))
      .when(commit('o1', 58_000, { reservationId: null }), facts)
      .thenLike([{ type: 'FundsCommitted', data: { amount: usd('100.00') } }]);
  });

  test('not on a frozen line, and the answer is an event', () => {
    given([
      ...reserved,
      ...given(reserved).when({ type: 'FreezeLine', reason: 'Audit', by }).events(),
    ])
      .when(commit('o1', 1_000, {}), facts)
      .thenLike([{ type: 'CommitmentRejected', data: { code: 'budget_line_not_open' } }]);
  });

  test('the same round gets its answer; after a refusal the next round asks again', () => {
    const tooMuch = commit('o1', 40_000_000, {});
    const refused = [...reserved, ...given(reserved).when(tooMuch, facts).events()];
    given(refused).when(tooMuch, facts).thenNothing();
    const next = commit('o1', 29_000_000, { approval: 2 });
    const committed = [...refused, ...given(refused).when(next, facts).events()];
    given(committed).when(next, facts).thenNothing();
    given(committed)
      .when({ ...next, approval: 3 }, facts)
      .thenRejected('commitment_exists');
  });
});

describe('taking a commitment back', () => {
  const cancel = {
    type: 'CancelCommitment',
    ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2026-09-20' },
  } as const;
  const order = commit('o1', 27_840_000, { estimate: 29_000_000, lastOfReservation: true });

  test('the reservation is as it was before', () => {
    given(after(reserve('r1', 29_000_000), order))
      .when(cancel, facts)
      .thenLike([
        { type: 'CommitmentCancelled', data: { amount: usd('48000.00') } },
        {
          type: 'ReservationReinstated',
          data: { amount: usd('50000.00'), documentAmount: xof(29_000_000) },
        },
      ])
      .thenState({ figures: { reserved: 5_000_000n, committed: 0n } });
  });

  test('what was released meanwhile to somebody else does not come back', () => {
    // 12,000.00 were available after the order; another requisition took 11,000.00.
    given(after(reserve('r1', 29_000_000), order, reserve('r2', 6_380_000)))
      .when(cancel, facts)
      .thenLike([
        { type: 'CommitmentCancelled' },
        { type: 'ReservationReinstated', data: { amount: usd('49000.00') } },
      ]);
  });

  test('no effect for another round, without a commitment, or after a delivery', () => {
    given(reserved).when(cancel, facts).thenNothing();
    const committed = after(reserve('r1', 29_000_000), order);
    given(committed)
      .when({ ...cancel, approval: 2 }, facts)
      .thenNothing();
    given([...committed, ...given(committed).when(deliver('d1', 1_000), facts).events()])
      .when(cancel, facts)
      .thenRejected('commitment_not_held');
  });
});

describe('a cancelled order', () => {
  test('gives back after a return, and the vendor owes what was paid', () => {
    const history = after(
      reserve('r1', 29_000_000),
      commit('o1', 29_000_000, { lastOfReservation: true }),
      deliver('d1', 11_600_000),
      { ...pay('p1', 11_600_000), effectiveAt: '2026-10-20' },
      {
        type: 'ReverseDelivery',
        ...{ commitmentId: 'o1', deliveryId: 'd1', effectiveAt: '2026-11-02' },
      },
    );
    const cancelled = given(history).when(
      {
        type: 'CancelCommitment',
        ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2026-10-01' },
      },
      facts,
    );
    cancelled
      .thenLike([
        { type: 'CommitmentCancelled', effectiveAt: '2026-11-02' },
        { type: 'ReservationReinstated', data: { documentDate: '2026-10-01' } },
      ])
      .thenState({ figures: { committed: 0n, reserved: 5_000_000n, advances: 2_000_000n } });
    given([...history, ...cancelled.events()])
      .when(
        {
          type: 'RecordRefund',
          ...{ commitmentId: 'o1', receivableId: 'v1', advanceId: null, amount: xof(11_600_000) },
          effectiveAt: '2026-11-20',
        },
        facts,
      )
      .thenState({ figures: { disbursed: 0n, advances: 0n } });
  });
});

describe('taking back a commitment that waits for funds to accrue its delivery', () => {
  test('is refused: the delivery would be accrued on nothing once there are funds', () => {
    // One franc is no cent; nineteen more are three, and there is but one.
    const open = openWith('0.01');
    const order = commit('o1', 1, { reservationId: null });
    const committed = [...open, ...given(open).when(order, facts).events()];
    const held = given(committed).when(deliver('d1', 20, { on: '2026-09-16' }), facts);
    held.thenLike([{ type: 'DeliveryHeld' }]);
    given([...committed, ...held.events()])
      .when(
        {
          type: 'CancelCommitment',
          ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2026-09-20' },
        },
        facts,
      )
      .thenRejected('commitment_not_held');
  });
});

describe('changing and closing a commitment', () => {
  const order = commit('o1', 29_000_000, { lastOfReservation: true });
  const committed = after(reserve('r1', 29_000_000), order);
  const adjust = (francs: number) =>
    ({
      type: 'AdjustCommitment',
      commitmentId: 'o1',
      adjustmentId: 'amendment-1',
      change: xof(francs),
      document: { kind: 'purchase_order', id: 'o1', reference: 'PO-o1' },
      effectiveAt: '2026-09-25',
    }) as const;

  test('up needs available funds, down is at most what is open', () => {
    given(committed)
      .when(adjust(5_800_000), facts)
      .thenLike([{ type: 'CommitmentAdjusted', data: { amount: usd('10000.00') } }]);
    given(committed)
      .when(adjust(5_800_006), facts)
      .thenLike([
        {
          type: 'CommitmentAdjustmentRejected',
          data: { code: 'insufficient_funds', shortfall: usd('0.01') },
        },
      ]);
    given(committed)
      .when(adjust(-29_000_000), facts)
      .thenLike([{ type: 'CommitmentAdjusted', data: { amount: usd('-50000.00') } }])
      .thenState({ figures: { committed: 0n } });
    given(committed)
      .when(adjust(-29_000_001), facts)
      .thenLike([
        {
          type: 'CommitmentAdjustmentRejected',
          data: { code: 'commitment_change_too_large', shortfall: usd('0.00') },
        },
      ]);
  });

  test('a change of an order that is not committed is answered as well', () => {
    given(reserved)
      .when(adjust(580), facts)
      .thenLike([{ type: 'CommitmentAdjustmentRejected', data: { code: 'commitment_not_held' } }]);
  });

  test('what a delivery on hold will need cannot be taken away', () => {
    const october = factsAt('2026-10-12');
    const full = after(commit('o1', 34_800_000, { reservationId: null }));
    const held = [...full, ...given(full).when(deliver('d1', 34_000_000), october).events()];
    given(held)
      .when(adjust(-800_001), facts)
      .thenLike([{ type: 'CommitmentAdjustmentRejected' }]);
    given(held)
      .when(adjust(-800_000), facts)
      .thenLike([
        { type: 'CommitmentAdjusted', data: { amount: usd('-1379.31') } },
        { type: 'ExpenditureAccrued' },
        { type: 'CommitmentLiquidated' },
        { type: 'ExchangeDifferenceRecognised' },
      ])
      .thenState({ figures: { committed: 0n } });
  });

  test.each([580, -580])('an amendment by %i is taken back exactly, once', (francs) => {
    const amended = [...committed, ...given(committed).when(adjust(francs), facts).events()];
    const takeBack = {
      type: 'TakeBackAdjustment',
      ...{ commitmentId: 'o1', adjustmentId: 'amendment-1', effectiveAt: '2026-09-25' },
    } as const;
    const back = given(amended)
      .when(takeBack, facts)
      .thenLike([
        {
          type: 'CommitmentAdjustmentTakenBack',
          data: { amount: usd(francs > 0 ? '-1.00' : '1.00'), documentAmount: xof(-francs) },
        },
      ])
      .thenState({ figures: { committed: 5_000_000n } });
    given([...amended, ...back.events])
      .when(takeBack, facts)
      .thenNothing();
    given(committed).when(takeBack, facts).thenNothing();
  });

  test('an amendment counts once', () => {
    const amended = [...committed, ...given(committed).when(adjust(580), facts).events()];
    given(amended).when(adjust(580), facts).thenNothing();
  });

  test('closing releases what was not delivered, once', () => {
    const close = {
      type: 'CloseCommitment',
      commitmentId: 'o1',
      ...({ outcome: 'closed', effectiveAt: '2026-11-20' } as const),
    } as const;
    const delivered = [
      ...committed,
      ...given(committed).when(deliver('d1', 11_600_000), facts).events(),
    ];
    const closed = given(delivered)
      .when(close, facts)
      .thenLike([
        {
          type: 'CommitmentReleased',
          data: { amount: usd('30000.00'), documentAmount: xof(17_400_000) },
        },
      ])
      .thenState({ figures: { committed: 0n, expended: 2_000_000n } });
    given([...delivered, ...closed.events])
      .when(close, facts)
      .thenNothing();
  });
});
