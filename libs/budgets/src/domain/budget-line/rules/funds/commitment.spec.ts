import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  deliver,
  factsAt,
  openWith,
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
      .when(cancel)
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
      .when(cancel)
      .thenLike([
        { type: 'CommitmentCancelled' },
        { type: 'ReservationReinstated', data: { amount: usd('49000.00') } },
      ]);
  });

  test('no effect for another round, without a commitment, or after a delivery', () => {
    given(reserved).when(cancel).thenNothing();
    const committed = after(reserve('r1', 29_000_000), order);
    given(committed)
      .when({ ...cancel, approval: 2 })
      .thenNothing();
    given([...committed, ...given(committed).when(deliver('d1', 1_000), facts).events()])
      .when(cancel)
      .thenRejected('commitment_not_held');
  });
});

describe('taking back a commitment that waits for funds to accrue its delivery', () => {
  test('is refused: the delivery would be accrued on nothing once there are funds', () => {
    // One franc is no cent; nine are two, and there is but one.
    const open = openWith('0.01');
    const order = commit('o1', 1, { reservationId: null });
    const committed = [...open, ...given(open).when(order, facts).events()];
    const held = given(committed).when(deliver('d1', 9, { on: '2026-09-16' }), facts);
    held.thenLike([{ type: 'DeliveryHeld' }]);
    given([...committed, ...held.events()])
      .when({
        type: 'CancelCommitment',
        ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2026-09-20' },
      })
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
    given(committed).when(adjust(5_800_006), facts).thenRejected('insufficient_funds');
    given(committed)
      .when(adjust(-29_000_000), facts)
      .thenLike([{ type: 'CommitmentAdjusted', data: { amount: usd('-50000.00') } }])
      .thenState({ figures: { committed: 0n } });
    given(committed)
      .when(adjust(-29_000_001), facts)
      .thenRejected('commitment_change_too_large', { open: '29000000', currency: 'XOF' });
  });

  test('an amendment counts once', () => {
    const amended = [...committed, ...given(committed).when(adjust(580), facts).events()];
    given(amended).when(adjust(580), facts).thenNothing();
  });

  test('closing releases what was not delivered, once', () => {
    const close = {
      type: 'CloseCommitment',
      commitmentId: 'o1',
      effectiveAt: '2026-11-20',
    } as const;
    const delivered = [
      ...committed,
      ...given(committed).when(deliver('d1', 11_600_000), facts).events(),
    ];
    const closed = given(delivered)
      .when(close)
      .thenLike([
        {
          type: 'CommitmentReleased',
          data: { amount: usd('30000.00'), documentAmount: xof(17_400_000) },
        },
      ])
      .thenState({ figures: { committed: 0n, expended: 2_000_000n } });
    given([...delivered, ...closed.events])
      .when(close)
      .thenNothing();
  });
});
