import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { by, deliver, openWith, pay, usd, xof } from '../../../../../testing/budget-line.js';
import { rateFor } from '../../../rate-table/rates.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { availableOf, unliquidatedOf } from '../../movements.js';
import { commit, factsAt } from '../../../../../testing/budget-line.js';

const { given } = givenWhenThen(budgetLine);
const at = (rate: string) => {
  const rates = { month: '2026-09', base: 'USD', version: 1, rates: { XOF: rate } };
  const used = rateFor('XOF', 'USD', rates) ?? { used: null };
  return { ...factsAt('2026-09-15'), rates, rate: used };
};
const at500 = at('500');
type Step = readonly [BudgetLineCommand, ReturnType<typeof at>];
const after = (history: readonly BudgetLineEvent[], ...steps: readonly Step[]) =>
  steps.reduce<readonly BudgetLineEvent[]>(
    (all, [command, facts]) => [...all, ...given(all).when(command, facts).events()],
    history,
  );
/** 3 × 100,000 francs at 500 are 600.00; delivered in the parts and at the rates that are given. */
const received = (dollars: string, ...parts: readonly (readonly [number, string])[]) =>
  after(
    openWith(dollars),
    [commit('o1', 300_000, { reservationId: null }), at500],
    ...parts.map(([francs, rate], n): Step => [
      deliver(`d${n + 1}`, francs, { on: '2026-09-25' }),
      at(rate),
    ]),
  );
const reprice = (francs: number, repricingId = 'i1', open = 0) =>
  ({
    type: 'RepriceDeliveries',
    ...{ commitmentId: 'o1', repricingId, effectiveAt: '2026-09-28' },
    ...{ accepted: xof(francs), open: xof(open) },
    document: { kind: 'purchase_order', id: 'o1', reference: 'PO-o1' },
  }) as const;
const takeBack = {
  type: 'TakeBackAdjustment',
  ...{ commitmentId: 'o1', adjustmentId: 'i1', effectiveAt: '2026-09-28' },
} as const;
const reverse = (deliveryId: string) =>
  ({
    type: 'ReverseDelivery',
    ...{ commitmentId: 'o1', deliveryId, effectiveAt: '2026-10-01' },
  }) as const;

const figuresOf = (history: readonly BudgetLineEvent[]) => {
  const { figures } = fold(budgetLine, history);
  const { expended, committed, disbursed, advances } = figures;
  const computed = { available: availableOf(figures), unliquidated: unliquidatedOf(figures) };
  return { ...computed, expended, committed, disbursed, advances };
};

describe('an invoice below the price of the order', () => {
  test('lowers the expenditure, and leaves nothing open after its payment', () => {
    const cheaper = after(received('600.00', [300_000, '500']), [reprice(-3_000), at500]);
    expect(figuresOf(cheaper)).toMatchObject({ expended: 59_400n, committed: 0n, available: 600n });
    const paid = after(cheaper, [pay('p1', 297_000), at500]);
    expect(figuresOf(paid)).toMatchObject({ unliquidated: 0n, disbursed: 59_400n, advances: 0n });
  });
});

describe('an invoice above the price of the order', () => {
  test('takes the rest from the available funds', () => {
    const dearer = after(received('606.00', [300_000, '500']), [reprice(3_000), at500]);
    expect(figuresOf(dearer)).toMatchObject({ expended: 60_600n, available: 0n, committed: 0n });
    const paid = after(dearer, [pay('p1', 303_000), at500]);
    expect(figuresOf(paid)).toMatchObject({ unliquidated: 0n, disbursed: 60_600n, advances: 0n });
  });

  test('is refused without funds, with the shortfall; the answer is stored', () => {
    const all = received('600.00', [300_000, '500']);
    const refused = given(all)
      .when(reprice(3_000), at500)
      .thenLike([
        {
          type: 'RepricingRejected',
          data: { code: 'insufficient_funds', shortfall: usd('6.00'), requested: usd('6.00') },
        },
      ]);
    given([...all, ...refused.events])
      .when(reprice(3_000), at500)
      .thenNothing();
  });

  test('may use an authorised overrun', () => {
    const overrun = {
      type: 'AuthoriseOverrun',
      ...{ cap: usd('6.00'), expiresOn: '2026-12-31', authority: 'Chief', reason: 'Price', by },
      today: '2026-09-26',
    } as const;
    const dearer = after(
      received('600.00', [300_000, '500']),
      [overrun, at500],
      [reprice(3_000), at500],
    );
    expect(figuresOf(dearer)).toMatchObject({ expended: 60_600n, available: -600n });
  });
});

describe('a change of price', () => {
  test('is shared by the unpaid deliveries, each at the rate of its accrual', () => {
    // 600.00 and 200,000 francs at 400 are 500.00, of which 100.00 are exchange difference.
    const two = received('1000.00', [100_000, '500'], [200_000, '400']);
    given(two)
      .when(reprice(-3_000), at500)
      .thenLike([
        {
          type: 'DeliveriesRepriced',
          data: {
            ...{ amount: usd('-7.00'), documentAmount: xof(-3_000), total: usd('-7.00') },
            parts: [
              { deliveryId: 'd1', amount: usd('-2.00'), liquidated: usd('-2.00') },
              { deliveryId: 'd2', amount: usd('-5.00'), liquidated: usd('-4.00') },
            ],
          },
        },
        { type: 'ExchangeDifferenceRecognised', data: { amount: usd('-1.00') } },
      ])
      .thenState({ figures: { deliveryExchangeDifference: 9_900n, committed: 0n } });
  });

  test('leaves what is not delivered as it is', () => {
    const part = after(received('700.00', [100_000, '500']), [reprice(1_000), at500]);
    expect(figuresOf(part)).toMatchObject({ expended: 20_200n, committed: 40_000n });
    const rest = after(part, [deliver('d2', 200_000, { on: '2026-09-29' }), at500]);
    expect(figuresOf(rest)).toMatchObject({ expended: 60_200n, committed: 0n });
  });

  test('is of delivered goods: what is paid and costs less is owed again', () => {
    const rejected = [
      { type: 'RepricingRejected' as const, data: { code: 'delivery_not_accrued' } },
    ];
    given(received('700.00')).when(reprice(1_000), at500).thenLike(rejected);
    const paid = after(received('700.00', [300_000, '500']), [pay('p1', 298_000), at500]);
    given(paid).when(reprice(-300_001), at500).thenLike(rejected);
    given(paid)
      .when(reprice(-2_000), at500)
      .thenLike([{ type: 'DeliveriesRepriced' }]);
    given(paid)
      .when(reprice(-2_500), at500)
      .thenLike([
        { type: 'SettlementReversed', data: { documentAmount: xof(500) } },
        { type: 'ReceivableRecognised', data: { amount: usd('1.00') } },
        { type: 'DeliveriesRepriced', data: { amount: usd('-5.00') } },
      ])
      .thenState({ figures: { expended: 59_500n, settled: 59_500n, advances: 100n } });
    given(openWith('1.00'))
      .when(reprice(1), at500)
      .thenLike([{ type: 'RepricingRejected', data: { code: 'commitment_not_held' } }]);
  });

  test('is of all goods where all are paid; what is owed pays it', () => {
    const whole = received('700.00', [300_000, '500']);
    const cheaper = after(whole, [pay('p1', 300_000), at500], [reprice(-100_000), at500]);
    expect(figuresOf(cheaper)).toMatchObject({ expended: 40_000n, advances: 20_000n });
    const again = after(cheaper, [reprice(50_000, 'i2'), at500]);
    expect(figuresOf(again)).toMatchObject({ expended: 50_000n, advances: 10_000n });
    const none = after(cheaper, [reprice(-200_000, 'i3'), at500], [reprice(150_000, 'i4'), at500]);
    expect(figuresOf(none)).toMatchObject({ expended: 30_000n, advances: 30_000n });
  });

  test.each([3_000, -3_000])('by %i is taken back exactly, once', (francs) => {
    const before = received('700.00', [100_001, '500'], [199_999, '401']);
    const changed = after(before, [reprice(francs), at500]);
    const back = after(changed, [takeBack, at500]);
    expect(fold(budgetLine, back).figures).toEqual(fold(budgetLine, before).figures);
    given(back).when(takeBack, at500).thenNothing();
    given(before).when(takeBack, at500).thenNothing();
  });

  test('is reinstated with the goods, and changed there by the order', () => {
    const back = after(
      received('606.00', [300_000, '500']),
      [reprice(3_000), at500],
      [reverse('d1'), at500],
    );
    expect(figuresOf(back)).toMatchObject({ expended: 0n, committed: 60_600n });
    const [reinstated] = back.filter(({ type }) => type === 'CommitmentReinstated');
    expect(reinstated).toMatchObject({ data: { documentAmount: xof(303_000) } });
    given(back)
      .when(reprice(0, 'i2', -3_000), at500)
      .thenLike([
        { type: 'CommitmentRepriced', data: { amount: usd('-6.00'), documentAmount: xof(-3_000) } },
        { type: 'DeliveriesRepriced', data: { total: usd('-6.00'), parts: [] } },
      ])
      .thenState({ figures: { committed: 60_000n } });
    given(back)
      .when(reprice(0, 'i2', -303_001), at500)
      .thenLike([{ type: 'RepricingRejected', data: { code: 'commitment_change_too_large' } }]);
  });

  test('moves from what was delivered to what is to come, without funds', () => {
    const delivered = after(
      openWith('480.00'),
      [commit('o1', 240_000, { reservationId: null }), at500],
      [deliver('d1', 140_000), at500],
    );
    const moved = given(delivered).when(reprice(-40_000, 'i1', 40_000), at500);
    moved.thenLike([{ type: 'DeliveriesRepriced' }, { type: 'CommitmentRepriced' }]);
    moved.thenState({ figures: { committed: 28_000n, expended: 20_000n } });
    given([...delivered, ...moved.events()])
      .when(reprice(40_000, 'i2', -40_000), at500)
      .thenLike([{ type: 'CommitmentRepriced' }, { type: 'DeliveriesRepriced' }])
      .thenState({ figures: { committed: 20_000n, expended: 28_000n } });
  });
});

test('nothing is open in a terminated order, at whatever price', () => {
  const back = after(
    received('600.00', [300_000, '500']),
    [reprice(-3_000), at500],
    [reverse('d1'), at500],
    [
      {
        type: 'CloseCommitment',
        ...{ commitmentId: 'o1', outcome: 'terminated', effectiveAt: '2026-10-02' },
      },
      at500,
    ],
    [reprice(0, 'i2', 3_000), at500],
  );
  expect(figuresOf(back)).toMatchObject({ expended: 0n, committed: 0n, available: 60_000n });
});

test('goods that had cost nothing cost what others leave open, at the rate of their order', () => {
  const free = after(
    received('600.00', [300_000, '500']),
    [deliver('d2', 0), at('400')],
    [reverse('d1'), at500],
    [reprice(100_000, 'i2', -100_000), at('400')],
  );
  expect(figuresOf(free)).toMatchObject({ expended: 20_000n, committed: 40_000n });
  const back = after(free, [reverse('d2'), at500]);
  expect(figuresOf(back)).toMatchObject({ expended: 0n, committed: 60_000n });
});

describe('a credit note after the payment', () => {
  const credit = (francs: number) =>
    ({
      type: 'RecordCredit',
      ...{ commitmentId: 'o1', creditNoteId: 'cn1', amount: xof(francs) },
      effectiveAt: '2026-11-20',
    }) as const;
  // Accrued 750.00 at 400, paid 600.00 at 500.
  const paid = after(received('1000.00', [300_000, '400']), [pay('p1', 300_000), at500]);

  test('lowers the expenditure at its own rate; the vendor owes the cash', () => {
    given(paid)
      .when(credit(30_000), at500)
      .thenLike([
        { type: 'SettlementReversed', data: { amount: usd('75.00'), paid: usd('60.00') } },
        { type: 'PaymentExchangeDifferenceRecognised', data: { amount: usd('15.00') } },
        { type: 'ReceivableRecognised', data: { amount: usd('60.00') } },
        { type: 'ExpenditureCredited', data: { amount: usd('75.00') } },
        { type: 'ExchangeDifferenceRecognised', data: { amount: usd('-15.00') } },
      ])
      .thenState({
        figures: {
          ...{ expended: 67_500n, settled: 67_500n, disbursed: 60_000n, advances: 6_000n },
          paymentExchangeDifference: -13_500n,
        },
      });
  });

  test('is not posted before the payment that it takes from', () => {
    given(paid)
      .when({ ...credit(30_000), effectiveAt: '2026-10-01' }, at500)
      .thenLike([
        { type: 'SettlementReversed' },
        { type: 'PaymentExchangeDifferenceRecognised' },
        { type: 'ReceivableRecognised' },
        {
          type: 'ExpenditureCredited',
          effectiveAt: '2026-11-05',
          data: { documentDate: '2026-10-01' },
        },
        { type: 'ExchangeDifferenceRecognised' },
      ]);
  });

  test('of returned goods is given back to what is open: others cost what was ordered', () => {
    const back = after(paid, [credit(30_000), at500], [reverse('d1'), at500]);
    expect(figuresOf(back)).toMatchObject({ committed: 54_000n });
    const again = after(back, [reprice(0, 'r9', 30_000), at500]);
    expect(figuresOf(again)).toMatchObject({ committed: 60_000n, expended: 0n });
  });

  test('is of what was delivered, the unpaid part last; that uses what is owed', () => {
    given(paid).when(credit(300_001), at500).thenRejected('delivery_not_recorded');
    const partly = after(received('600.00', [300_000, '500']), [pay('p1', 100_000), at500]);
    given(partly)
      .when(credit(150_000), at500)
      .thenState({ figures: { expended: 30_000n, settled: 20_000n, advances: 0n } });
  });

  test('stays when the rest of the goods is returned', () => {
    const back = after(paid, [credit(30_000), at500], [reverse('d1'), at500]);
    expect(figuresOf(back)).toMatchObject({
      ...{ expended: 0n, committed: 54_000n, advances: 60_000n, unliquidated: 54_000n },
    });
  });
});

test('an amendment at another rate, used by a delivery before it is taken back, leaves nothing open', () => {
  const amendment = {
    type: 'AdjustCommitment',
    ...{ commitmentId: 'o1', adjustmentId: 'a1', change: xof(40_000), effectiveAt: '2026-09-20' },
    document: { kind: 'purchase_order', id: 'o1', reference: 'PO-o1' },
  } as const;
  // 600.00 and 100.00 at 400; the delivery of 300,000 of 340,000 francs liquidates 617.65 of both.
  const delivered = after(
    openWith('900.00'),
    [commit('o1', 300_000, { reservationId: null }), at500],
    [amendment, at('400')],
    [deliver('d1', 300_000, { on: '2026-09-25' }), at500],
  );
  expect(fold(budgetLine, delivered).figures.committed).toBe(8_235n);
  given(delivered)
    .when(
      {
        type: 'TakeBackAdjustment',
        ...{ commitmentId: 'o1', adjustmentId: 'a1', effectiveAt: '2026-09-26' },
      },
      at500,
    )
    .thenLike([
      {
        type: 'CommitmentAdjustmentTakenBack',
        data: { amount: usd('-82.35'), documentAmount: xof(-40_000) },
      },
    ])
    .thenState({ figures: { committed: 0n } });
});
