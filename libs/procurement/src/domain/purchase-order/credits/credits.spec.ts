import { describe, expect, test } from '@jest/globals';
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
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const spec = givenWhenThen(purchaseOrder);
const on = '2026-10-25';
const matching = { invoiceProblem: null, ...nobody };
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const delivered = [recorded('r1', 40), accrued('r1'), claimed('i1', 40)];
const agree = (francs: number, creditNoteId = 'c1') =>
  ({
    type: 'AgreeCredit',
    ...{ creditNoteId, invoiceId: 'i1', on },
    lines: [{ orderLine: 1, amount: xof(francs) }],
    paid: [],
  }) as const;
const change = (francs: number) => [
  { budgetLineId: 'line-1', accepted: xof(francs), open: xof(0) },
];

/** The history with what was asked, and its id. */
function asked(francs: number, ...events: OrderEvent[]) {
  const now = given(...events)
    .when(agree(francs), nobody)
    .events();
  const [request] = now;
  if (request?.type !== 'CreditRequested') throw new Error('nothing was asked');
  return { history: [...events, ...now], adjustmentId: String(request.data.adjustmentId) };
}
const granted = (francs: number, ...events: OrderEvent[]): OrderEvent[] => {
  const { history, adjustmentId } = asked(francs, ...events);
  const answer = given(...history).when({ type: 'AcceptPriceAdjustment', adjustmentId, on });
  return [...history, ...answer.events()];
};
const clear = (francs: number) => ({
  payment: {
    ...{ paymentId: 'p1', invoiceId: 'i1', valueDate: '2026-11-05' },
    lines: [{ orderLine: 1, amountMinor: BigInt(francs) }],
  },
  ...matching,
});

describe('a credit note on an order', () => {
  test('asks budgets for a lower price, once', () => {
    const asking = given(...delivered).when(agree(36_000), nobody);
    asking.thenLike([
      { type: 'CreditRequested', data: { creditNoteId: 'c1', invoiceId: 'i1' } },
      { type: 'PriceAdjustmentRequested', data: { invoiceId: null, lines: change(-36_000) } },
    ]);
    given(...delivered, ...asking.events())
      .when(agree(36_000), nobody)
      .thenNothing();
  });

  test('is agreed when budgets has lowered it, and refused when it cannot', () => {
    const { history, adjustmentId } = asked(36_000, ...delivered);
    given(...history)
      .when({ type: 'AcceptPriceAdjustment', adjustmentId, on })
      .thenLike([
        { type: 'PriceAdjusted' },
        { type: 'CreditAgreed', data: { creditNoteId: 'c1' } },
      ]);
    const shortfall = { amount: '62.07', currency: 'USD' };
    const rejections = [{ budgetLineId: 'line-1', code: 'delivery_not_accrued', shortfall }];
    const refused = given(...history).when({
      type: 'RefusePriceAdjustment',
      ...{ adjustmentId, rejections, on },
    });
    refused.thenLike([
      { type: 'PriceAdjustmentRejected' },
      { type: 'CreditNotAdjusted', data: { creditNoteId: 'c1', rejections } },
    ]);
    refused.thenState({ credits: [] });
  });

  test('is refused while the order waits for its own amendment', () => {
    const adjusting: OrderEvent = {
      type: 'OrderLineShortClosed',
      data: {
        ...{ number: 1, reason: 'x', effectiveAt: on, by: people.buyer },
        lines: [
          {
            orderLine: 1,
            before: { quantity: '100', unitPrice: xof(278_400) },
            after: { quantity: '40', unitPrice: xof(278_400) },
          },
        ],
      },
    };
    const refusal = { code: 'order_awaits_budget' };
    given(...delivered, adjusting)
      .when(agree(36_000), nobody)
      .thenLike([{ type: 'CreditRefused', data: { creditNoteId: 'c1', refusal } }]);
  });

  test('is refused while a delivery of its budget line is not accrued, and says why', () => {
    const refused = (code: string, params: object = {}) =>
      [{ type: 'CreditRefused', data: { refusal: { code, params } } }] as const;
    const second = [...delivered, recorded('r2', 10)];
    given(...second)
      .when(agree(36_000), nobody)
      .thenLike(refused('delivery_not_accrued'));
    const hold: OrderEvent = {
      type: 'ReceiptHeld',
      data: {
        ...{ receiptId: 'r2', budgetLineId: 'line-1', code: 'insufficient_funds' },
        shortfall: { amount: '12.00', currency: 'USD' },
      },
    };
    given(...second, hold)
      .when(agree(36_000), nobody)
      .thenLike(refused('delivery_held', { shortfall: '12.00', currency: 'USD' }));
    given(...second, accrued('r2'))
      .when(agree(36_000), nobody)
      .thenLike([{ type: 'CreditRequested' }, { type: 'PriceAdjustmentRequested' }]);
  });

  test('is of nobody who received the goods, at the same moment', () => {
    const parties = [{ duty: 'clerk', person: people.receiver }] as const;
    const refused = given(...delivered).when(agree(36_000), { parties });
    refused.thenLike([{ type: 'CreditRefused', data: { creditNoteId: 'c1' } }]);
  });

  test('of what was paid is at most what the vendor does not owe yet', () => {
    const whole = 40 * 278_400;
    const paid = given(...delivered)
      .when({ type: 'ClearPayment', paymentId: 'p1' }, clear(whole))
      .events();
    const credit = (francs: number) => ({
      ...agree(francs, 'c2'),
      paid: [{ orderLine: 1, amount: xof(francs) }],
    });
    const refusal = { code: 'credit_note_exceeds_order' };
    given(...delivered, ...paid)
      .when(credit(whole + 1), nobody)
      .thenLike([{ type: 'CreditRefused', data: { refusal } }]);
    const first = given(...delivered, ...paid)
      .when({ ...credit(whole), creditNoteId: 'c1' }, nobody)
      .events();
    given(...delivered, ...paid, ...first)
      .when(credit(1), nobody)
      .thenLike([{ type: 'CreditRefused', data: { refusal } }]);
  });

  test('lowers what is paid of its invoice', () => {
    const history = granted(36_000, ...delivered);
    const pay = (francs: number) =>
      given(...history).when({ type: 'ClearPayment', paymentId: 'p1' }, clear(francs));
    pay(40 * 278_400 - 36_000).thenLike([{ type: 'PaymentCleared' }]);
    pay(40 * 278_400 - 36_000 + 1).thenLike([{ type: 'PaymentClearanceRefused' }]);
  });

  test('is not taken for a price that is still to be adjusted', () => {
    for (const history of [asked(36_000, ...delivered).history, granted(36_000, ...delivered)]) {
      given(...history)
        .when({ type: 'AgreePrice', invoiceId: 'i1', on }, matching)
        .thenLike([{ type: 'InvoicePriceAgreed' }]);
    }
  });

  test('goes with its invoice: what it had taken off is given back', () => {
    given(...granted(36_000, ...delivered))
      .when({ type: 'WithdrawInvoice', invoiceId: 'i1', on })
      .thenLike([
        { type: 'OrderInvoiceWithdrawn' },
        { type: 'PriceAdjustmentRequested', data: { invoiceId: null, lines: change(36_000) } },
      ]);
  });

  test('the other invoices of the order are paid in full', () => {
    const history = granted(36_000, ...delivered, recorded('r2', 60), accrued('r2'));
    const other = clear(60 * 278_400);
    const payment = { ...other.payment, paymentId: 'p2', invoiceId: 'i2' };
    given(...history, claimed('i2', 60))
      .when({ type: 'ClearPayment', paymentId: 'p2' }, { ...matching, payment })
      .thenLike([{ type: 'PaymentCleared' }]);
    const state = given(...history).state;
    expect(state.granted).toEqual([{ budgetLineId: 'line-1', amountMinor: -36_000n }]);
  });
});
