import { describe, expect, test } from '@jest/globals';
import { sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  free,
  left,
  orderWithAdvance,
  paidAhead,
  setAside,
} from '../../../../../testing/advances/events.js';
import { dateProblem } from '../../../../../testing/date-problem.js';
import {
  claimed,
  nobody,
  orderEvents,
  orderLine,
  people,
  recorded,
  xof,
} from '../../../../../testing/purchase.js';
import { purchaseOrder } from '../../order.decide.js';
import type { OrderEvent } from '../../order.events.js';
import { owedTotal } from '../../owed/owed.state.js';
import { outstandingOf } from '../advance.state.js';

const spec = givenWhenThen(purchaseOrder);
const given = (...events: readonly OrderEvent[]) => spec.given([...orderWithAdvance, ...events]);
const by = people.buyer;
const id = 'order-1';
const on = '2026-10-22';
const today = '2026-11-10';
const usable = { id, dateProblem: null };
const act = { reason: 'The vendor has stopped', effectiveAt: on, by, today };
const reclaim = { type: 'ReclaimAdvance', ...act } as const;
const agree = (invoiceId: string) => ({ type: 'AgreePrice', invoiceId, on }) as const;
const matching = { invoiceProblem: null };
const line = (francs: number) => [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) }];
const owing = (paymentId: string, francs: number) => [
  {
    type: 'AdvanceReclaimed' as const,
    data: { paymentId, reason: act.reason, effectiveAt: on, lines: line(francs), by },
  },
  {
    type: 'ReceivableArisen' as const,
    data: {
      cause: { kind: 'advance' as const, id: paymentId },
      effectiveAt: on,
      lines: line(francs),
    },
  },
];
/** 40 of 100 came, and their invoice has recovered 400,000 of 1,000,000. */
const partly = (() => {
  const events = [recorded('r1', 40), claimed('i1', 40), ...paidAhead('p1', 1_000_000)];
  const agreed = given(...events).when(agree('i1'), matching);
  return [...events, ...agreed.events()];
})();
const reclaimed = [
  ...partly,
  ...given(...partly)
    .when(reclaim, usable)
    .events(),
];
const receivableId = (() => {
  const arisen = reclaimed.find(({ type }) => type === 'ReceivableArisen');
  return arisen?.type === 'ReceivableArisen' ? arisen.data.receivableId : '';
})();
const then = (events: readonly OrderEvent[], ...more: readonly OrderEvent[]) => [
  ...events,
  ...more,
];
const aside = (francs: number, endingId = 'e1') =>
  ({ type: 'SetOwedAside', receivableId, endingId, lines: line(francs) }) as const;
const end = (except: readonly string[] = [], endingId = 'e1') =>
  ({ type: 'EndOwed', receivableId, endingId, except, on, writtenOff: false }) as const;
const ended = (francs: number, events: readonly OrderEvent[]): readonly OrderEvent[] => {
  const history = then(
    events,
    ...given(...events)
      .when(aside(francs), { id })
      .events(),
  );
  return then(
    history,
    ...given(...history)
      .when(end(), { id })
      .events(),
  );
};

describe('an advance whose goods do not come', () => {
  test('is owed by the vendor, as far as no invoice has recovered it', () => {
    given(...partly)
      .when(reclaim, usable)
      .thenLike(owing('p1', 600_000));
    const whole = paidAhead('p1', 1_000_000);
    given(...whole)
      .when(reclaim, usable)
      .thenLike(owing('p1', 1_000_000));
    const state = given(...reclaimed).state;
    expect(outstandingOf(state)).toBe(0n);
    expect(owedTotal(state)).toBe(600_000n);
  });

  test('is reclaimed once, and each advance apart', () => {
    given(...reclaimed)
      .when(reclaim, usable)
      .thenRejected('advance_not_outstanding', { reference: 'PO-2026-0001' });
    given().when(reclaim, usable).thenRejected('advance_not_outstanding');
    const two = [...paidAhead('p1', 1_000_000), ...paidAhead('p2', 500_000)];
    const both = given(...two).when(reclaim, usable);
    both.thenLike([...owing('p1', 1_000_000), ...owing('p2', 500_000)]);
    expect(
      both.events().flatMap((one) => ('reference' in one.data ? one.data.reference : [])),
    ).toEqual(['PO-2026-0001-R1', 'PO-2026-0001-R2']);
  });

  test('is not reclaimed while one is on its way; one that is prepared is left alone', () => {
    const way = [...paidAhead('p1', 1_000_000), setAside('p2', 500_000)];
    given(...way, left('p2'))
      .when(reclaim, usable)
      .thenRejected('advance_on_its_way');
    given(...way)
      .when(reclaim, usable)
      .thenLike(owing('p1', 1_000_000));
    given(setAside('p2', 500_000)).when(reclaim, usable).thenRejected('advance_not_outstanding');
  });

  test('is reclaimed on a usable date that is not before its payment, of a living order', () => {
    const history = given(...paidAhead('p1', 1_000_000));
    history
      .when({ ...reclaim, effectiveAt: '2026-09-29' }, usable)
      .thenRejected('date_before_previous_step', { earliest: '2026-09-30' });
    history.when(reclaim, { id, dateProblem }).thenRejected('date_refused');
    const held: OrderEvent = { type: 'PurchaseOrderHeld', data: { reason: 'x', by } };
    given(...paidAhead('p1', 1_000_000), held)
      .when(reclaim, usable)
      .thenLike(owing('p1', 1_000_000));
    spec.given([orderEvents.created]).when(reclaim, usable).thenRejected('order_wrong_status');
  });
});

describe('what was reclaimed', () => {
  test('no invoice recovers, also one that was waiting for budgets', () => {
    given(...reclaimed, recorded('r2', 60), claimed('i2', 60))
      .when(agree('i2'), matching)
      .thenLike([{ type: 'InvoicePriceAgreed' }]);
    const events = [recorded('r1', 40), claimed('i1', 40, 279_400), ...paidAhead('p1', 1_000_000)];
    const asking = then(
      events,
      ...given(...events)
        .when(agree('i1'), matching)
        .events(),
    );
    const after = then(
      asking,
      ...given(...asking)
        .when(reclaim, usable)
        .events(),
    );
    const adjustmentId = given(...after).state.pendingAdjustments[0]?.adjustmentId ?? '';
    given(...after)
      .when({ type: 'AcceptPriceAdjustment', adjustmentId, on }, { id })
      .thenLike([{ type: 'PriceAdjusted' }]);
  });

  test('no goods cover: what comes all the same is invoiced in full', () => {
    const delivery = {
      receipt: {
        ...{ deliveredOn: today, receivers: [people.receiver] },
        lines: [{ orderLine: 1, accepted: 60_000n }],
      },
      ...{ tolerancePercent: '0', dateProblem: null },
    };
    given(...reclaimed)
      .when(
        { type: 'RecordReceipt', receiptId: 'r2', by: people.receiver, today },
        { id, delivery },
      )
      .thenLike([{ type: 'ReceiptRecorded' }])
      .thenState((state) => expect(owedTotal(state)).toBe(600_000n));
  });

  test('is not returned by the bank: it is a refund of the receivable', () => {
    const whole = paidAhead('p1', 1_000_000);
    const after = then(
      whole,
      ...given(...whole)
        .when(reclaim, usable)
        .events(),
    );
    const code = 'advance_reclaimed';
    given(...after)
      .when({ type: 'WithdrawAdvance', paymentId: 'p1', on })
      .thenLike([{ type: 'AdvanceWithdrawalRefused', data: { refusal: { code } } }]);
  });

  test('stops the other payments of the order, and another advance', () => {
    const code = 'vendor_owes_on_order';
    const payment = {
      ...{ paymentId: 'p9', invoiceId: 'i1', valueDate: today },
      lines: [{ orderLine: 1, amountMinor: 1n }],
    };
    given(...reclaimed)
      .when({ type: 'ClearPayment', paymentId: 'p9' }, { payment, ...nobody, ...matching })
      .thenLike([{ type: 'PaymentClearanceRefused', data: { refusal: { code } } }]);
    given(...reclaimed)
      .when(
        { type: 'AllocateAdvance', paymentId: 'p2', amount: xof(1), guarantee: null, today },
        free,
      )
      .thenLike([{ type: 'AdvanceAllocationRefused', data: { refusal: { code } } }]);
  });

  test('lets the order be terminated, not cancelled', () => {
    given(...partly)
      .when({ type: 'TerminateOrder', ...act }, usable)
      .thenRejected('order_has_advance');
    given(...reclaimed)
      .when({ type: 'TerminateOrder', ...act }, usable)
      .thenLike([{ type: 'PurchaseOrderTerminated' }]);
    const whole = paidAhead('p1', 1_000_000);
    const after = then(
      whole,
      ...given(...whole)
        .when(reclaim, usable)
        .events(),
    );
    for (const history of [after, ended(1_000_000, after)]) {
      given(...history)
        .when({ type: 'CancelOrder', ...act }, usable)
        .thenRejected('order_advance_reclaimed');
    }
  });

  test('ends without a change of any invoice, in parts; then the order can be paid', () => {
    const half = ended(250_000, reclaimed);
    expect(half.at(-1)).toMatchObject({
      type: 'OwedEnded',
      data: { lines: line(250_000), claims: [] },
    });
    expect(owedTotal(given(...half).state)).toBe(350_000n);
    const all = ended(350_000, half);
    expect(given(...all).state).toMatchObject({ owed: [], ended: [] });
  });

  test('that a budget line cannot bear as a loss stays owed', () => {
    const history = then(
      reclaimed,
      ...given(...reclaimed)
        .when(aside(600_000), { id })
        .events(),
    );
    given(...history)
      .when(end(['line-1']), { id })
      .thenLike([{ type: 'OwedReleased' }])
      .thenState((state) => expect(owedTotal(state)).toBe(600_000n));
  });

  test('and goods that are sent back are owed apart', () => {
    const back = {
      type: 'WithdrawReceipt',
      ...{ receiptId: 'r1', effectiveAt: on, reason: 'Broken', by: people.receiver, today },
    } as const;
    const both = given(...reclaimed).when(back, usable);
    both.thenLike([
      { type: 'ReceiptWithdrawn' },
      { type: 'ReceivableArisen', data: { cause: { kind: 'receipt' }, lines: line(400_000) } },
    ]);
    const history = then(reclaimed, ...both.events());
    const after = given(...history, recorded('r9', 40)).state;
    expect(owedTotal(after)).toBe(1_000_000n);
  });
});

const PRICE = 333;
const orderLines = fc.array(
  fc.record({ budgetLine: fc.nat(2), quantity: fc.integer({ min: 1, max: 40 }) }),
  { minLength: 1, maxLength: 6 },
);

/** The order with other lines. */
function orderOf(parts: readonly { budgetLine: number; quantity: number }[]): OrderEvent[] {
  const lines = parts.map(({ budgetLine, quantity }, n) => ({
    ...orderLine,
    ...{ orderLine: n + 1, requisitionLine: n + 1, budgetLineId: `line-${budgetLine}` },
    ...{ quantity: String(quantity), unitPrice: xof(PRICE), amount: xof(quantity * PRICE) },
  }));
  return orderWithAdvance.map((event) =>
    event.type === 'PurchaseOrderCreated' ? { ...event, data: { ...event.data, lines } } : event,
  );
}

test('however it is split, what is owed on each budget line is what was outstanding there', () => {
  fc.assert(
    fc.property(
      orderLines,
      fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 3 }),
      (parts, paid) => {
        let history: OrderEvent[] = orderOf(parts);
        for (const [n, francs] of paid.entries()) {
          const asked = spec.given(history).when(
            {
              type: 'AllocateAdvance',
              ...{ paymentId: `p${n}`, amount: xof(francs), guarantee: null, today },
            },
            free,
          );
          const [first] = asked.events();
          if (first?.type !== 'AdvanceAllocated') continue;
          history = [
            ...history,
            ...asked.events(),
            left(`p${n}`),
            { type: 'AdvancePaid', data: { paymentId: `p${n}` } },
          ];
        }
        const before = spec.given(history).state;
        if (outstandingOf(before) === 0n) return;
        const events = spec.given(history).when(reclaim, usable).events();
        const { advances, owed, lines } = spec.given([...history, ...events]).state;
        const budgetLineOf = (orderLine: number): string =>
          lines.find((one) => one.orderLine === orderLine)?.budgetLineId ?? '';
        const parts_ = owed.flatMap((one) => one.lines);
        for (const { budgetLineId } of advances.flatMap((one) => one.lines)) {
          const own = parts_.filter(({ orderLine }) => budgetLineOf(orderLine) === budgetLineId);
          const was = before.advances.flatMap((one) =>
            one.lines.filter((one_) => one_.budgetLineId === budgetLineId),
          );
          expect(sumMinor(own.map((one) => one.amountMinor))).toBe(
            sumMinor(was.map((one) => one.amountMinor)),
          );
        }
        expect(sumMinor(parts_.map((one) => one.amountMinor))).toBe(outstandingOf(before));
        expect(owed).toHaveLength(advances.length);
      },
    ),
    seeded('reclaimed advances', { runs: 100 }).parameters,
  );
});
