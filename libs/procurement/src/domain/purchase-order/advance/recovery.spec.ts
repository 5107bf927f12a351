import { describe, expect, test } from '@jest/globals';
import { fold, priceOf, sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import { orderWithAdvance, paidAhead } from '../../../../testing/advances/events.js';
import { claimed, nobody, recorded, xof } from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { evolveOrder } from '../order.evolve.js';
import type { OrderState } from '../order.state.js';
import { outstandingOf, recoveredBy } from './advance.state.js';
import { shareOf } from './advance.recovery.js';

const spec = givenWhenThen(purchaseOrder);
const given = (...events: readonly OrderEvent[]) => spec.given([...orderWithAdvance, ...events]);
const on = '2026-10-22';
const agree = (invoiceId: string) => ({ type: 'AgreePrice', invoiceId, on }) as const;
const matching = { invoiceProblem: null };
const recovery = (paymentId: string, invoiceId: string, francs: number) => ({
  type: 'AdvanceRecovered' as const,
  data: {
    ...{ paymentId, invoiceId, effectiveAt: on },
    lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) }],
  },
});

describe('the recovery of an advance', () => {
  test('is in proportion to the order, and the last invoice takes the remainder', () => {
    const first = given(recorded('r1', 100), claimed('i1', 33), ...paidAhead('p1', 1_000_000));
    const agreed = first.when(agree('i1'), matching);
    agreed.thenLike([{ type: 'InvoicePriceAgreed' }, recovery('p1', 'i1', 330_000)]);
    const before = [
      ...[recorded('r1', 100), claimed('i1', 33), ...paidAhead('p1', 1_000_000)],
      ...agreed.events(),
    ];
    const rest = given(...before, claimed('i2', 67)).when(agree('i2'), matching);
    rest.thenLike([{ type: 'InvoicePriceAgreed' }, recovery('p1', 'i2', 670_000)]);
    given(...before)
      .when(agree('i1'), matching)
      .thenLike([{ type: 'InvoicePriceAgreed' }]);
  });

  test('takes the oldest advance first, and only what the bank has confirmed', () => {
    const two = [...paidAhead('p1', 300_000), ...paidAhead('p2', 700_000)];
    given(recorded('r1', 50), claimed('i1', 50), ...two)
      .when(agree('i1'), matching)
      .thenLike([
        { type: 'InvoicePriceAgreed' },
        recovery('p1', 'i1', 300_000),
        recovery('p2', 'i1', 200_000),
      ]);
  });

  test('comes with the answer of budgets where the invoice has another price', () => {
    const events = [recorded('r1', 40), claimed('i1', 40, 279_400), ...paidAhead('p1', 1_000_000)];
    const asking = given(...events).when(agree('i1'), matching);
    asking.thenLike([{ type: 'PriceAdjustmentRequested' }]);
    const [request] = asking.events();
    const adjustmentId =
      request?.type === 'PriceAdjustmentRequested' ? request.data.adjustmentId : '';
    given(...events, ...asking.events())
      .when({ type: 'AcceptPriceAdjustment', adjustmentId, on })
      .thenLike([{ type: 'PriceAdjusted' }, recovery('p1', 'i1', 400_000)]);
  });

  test('pays its invoice: no payment takes it again, and the goods are not free', () => {
    const events = [recorded('r1', 40), claimed('i1', 40), ...paidAhead('p1', 1_000_000)];
    const agreed = given(...events)
      .when(agree('i1'), matching)
      .events();
    const pay = (francs: number) =>
      given(...events, ...agreed, {
        type: 'ReceiptAccrued',
        data: { receiptId: 'r1', budgetLineId: 'line-1' },
      }).when(
        { type: 'ClearPayment', paymentId: 'p9' },
        {
          payment: {
            ...{ paymentId: 'p9', invoiceId: 'i1', valueDate: '2026-11-05' },
            lines: [{ orderLine: 1, amountMinor: BigInt(francs) }],
          },
          ...nobody,
          ...matching,
        },
      );
    pay(40 * 278_400 - 400_000).thenLike([{ type: 'PaymentCleared' }]);
    pay(40 * 278_400 - 399_999).thenLike([{ type: 'PaymentClearanceRefused' }]);
  });

  test('rounds half up, once', () => {
    expect(shareOf({ outstanding: 10n, invoiced: 1n, open: 4n })).toBe(3n);
    expect(shareOf({ outstanding: 10n, invoiced: 1n, open: 7n })).toBe(1n);
    expect(shareOf({ outstanding: 10n, invoiced: 7n, open: 7n })).toBe(10n);
  });
});

describe('over all invoices of an order', () => {
  const quantities = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

  test('an advance is recovered to the last unit, and no invoice recovers more than it costs', () => {
    fc.assert(
      fc.property(
        quantities,
        fc.array(fc.nat(99), { minLength: 8, maxLength: 8 }),
        (parts, when) => {
          const whole = parts.reduce((sum, part) => sum + part, 0);
          let state = orderOf(whole);
          let paid = 0n;
          for (const [n, part] of parts.entries()) {
            const most =
              (priceOf(BigInt(whole) * 1000n, PRICE) * 30n) / 100n - outstandingOf(state);
            const amount =
              (least(most, left(state) - outstandingOf(state)) * BigInt((when[n] ?? 0) + 1)) / 100n;
            if (amount > 0n) {
              state = run(state, ahead(`p${n}`, amount));
              paid += amount;
            }
            state = bill(state, `i${n}`, part);
            const total = sumMinor(
              state.invoices.at(-1)?.lines.map((line) => line.amountMinor) ?? [],
            );
            const recovered = recoveredBy(state, `i${n}`).flatMap((one) => one.lines);
            expect(sumMinor(recovered.map((line) => line.amountMinor))).toBeLessThanOrEqual(total);
            expect(outstandingOf(state)).toBeLessThanOrEqual(left(state));
          }
          expect(outstandingOf(state)).toBe(0n);
          const recovered = state.advances.flatMap((one) => one.recoveries.flatMap((r) => r.lines));
          expect(sumMinor(recovered.map((line) => line.amountMinor))).toBe(paid);
        },
      ),
      seeded('recoveries of advances', { runs: 200 }).parameters,
    );
  });
});

const PRICE = 333n;
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const run = (state: OrderState, events: readonly OrderEvent[]): OrderState =>
  events.reduce(evolveOrder, state);

/** An issued order of one line at an odd price, with an advance of 30 %. */
function orderOf(quantity: number): OrderState {
  const state = fold(purchaseOrder, [...orderWithAdvance]);
  const amountMinor = priceOf(BigInt(quantity) * 1000n, PRICE);
  const lines = state.lines.map((line) => ({
    ...{ ...line, amountMinor },
    ...{ quantity: BigInt(quantity) * 1000n, unitPriceMinor: PRICE },
  }));
  return { ...state, lines };
}

/** What is not approved of its invoices. */
const left = (state: OrderState): bigint =>
  sumMinor(state.lines.map((line) => line.amountMinor)) -
  sumMinor(state.invoices.flatMap((one) => one.lines.map((line) => line.orderedMinor)));

const ahead = (paymentId: string, amount: bigint): readonly OrderEvent[] =>
  paidAhead(paymentId, Number(amount));

/** An invoice is registered and approved. */
function bill(state: OrderState, invoiceId: string, quantity: number): OrderState {
  const price = Number(PRICE);
  const { data } = claimed(invoiceId, quantity);
  const amount = xof(quantity * price);
  const lines = data.lines.map((line) => ({
    ...line,
    unitPrice: xof(price),
    amount,
    ordered: amount,
  }));
  const billed = run(state, [{ type: 'OrderInvoiced', data: { ...data, lines } }]);
  const decided = purchaseOrder.decide(agree(invoiceId), billed, {
    id: 'o1',
    ...matching,
  } as never);
  if (!decided.ok) throw new Error('not agreed');
  return run(billed, decided.value);
}
