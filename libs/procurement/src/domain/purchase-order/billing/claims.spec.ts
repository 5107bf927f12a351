import { describe, expect, test } from '@jest/globals';
import { fold, priceOf, sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  claimed,
  issuedOrder,
  nobody,
  orderEvents,
  people,
  xof,
} from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';

const spec = givenWhenThen(purchaseOrder);
const today = '2026-10-13';
const record = (invoiceId = 'i1') => ({ type: 'RecordInvoice', invoiceId }) as const;
const asking = (thousandths: bigint, francs: number, currency = 'XOF') => ({
  invoice: {
    currency,
    lines: [{ orderLine: 1, quantity: thousandths, unitPriceMinor: BigInt(francs) }],
    clerk: people.clerk,
  },
});

describe('an invoice’s claim', () => {
  test('is counted once, in the order of arrival, at the order’s price and at its own', () => {
    const lines = [{ quantity: '40', amount: xof(40 * 278_500), ordered: xof(40 * 278_400) }];
    spec
      .given([...issuedOrder])
      .when(record(), asking(40_000n, 278_500))
      .thenLike([{ type: 'OrderInvoiced', data: { lines, rematch: ['i1'] } }]);
    spec
      .given([...issuedOrder, claimed('i1', 40)])
      .when(record(), asking(40_000n, 278_400))
      .thenNothing();
    spec
      .given([...issuedOrder])
      .when(record(), { invoice: null })
      .thenNothing();
  });

  test('in another currency is counted at the order’s price', () => {
    const lines = [{ amount: xof(40 * 278_400), ordered: xof(40 * 278_400) }];
    spec
      .given([...issuedOrder])
      .when(record(), asking(40_000n, 480, 'USD'))
      .thenLike([{ type: 'OrderInvoiced', data: { lines } }]);
  });

  test('when withdrawn, triggers a new match of later invoices', () => {
    spec
      .given([...issuedOrder, claimed('i1', 40), claimed('i2', 40)])
      .when({ type: 'WithdrawInvoice', invoiceId: 'i1', on: today })
      .thenLike([{ type: 'OrderInvoiceWithdrawn', data: { rematch: ['i2'] } }]);
  });

  test('when corrected, is counted anew after all others; a paid one stays', () => {
    const correct = { type: 'RecordCorrection', invoiceId: 'i1', on: today } as const;
    const both = [...issuedOrder, claimed('i1', 60), claimed('i2', 40)] as const;
    spec
      .given([...both])
      .when(correct, asking(50_000n, 278_400))
      .thenLike([
        { type: 'OrderInvoiceWithdrawn', data: { rematch: ['i2'] } },
        { type: 'OrderInvoiced', data: { lines: [{ quantity: '50' }], rematch: ['i1'] } },
      ])
      .thenState((state) =>
        expect(state.invoices.map((claim) => claim.invoiceId)).toEqual(['i2', 'i1']),
      );
    spec
      .given([...both, { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } }])
      .when(correct, asking(50_000n, 278_400))
      .thenNothing();
  });
});

/** An order of one line: so many thousandths at this price, received in parts. */
function orderOf(thousandths: bigint, francs: bigint): OrderState {
  const state = fold(purchaseOrder, [
    orderEvents.created,
    orderEvents.approved,
    orderEvents.issued,
  ]);
  const [line] = state.lines;
  if (!line) throw new Error('an order has a line');
  const amountMinor = priceOf(thousandths, francs);
  return {
    ...state,
    lines: [{ ...line, quantity: thousandths, unitPriceMinor: francs, amountMinor }],
  };
}

function after(state: OrderState, decided: ReturnType<typeof purchaseOrder.decide>): OrderState {
  if (!decided.ok) throw new Error(decided.error.code);
  return fold(purchaseOrder, decided.value, state);
}

const claim = (
  state: OrderState,
  invoiceId: string,
  [quantity, francs]: readonly [bigint, bigint],
) =>
  after(
    state,
    purchaseOrder.decide(record(invoiceId), state, {
      id: 'o1',
      ...asking(quantity, Number(francs)),
    }),
  );
const amounts = (state: OrderState): bigint[] =>
  state.invoices.flatMap((one) => one.lines.map((line) => line.amountMinor));

describe('the parts of an order line', () => {
  test('ten invoices of a half at 1,001 are 5,005, not 5,010', () => {
    let state = orderOf(5_000n, 1_001n);
    for (let n = 0; n < 10; n++) state = claim(state, `i${n}`, [500n, 1_001n]);
    expect(amounts(state).map(Number)).toEqual([501, 500, 501, 500, 501, 500, 501, 500, 501, 500]);
  });

  test('ten invoices of 0.4 at 1,001 are 4,004, not 4,000', () => {
    let state = orderOf(4_000n, 1_001n);
    for (let n = 0; n < 10; n++) state = claim(state, `i${n}`, [400n, 1_001n]);
    expect(sumMinor(amounts(state))).toBe(4_004n);
  });

  const parts = fc.array(fc.bigInt(1n, 5_000n), { minLength: 1, maxLength: 10 });
  const francs = fc.bigInt(1n, 10_000_000n);

  test('received, invoiced and paid in any parts, end at exactly the line’s amount', () => {
    fc.assert(
      fc.property(parts, parts, francs, (invoices, weights, price) => {
        const quantity = sumMinor(invoices);
        const total = priceOf(quantity, price);
        let state = orderOf(quantity, price);
        for (const [n, part] of receiptsOf(quantity, weights).entries()) {
          state = receive(state, `r${n}`, part);
        }
        for (const [n, part] of invoices.entries()) state = claim(state, `i${n}`, [part, price]);
        expect(sumMinor(amounts(state))).toBe(total);
        for (const one of [...state.invoices]) state = payInHalves(state, one.invoiceId);
        const paid = state.clearances.flatMap((one) => one.lines.map((line) => line.amountMinor));
        expect(sumMinor(paid)).toBe(total);
        const more = { type: 'ClearPayment', paymentId: 'more' } as const;
        const excess = purchaseOrder.decide(more, state, clearing('more', 'i0', 1n));
        expect(excess).toMatchObject({ value: [{ type: 'PaymentClearanceRefused' }] });
      }),
      seeded('parts of an order line', { runs: 200 }).parameters,
    );
  });

  test('withdrawn and claimed again, are never above the line’s amount', () => {
    fc.assert(
      fc.property(parts, francs, fc.nat(9), (invoices, price, which) => {
        const quantity = sumMinor(invoices);
        let state = orderOf(quantity, price);
        for (const [n, part] of invoices.entries()) state = claim(state, `i${n}`, [part, price]);
        const gone = `i${which % invoices.length}`;
        const withdraw = { type: 'WithdrawInvoice', invoiceId: gone, on: today } as const;
        state = after(state, purchaseOrder.decide(withdraw, state, { id: 'o1' }));
        state = claim(state, 'again', [invoices[which % invoices.length] ?? 0n, price]);
        expect(sumMinor(amounts(state))).toBe(priceOf(quantity, price));
      }),
      seeded('claims withdrawn', { runs: 200 }).parameters,
    );
  });
});

/** The quantity in parts by weight, the last part the rest. */
function receiptsOf(quantity: bigint, weights: readonly bigint[]): readonly bigint[] {
  const whole = sumMinor(weights);
  const some = weights.slice(1).map((weight) => (quantity * weight) / whole);
  return [...some, quantity - sumMinor(some)].filter((part) => part > 0n);
}

function receive(state: OrderState, receiptId: string, accepted: bigint): OrderState {
  const delivery = {
    receipt: {
      deliveredOn: '2026-10-12',
      receivers: [people.receiver],
      lines: [{ orderLine: 1, accepted }],
    },
    tolerancePercent: '0',
    dateProblem: null,
  };
  const command = { type: 'RecordReceipt', receiptId, by: people.receiver, today } as const;
  const counted = after(state, purchaseOrder.decide(command, state, { id: 'o1', delivery }));
  const accrual: OrderEvent = {
    type: 'ReceiptAccrued',
    data: { receiptId, budgetLineId: 'line-1' },
  };
  return fold(purchaseOrder, [accrual], counted);
}

const clearing = (paymentId: string, invoiceId: string, amountMinor: bigint) => ({
  id: 'o1',
  payment: {
    ...{ paymentId, invoiceId, valueDate: '2026-11-05' },
    lines: [{ orderLine: 1, amountMinor }],
  },
  invoiceProblem: null,
  ...nobody,
});

function payInHalves(state: OrderState, invoiceId: string): OrderState {
  const own = state.invoices.filter((one) => one.invoiceId === invoiceId);
  const total = sumMinor(own.flatMap((one) => one.lines.map((line) => line.amountMinor)));
  const half = total / 2n;
  return [half, total - half]
    .filter((part) => part > 0n)
    .reduce((now, part, n) => {
      const paymentId = `${invoiceId}-${n}`;
      const command = { type: 'ClearPayment', paymentId } as const;
      const decided = purchaseOrder.decide(command, now, clearing(paymentId, invoiceId, part));
      expect(decided).toMatchObject({ value: [{ type: 'PaymentCleared' }] });
      return after(now, decided);
    }, state);
}
