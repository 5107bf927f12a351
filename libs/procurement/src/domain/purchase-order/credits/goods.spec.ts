import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../testing/purchase.js';
import { claimPrice, unclaimed } from '../billing/pricing/claim-price.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const spec = givenWhenThen(purchaseOrder);
const on = '2026-10-25';
const price = 278_400;
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const orderAfter = (...events: readonly OrderEvent[]) =>
  fold(purchaseOrder, [...issuedOrder, ...events]);
/** An invoice of 40, of which nothing is paid; 30 of its goods are here. */
const few = [recorded('r1', 30), accrued('r1'), claimed('i1', 40)];
const agree = (francs: number, invoiceId: string | null = 'i1') =>
  ({
    type: 'AgreeCredit',
    ...{ creditNoteId: 'c1', invoiceId, on },
    lines: [{ orderLine: 1, amount: xof(francs) }],
    paid: [],
  }) as const;

describe('a credit note for goods that are not here', () => {
  test('lowers what its invoice claims, and asks nothing of the budget', () => {
    const credited = given(...few).when(agree(10 * price), nobody);
    credited.thenLike([
      {
        type: 'CreditRequested',
        data: {
          ...{ adjustmentId: null, rematch: ['i1'] },
          goods: [{ orderLine: 1, quantity: '10', amount: xof(10 * price) }],
        },
      },
      { type: 'CreditAgreed' },
    ]);
    const { invoices, credits } = orderAfter(...few, ...credited.events());
    expect(invoices[0]?.lines[0]).toMatchObject({
      ...{ quantity: 30_000n, amountMinor: BigInt(30 * price), endedMinor: BigInt(10 * price) },
    });
    expect(credits[0]?.lines).toEqual([]);
  });

  test('takes the rest off the price of those that are', () => {
    given(...few)
      .when(agree(10 * price + 36_000), nobody)
      .thenLike([
        { type: 'CreditRequested', data: { goods: [{ amount: xof(10 * price) }] } },
        {
          type: 'PriceAdjustmentRequested',
          data: { lines: [{ budgetLineId: 'line-1', accepted: xof(-36_000), open: xof(0) }] },
        },
      ]);
  });

  test('that the budget refuses is claimed again', () => {
    const asked = given(...few)
      .when(agree(10 * price + 36_000), nobody)
      .events();
    const adjustmentId = String(
      asked.flatMap(({ type, data }) => (type === 'CreditRequested' ? data.adjustmentId : []))[0],
    );
    const shortfall = { amount: '62.07', currency: 'USD' };
    const rejections = [{ budgetLineId: 'line-1', code: 'delivery_not_accrued', shortfall }];
    const refused = given(...few, ...asked)
      .when({ type: 'RefusePriceAdjustment', adjustmentId, rejections, on })
      .events();
    const { invoices, credits } = orderAfter(...few, ...asked, ...refused);
    expect(credits).toEqual([]);
    expect(invoices[0]?.lines).toEqual(orderAfter(...few).invoices[0]?.lines);
  });
});

describe('a credit note against the order', () => {
  test('takes what it takes: the last invoice does not claim it with the remainder', () => {
    const here = [recorded('r1', 100), accrued('r1')];
    const credited = given(...here)
      .when(agree(1_000_000, null), nobody)
      .events();
    const order = orderAfter(...here, ...credited);
    const quantity = unclaimed(order, 1, 100_000n);
    expect(quantity).toBe(96_408n);
    const last = claimPrice({ orderLine: 1, quantity, unitPriceMinor: BigInt(price) }, order);
    expect(last.orderedMinor).toBe(BigInt(100 * price - 1_000_000));
    expect(last.amountMinor).toBeLessThanOrEqual(last.orderedMinor);
  });
});

describe('a remainder that is worth nothing', () => {
  /** An order of a single piece for five francs, of which 0.969 cost five already. */
  const cheap = issuedOrder.map((event) =>
    'lines' in event.data
      ? ({
          ...event,
          data: {
            ...event.data,
            lines: event.data.lines.map((line) => ({
              ...line,
              ...('unitPrice' in line ? { quantity: '1', unitPrice: xof(5), amount: xof(5) } : {}),
            })),
          },
        } as OrderEvent)
      : event,
  );

  const five = xof(5);
  const most: OrderEvent = {
    type: 'OrderInvoiced',
    data: {
      ...{ invoiceId: 'i1', rematch: ['i1'], by: people.clerk },
      lines: [{ orderLine: 1, quantity: '0.969', unitPrice: five, amount: five, ordered: five }],
    },
  };

  test('needs no invoice: the order can be closed', () => {
    const order = fold(purchaseOrder, [...cheap, recorded('r1', 1), most]);
    expect(unclaimed(order, 1, 1_000n)).toBe(0n);
    expect(unclaimed(order, 1, 1_200n)).toBe(231n);
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    spec
      .given([...cheap, recorded('r1', 1), most, paid])
      .when(
        { type: 'CloseOrder', effectiveAt: on, by: people.buyer, today: '2026-11-25' },
        { dateProblem: null },
      )
      .thenLike([{ type: 'PurchaseOrderClosed' }]);
  });
});
