import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { cleared as clearedOf } from '../../../../testing/cleared.js';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../testing/purchase.js';
import type { InspectedReceipt } from '../delivery/order.delivery.js';
import type { Chain } from '../../shared/segregation.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const price = 278_400;
const spec = givenWhenThen(purchaseOrder);
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const id = 'order-1';
const on = '2026-11-10';
const dated = { id, dateProblem: null };

const cleared = (quantity: number, invoiceId = 'i1') =>
  clearedOf(quantity, { paymentId: `p-${invoiceId}`, invoiceId });
const withdraw = (receiptId = 'r1') =>
  ({
    type: 'WithdrawReceipt',
    ...{ receiptId, effectiveAt: on, reason: 'Broken', by: people.receiver, today: on },
  }) as const;
const inspected = (quantity: number): InspectedReceipt => ({
  ...{ deliveredOn: on, receivers: [people.receiver] },
  lines: [{ orderLine: 1, accepted: BigInt(quantity) * 1000n }],
});
const record = (receiptId: string, quantity: number, ...events: OrderEvent[]) =>
  given(...events).when(
    { type: 'RecordReceipt', receiptId, by: people.receiver, today: on },
    {
      id,
      delivery: { receipt: inspected(quantity), tolerancePercent: '0', dateProblem: null },
    },
  );
const owedLine = (francs: number) => [
  { orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) },
];

/** 40 delivered, invoiced and paid, then sent back. */
const paid = [recorded('r1', 40), accrued('r1'), claimed('i1', 40), cleared(40)];
const back = given(...paid)
  .when(withdraw(), dated)
  .events();
const receivableId = (() => {
  const arisen = back.find(({ type }) => type === 'ReceivableArisen');
  return arisen?.type === 'ReceivableArisen' ? arisen.data.receivableId : '';
})();
const sentBack = [...paid, ...back];

const aside = (francs: number, endingId = 'e1') =>
  ({ type: 'SetOwedAside', receivableId, endingId, lines: owedLine(francs) }) as const;
const end = (except: readonly string[] = [], endingId = 'e1') =>
  ({ type: 'EndOwed', receivableId, endingId, except, on, writtenOff: false }) as const;
const withAside = (francs: number, ...events: OrderEvent[]): OrderEvent[] => [
  ...events,
  ...given(...events)
    .when(aside(francs), { id })
    .events(),
];
const withEnd = (francs: number, ...events: OrderEvent[]): OrderEvent[] => {
  const history = withAside(francs, ...events);
  return [
    ...history,
    ...given(...history)
      .when(end(), { id })
      .events(),
  ];
};

describe('what a vendor owes', () => {
  test('is a receivable when paid goods are sent back, and nothing when they were not paid', () => {
    given(...paid)
      .when(withdraw(), dated)
      .thenLike([
        { type: 'ReceiptWithdrawn' },
        {
          type: 'ReceivableArisen',
          data: {
            ...{ reference: 'PO-2026-0001-R1', cause: { kind: 'receipt', id: 'r1' } },
            ...{ effectiveAt: on, lines: owedLine(40 * price) },
          },
        },
      ]);
    given(recorded('r1', 40), claimed('i1', 40))
      .when(withdraw(), dated)
      .thenLike([{ type: 'ReceiptWithdrawn' }]);
  });

  test('is only what other goods do not cover', () => {
    given(...paid, recorded('r2', 30))
      .when(withdraw(), dated)
      .thenLike([
        { type: 'ReceiptWithdrawn' },
        { type: 'ReceivableArisen', data: { lines: owedLine(10 * price) } },
      ]);
  });

  test('is covered by the goods that replace it, in parts', () => {
    const part = record('r2', 15, ...sentBack);
    part.thenLike([
      { type: 'ReceiptRecorded' },
      {
        type: 'ReceivableCovered',
        data: { receivableId, by: 'replacement', lines: owedLine(15 * price) },
      },
    ]);
    record('r3', 60, ...sentBack, ...part.events()).thenLike([
      { type: 'ReceiptRecorded' },
      { type: 'ReceivableCovered', data: { lines: owedLine(25 * price) } },
    ]);
  });

  test('is covered by a payment that the bank returns', () => {
    const returned = { type: 'WithdrawClearance', paymentId: 'p-i1', on } as const;
    given(...sentBack)
      .when(returned, { id })
      .thenLike([
        { type: 'PaymentClearanceWithdrawn' },
        {
          type: 'ReceivableCovered',
          data: { by: 'payment_returned', lines: owedLine(40 * price) },
        },
      ]);
  });

  test('is set aside for one ending at a time, and at most what is open', () => {
    const history = withAside(40 * price, ...sentBack);
    given(...sentBack)
      .when(aside(40 * price + 1), { id })
      .thenLike([{ type: 'OwedNotOpen', data: { refusal: { code: 'not_owed_any_more' } } }]);
    given(...history)
      .when(aside(1, 'e2'), { id })
      .thenLike([{ type: 'OwedNotOpen', data: { endingId: 'e2' } }]);
    given(...withAside(1, ...sentBack))
      .when(aside(1, 'e2'), { id })
      .thenLike([{ type: 'OwedNotOpen', data: { endingId: 'e2' } }]);
    given(...history)
      .when(aside(40 * price), { id })
      .thenNothing();
  });

  test('goods that come while it is set aside do not take it', () => {
    const history = withAside(40 * price, ...sentBack);
    record('r2', 40, ...history).thenLike([{ type: 'ReceiptRecorded' }]);
  });

  test('of which a budget line refuses the loss stays owed, unless goods came meanwhile', () => {
    const history = withAside(40 * price, ...sentBack);
    const refused = given(...history).when(end(['line-1']), { id });
    refused.thenLike([{ type: 'OwedReleased', data: { receivableId, endingId: 'e1' } }]);
    expect(refused.events()).toHaveLength(1);
    const late = [...history, ...record('r2', 40, ...history).events()];
    given(...late)
      .when(end(['line-1']), { id })
      .thenLike([
        { type: 'OwedReleased' },
        { type: 'ReceivableCovered', data: { by: 'replacement', lines: owedLine(40 * price) } },
      ]);
  });

  test('ends once; its invoice claims so much less, so that a replacement can be invoiced', () => {
    const history = withEnd(10 * price, ...sentBack);
    expect(history.at(-1)).toMatchObject({
      type: 'OwedEnded',
      data: { claims: [{ invoiceId: 'i1', quantity: '10', amount: xof(10 * price) }] },
    });
    given(...history)
      .when(end(), { id })
      .thenNothing();
    const { invoices, owed } = given(...history).state;
    expect(invoices[0]?.lines[0]).toMatchObject({ quantity: 30_000n });
    expect(owed[0]?.lines).toEqual([{ orderLine: 1, amountMinor: BigInt(30 * price) }]);
    const all = given(...withEnd(40 * price, ...sentBack)).state;
    expect(all.owed).toEqual([]);
    expect(all.invoices[0]?.lines[0]).toMatchObject({ quantity: 0n });
  });

  test('stops payments of the order, until it has ended', () => {
    const next = [recorded('r2', 10), accrued('r2'), claimed('i2', 10)];
    const pay = (...events: OrderEvent[]) =>
      given(...events).when(
        { type: 'ClearPayment', paymentId: 'p2' },
        {
          ...{ invoiceProblem: null, ...nobody },
          payment: {
            ...{ paymentId: 'p2', invoiceId: 'i2', valueDate: '2026-11-20' },
            lines: [{ orderLine: 1, amountMinor: BigInt(10 * price) }],
          },
        },
      );
    pay(...sentBack, ...next).thenLike([
      { type: 'PaymentClearanceRefused', data: { refusal: { code: 'vendor_owes_on_order' } } },
    ]);
    pay(...withEnd(40 * price, ...sentBack), ...next).thenLike([{ type: 'PaymentCleared' }]);
  });

  test('an offset pays what is owed on the order, as far as it is accepted and accrued', () => {
    const next = [recorded('r2', 10), accrued('r2'), claimed('i2', 10)];
    const clear = (francs: number, parties: { readonly parties?: Chain } = {}) =>
      given(...next).when(
        {
          type: 'ClearOffset',
          ...{ paymentId: 'e1', receivableId, invoiceId: 'i2', valueDate: '2026-11-20' },
          lines: owedLine(francs),
        },
        { id, invoiceProblem: null, ...nobody, ...parties },
      );
    clear(10 * price).thenLike([
      { type: 'PaymentCleared', data: { paymentId: 'e1', receivableId, invoiceId: 'i2' } },
    ]);
    const refusal = { code: 'payment_exceeds_accepted' };
    const approved = { parties: [{ duty: 'payment_approver', person: people.receiver }] } as const;
    clear(10 * price, approved).thenLike([
      {
        type: 'PaymentClearanceRefused',
        data: { refusal: { code: 'segregation_receiver_approves_payment' } },
      },
    ]);
    clear(10 * price + 1).thenLike([
      { type: 'PaymentClearanceRefused', data: { paymentId: 'e1', receivableId, refusal } },
    ]);
  });

  test('keeps the order open', () => {
    const close = { type: 'CloseOrder', by: people.buyer, effectiveAt: on, today: on } as const;
    const invoiced: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    const all = [recorded('r1', 100), accrued('r1'), claimed('i1', 100), cleared(100), invoiced];
    const credit = given(...all).when(
      {
        type: 'AgreeCredit',
        ...{ creditNoteId: 'c1', invoiceId: 'i1', on },
        ...{ lines: owedLine(36_000), paid: owedLine(36_000) },
      },
      { id, ...nobody },
    );
    credit.thenLike([
      { type: 'CreditRequested' },
      { type: 'CreditAgreed' },
      { type: 'CreditBooked', data: { creditNoteId: 'c1', lines: owedLine(36_000) } },
      {
        type: 'ReceivableArisen',
        data: { cause: { kind: 'credit_note', id: 'c1' }, lines: owedLine(36_000) },
      },
    ]);
    given(...all, ...credit.events())
      .when(close, { dateProblem: null })
      .thenRejected('vendor_owes_on_order');
    given(...all)
      .when(close, { dateProblem: null })
      .thenLike([{ type: 'PurchaseOrderClosed' }]);
  });
});

describe('a credit note on an order', () => {
  const all = [recorded('r1', 100), accrued('r1')];
  const credit = (francs: number) =>
    ({
      type: 'AgreeCredit',
      ...{ creditNoteId: 'c1', invoiceId: null, on },
      ...{ lines: owedLine(francs), paid: [] },
    }) as const;

  test('claims what is never invoiced: the order closes when the budget has it', () => {
    const asked = given(...all).when(credit(100 * price), { id, ...nobody });
    asked.thenLike([
      { type: 'CreditRequested', data: { quantities: [{ orderLine: 1, quantity: '100' }] } },
      {
        type: 'PriceAdjustmentRequested',
        data: { lines: [{ budgetLineId: 'line-1', accepted: xof(-100 * price), open: xof(0) }] },
      },
    ]);
    const [request] = asked.events();
    const adjustmentId =
      request?.type === 'CreditRequested' ? String(request.data.adjustmentId) : '';
    given(...all, ...asked.events())
      .when({ type: 'AcceptPriceAdjustment', adjustmentId, on }, { id })
      .thenLike([
        { type: 'PriceAdjusted' },
        { type: 'CreditAgreed', data: { invoiceId: null } },
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed' },
      ]);
    const shortfall = { amount: '1.00', currency: 'USD' };
    const rejections = [{ budgetLineId: 'line-1', code: 'delivery_not_accrued', shortfall }];
    const refused = given(...all, ...asked.events()).when(
      { type: 'RefusePriceAdjustment', adjustmentId, rejections, on },
      { id },
    );
    refused.thenState({ credits: [], invoices: [] });
  });

  test('is at most what is accepted and not invoiced', () => {
    given(...all, claimed('i1', 40))
      .when(credit(60 * price + 1), { id, ...nobody })
      .thenLike([
        { type: 'CreditRefused', data: { refusal: { code: 'credit_note_exceeds_order' } } },
      ]);
    given(...all, claimed('i1', 40))
      .when(credit(60 * price), { id, ...nobody })
      .thenLike([{ type: 'CreditRequested' }, { type: 'PriceAdjustmentRequested' }]);
  });
});
